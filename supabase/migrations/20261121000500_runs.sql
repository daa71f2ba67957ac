-- Runs and all that happens in them. Every change of a row here becomes a line of run_events, by
-- trigger, so the live page can't miss one; and nothing is written into a run that has ended.

create table public.runs (
  id uuid primary key default gen_random_uuid(),
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  goal_id uuid not null references public.goals (id) on delete cascade,
  plan_id uuid references public.plans (id) on delete set null,
  repository_id uuid not null references public.repositories (id) on delete cascade,
  rerun_of uuid references public.runs (id) on delete set null,
  number bigint not null,
  status text not null default 'queued'
    check (status in ('queued', 'running', 'waiting', 'stopping', 'succeeded', 'failed', 'stopped')),
  -- How far the result is proven: computed from test runs after the last edit.
  verdict text check (verdict in ('verified', 'partly', 'unverified', 'not_reproduced')),
  outcome text check (outcome in
    ('merged', 'rejected', 'no_fix', 'not_reproduced', 'approval_expired', 'merge_conflict', 'needs_person', 'error', 'stopped')),
  waiting_for text,
  -- One or two sentences for people: why it ended or waits as it does.
  reason text,
  engine text,
  base_sha text,
  branch text,
  head_sha text,
  -- How often a step was taken up again after a crash or restart.
  resumed int not null default 0,
  requested_by uuid references public.users (id) on delete set null,
  -- Why it is stopped, when that was not one person's click: a kill switch, a suspension.
  stop_reason text,
  stop_requested_by uuid references public.users (id) on delete set null,
  created_at timestamptz not null default now(),
  started_at timestamptz,
  heartbeat_at timestamptz,
  finished_at timestamptz
);
comment on table public.runs is 'One execution of a goal''s plan.';
create unique index runs_number_key on public.runs (tenant_id, number);
create index runs_goal_id_idx on public.runs (goal_id, created_at desc);
create index runs_plan_id_idx on public.runs (plan_id);
create index runs_repository_id_idx on public.runs (repository_id);
create index runs_rerun_of_idx on public.runs (rerun_of);
create index runs_requested_by_idx on public.runs (requested_by);
create index runs_stop_requested_by_idx on public.runs (stop_requested_by);
create index runs_live_idx on public.runs (tenant_id, status) where finished_at is null;
select app.protect_tenant_table('public.runs');

create table public.agent_executions (
  id uuid primary key default gen_random_uuid(),
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  run_id uuid not null references public.runs (id) on delete cascade,
  agent text not null,
  status text not null default 'running' check (status in ('running', 'succeeded', 'failed', 'stopped')),
  -- Meta_Agent's orchestration is not metered.
  metered boolean not null default true,
  started_at timestamptz not null default now(),
  finished_at timestamptz
);
comment on table public.agent_executions is 'One agent''s share of a run: the unit that is metered, priced and ranked.';
create unique index agent_executions_agent_key on public.agent_executions (run_id, agent);
create index agent_executions_tenant_id_idx on public.agent_executions (tenant_id);
select app.protect_tenant_table('public.agent_executions');

create table public.run_steps (
  id uuid primary key default gen_random_uuid(),
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  run_id uuid not null references public.runs (id) on delete cascade,
  agent_execution_id uuid references public.agent_executions (id) on delete cascade,
  key text not null,
  position int not null,
  title text not null,
  agent text not null,
  status text not null default 'pending'
    check (status in ('pending', 'running', 'waiting', 'succeeded', 'failed', 'skipped', 'stopped')),
  attempt int not null default 1,
  summary text,
  error jsonb,
  started_at timestamptz,
  finished_at timestamptz
);
comment on table public.run_steps is 'One step of a run, as it went.';
create unique index run_steps_key on public.run_steps (run_id, key);
create index run_steps_tenant_id_idx on public.run_steps (tenant_id);
create index run_steps_agent_execution_id_idx on public.run_steps (agent_execution_id);
select app.protect_tenant_table('public.run_steps');

create table public.tool_calls (
  id uuid primary key default gen_random_uuid(),
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  run_id uuid not null references public.runs (id) on delete cascade,
  run_step_id uuid references public.run_steps (id) on delete cascade,
  -- Derived from run and durable step: a repeated step finds its own row again.
  key text not null,
  position int not null,
  -- 'tool' or 'model': a model call is recorded in the same timeline.
  kind text not null default 'tool' check (kind in ('tool', 'model')),
  tool text not null,
  risk text not null default 'low' check (risk in ('low', 'medium', 'high')),
  status text not null default 'running' check (status in ('running', 'succeeded', 'failed', 'stopped')),
  input jsonb not null default '{}',
  output jsonb,
  error text,
  attempt int not null default 1,
  started_at timestamptz not null default now(),
  finished_at timestamptz
);
comment on table public.tool_calls is 'Each use of a tool or model in a step, with input and output.';
create unique index tool_calls_key on public.tool_calls (run_id, key);
create index tool_calls_tenant_id_idx on public.tool_calls (tenant_id);
create index tool_calls_run_step_id_idx on public.tool_calls (run_step_id);
select app.protect_tenant_table('public.tool_calls');

create table public.evidence (
  id uuid primary key default gen_random_uuid(),
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  run_id uuid not null references public.runs (id) on delete cascade,
  run_step_id uuid references public.run_steps (id) on delete cascade,
  key text not null,
  kind text not null check (kind in
    ('setup', 'issue', 'reproduction', 'test_report', 'root_cause', 'diff', 'verification', 'quality', 'check_rounds')),
  title text not null,
  data jsonb not null,
  created_at timestamptz not null default now()
);
comment on table public.evidence is 'What proves a step: facts of the issue, reproduction, test reports, root cause, diff, verification, quality, CI.';
create unique index evidence_key on public.evidence (run_id, key);
create index evidence_tenant_id_idx on public.evidence (tenant_id);
create index evidence_run_step_id_idx on public.evidence (run_step_id);
select app.protect_tenant_table('public.evidence');

create table public.handoffs (
  id uuid primary key default gen_random_uuid(),
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  run_id uuid not null references public.runs (id) on delete cascade,
  key text not null,
  from_agent text not null,
  to_agent text not null,
  reason text not null,
  payload jsonb not null default '{}',
  expected_result text not null,
  created_at timestamptz not null default now()
);
comment on table public.handoffs is 'Typed messages between agents.';
create unique index handoffs_key on public.handoffs (run_id, key);
create index handoffs_tenant_id_idx on public.handoffs (tenant_id);
select app.protect_tenant_table('public.handoffs');

create table public.decisions (
  id uuid primary key default gen_random_uuid(),
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  run_id uuid references public.runs (id) on delete cascade,
  key text not null,
  made_by text not null,
  decision text not null,
  rationale text not null,
  confidence real not null check (confidence between 0 and 1),
  created_at timestamptz not null default now()
);
comment on table public.decisions is 'Who or what decided, and why.';
create unique index decisions_key on public.decisions (run_id, key);
create index decisions_tenant_id_idx on public.decisions (tenant_id);
select app.protect_tenant_table('public.decisions');

create table public.costs (
  id uuid primary key default gen_random_uuid(),
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  run_id uuid references public.runs (id) on delete cascade,
  agent_execution_id uuid references public.agent_executions (id) on delete set null,
  key text not null,
  kind text not null check (kind in ('model_call', 'sandbox')),
  engine text not null,
  input_tokens bigint not null default 0,
  output_tokens bigint not null default 0,
  -- Milliseconds of sandbox time, for kind 'sandbox'.
  duration_ms bigint not null default 0,
  amount_micros bigint not null default 0 check (amount_micros >= 0),
  occurred_at timestamptz not null default now()
);
comment on table public.costs is 'Ledger: every cost once, in millionths of a US dollar.';
create unique index costs_key on public.costs (run_id, key);
create index costs_tenant_id_idx on public.costs (tenant_id, occurred_at);
create index costs_agent_execution_id_idx on public.costs (agent_execution_id);
select app.protect_tenant_table('public.costs');

-- ---------------------------------------------------------------------------------------------
-- Pull requests, checks, approvals
-- ---------------------------------------------------------------------------------------------
create table public.pull_requests (
  id uuid primary key default gen_random_uuid(),
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  repository_id uuid not null references public.repositories (id) on delete cascade,
  run_id uuid not null references public.runs (id) on delete cascade,
  number bigint not null,
  title text not null,
  body text not null,
  branch text not null,
  base_branch text not null,
  base_sha text not null,
  head_sha text not null,
  status text not null default 'open' check (status in ('open', 'merged', 'closed')),
  -- 'skipped': the run was stopped before they had ended.
  checks_status text not null default 'queued'
    check (checks_status in ('queued', 'running', 'passed', 'failed', 'skipped')),
  -- Paths that policy looks at twice: tests, lock files, workflows, hooks.
  flags jsonb not null default '[]',
  merged_sha text,
  merged_at timestamptz,
  created_at timestamptz not null default now()
);
comment on table public.pull_requests is 'Pull requests on the forge.';
create unique index pull_requests_run_id_key on public.pull_requests (run_id);
create unique index pull_requests_number_key on public.pull_requests (repository_id, number);
create index pull_requests_tenant_id_idx on public.pull_requests (tenant_id);
select app.protect_tenant_table('public.pull_requests');

create table public.checks (
  id uuid primary key default gen_random_uuid(),
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  run_id uuid not null references public.runs (id) on delete cascade,
  pull_request_id uuid not null references public.pull_requests (id) on delete cascade,
  head_sha text not null,
  name text not null,
  status text not null default 'queued' check (status in ('queued', 'running', 'passed', 'failed', 'skipped')),
  summary text,
  output text,
  counts jsonb,
  started_at timestamptz,
  finished_at timestamptz
);
comment on table public.checks is 'CI results of a pull request''s head commit, from a clean sandbox.';
create unique index checks_name_key on public.checks (pull_request_id, head_sha, name);
create index checks_tenant_id_idx on public.checks (tenant_id);
create index checks_run_id_idx on public.checks (run_id);
select app.protect_tenant_table('public.checks');

create table public.approvals (
  id uuid primary key default gen_random_uuid(),
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  run_id uuid not null references public.runs (id) on delete cascade,
  pull_request_id uuid references public.pull_requests (id) on delete cascade,
  kind text not null check (kind in ('merge_pull_request', 'choose_fix')),
  title text not null,
  -- Digest of exactly what is approved (base, head, diff): a changed subject needs a new approval.
  subject_digest text not null,
  risk text not null check (risk in ('low', 'medium', 'high')),
  rationale text not null,
  confidence real not null check (confidence between 0 and 1),
  -- For a question: the answers to choose from, and the chosen one's position.
  choices jsonb not null default '[]' check (jsonb_typeof(choices) = 'array'),
  choice int,
  requested_by_agent text not null,
  status text not null default 'pending' check (status in ('pending', 'approved', 'rejected', 'expired', 'cancelled')),
  requested_at timestamptz not null default now(),
  expires_at timestamptz not null,
  decided_by uuid references public.users (id) on delete set null,
  decided_at timestamptz,
  decision_reason text check (length(decision_reason) <= 2000),
  -- From the rule that counted (approval_policies): its name, whose decision it is, who is asked when nobody decides.
  policy_name text,
  decider_role text not null default 'member' check (decider_role in ('member', 'admin')),
  escalate_to uuid references public.users (id) on delete set null,
  escalated_at timestamptz
);
comment on table public.approvals is 'Decisions of a person that a run waits for.';
create unique index approvals_subject_key on public.approvals (run_id, kind, subject_digest);
create index approvals_tenant_id_idx on public.approvals (tenant_id, status);
create index approvals_pull_request_id_idx on public.approvals (pull_request_id);
create index approvals_decided_by_idx on public.approvals (decided_by);
create index approvals_escalate_to_idx on public.approvals (escalate_to);
create index approvals_expires_at_idx on public.approvals (expires_at) where status = 'pending';
select app.protect_tenant_table('public.approvals');

-- ---------------------------------------------------------------------------------------------
-- Event log of a run
-- ---------------------------------------------------------------------------------------------
create table public.run_events (
  id bigint generated always as identity primary key,
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  run_id uuid not null references public.runs (id) on delete cascade,
  subject text not null,
  subject_id uuid not null,
  status text,
  created_at timestamptz not null default now()
);
comment on table public.run_events is 'Append-only: one line for each change of a run or of anything in it.';
create index run_events_run_id_idx on public.run_events (run_id, id);
create index run_events_tenant_id_idx on public.run_events (tenant_id);
select app.protect_tenant_table('public.run_events');
revoke insert, update, delete on public.run_events from authenticated, service_role;

create function app.record_run_event() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  v_row jsonb := to_jsonb(new);
begin
  insert into public.run_events (tenant_id, run_id, subject, subject_id, status)
  values (new.tenant_id, case when tg_table_name = 'runs' then new.id else (v_row ->> 'run_id')::uuid end,
    tg_table_name, new.id, v_row ->> 'status');
  return null;
end
$$;

create function app.refuse_ended_run() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if exists (select 1 from public.runs r where r.id = new.run_id and r.finished_at is not null) then
    raise exception 'the run has ended' using errcode = 'PT409';
  end if;
  return new;
end
$$;
comment on function app.refuse_ended_run() is 'A stopped or finished run does not move: late results are refused.';

create function app.refuse_reopened_run() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  raise exception 'the run has ended' using errcode = 'PT409';
end
$$;
-- People and plans that are deleted later may still be taken out of an ended run.
create trigger refuse_reopened_run before update on public.runs for each row
  when (old.finished_at is not null and
    (new.status, new.outcome, new.verdict, new.reason, new.head_sha, new.finished_at) is distinct from
    (old.status, old.outcome, old.verdict, old.reason, old.head_sha, old.finished_at))
  execute function app.refuse_reopened_run();

create function app.refuse_stopped_run() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if exists (select 1 from public.runs r where r.id = new.run_id and r.status = 'stopped') then
    raise exception 'the run was stopped' using errcode = 'PT409';
  end if;
  return new;
end
$$;
comment on function app.refuse_stopped_run() is
  'CI may outlast a run that gave up waiting for it, but not one that was stopped.';
create trigger refuse_stopped_run before insert or update on public.checks for each row
  execute function app.refuse_stopped_run();

do $$
declare
  v_table text;
begin
  foreach v_table in array array['runs', 'agent_executions', 'run_steps', 'tool_calls', 'evidence', 'handoffs',
    'decisions', 'costs', 'pull_requests', 'checks', 'approvals'] loop
    execute format('create trigger record_run_event after insert or update on public.%I
      for each row execute function app.record_run_event()', v_table);
  end loop;
  foreach v_table in array array['agent_executions', 'run_steps', 'tool_calls', 'evidence', 'handoffs',
    'decisions', 'costs'] loop
    execute format('create trigger refuse_ended_run before insert or update on public.%I
      for each row execute function app.refuse_ended_run()', v_table);
  end loop;
end
$$;
