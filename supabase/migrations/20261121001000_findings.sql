-- Code review: findings of a run about a change, and the kinds of endings and evidence that come with work that
-- mends no bug.

create table public.findings (
  id uuid primary key default gen_random_uuid(),
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  run_id uuid not null references public.runs (id) on delete cascade,
  -- Derived from commit, file, line and rule: a repeated step finds its own row again.
  key text not null,
  -- Commit that was looked at; line numbers are of its text.
  head_sha text not null,
  rule text not null,
  source text not null check (source in ('rules', 'compiler', 'tests')),
  path text not null,
  line int not null check (line > 0),
  excerpt text not null,
  -- What goes wrong, for which input or situation.
  harm text not null,
  confidence real not null check (confidence between 0 and 1),
  created_at timestamptz not null default now()
);
comment on table public.findings is 'What a code review found: file, line, concrete harm, confidence.';
create unique index findings_key on public.findings (run_id, key);
create index findings_head_sha_idx on public.findings (tenant_id, head_sha);
select app.protect_tenant_table('public.findings');
create trigger record_run_event after insert or update on public.findings
  for each row execute function app.record_run_event();
create trigger refuse_ended_run before insert or update on public.findings
  for each row execute function app.refuse_ended_run();
select app.bind_tenants();

alter table public.evidence drop constraint evidence_kind_check;
alter table public.evidence add constraint evidence_kind_check check (kind in
  ('setup', 'issue', 'reproduction', 'test_report', 'root_cause', 'diff', 'verification', 'quality', 'check_rounds',
   'review', 'refactoring', 'added_tests', 'documentation', 'past_fixes'));

alter table public.runs drop constraint runs_outcome_check;
alter table public.runs add constraint runs_outcome_check check (outcome in
  ('merged', 'rejected', 'no_fix', 'not_reproduced', 'approval_expired', 'merge_conflict', 'needs_person', 'error',
   'stopped', 'reviewed', 'unclear', 'no_change'));
