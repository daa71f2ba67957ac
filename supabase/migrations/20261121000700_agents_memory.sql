-- The company of agents, its strategies and its memory. Deepened by later work; the tables and their
-- protection stand from the first migration.

create table public.agents (
  id text primary key check (id ~ '^[a-z]+$'),
  name text not null,
  purpose text not null,
  capabilities text[] not null default '{}'
);
comment on table public.agents is 'The platform''s agents; the same for every tenant.';
alter table public.agents enable row level security;
alter table public.agents force row level security;
revoke all on public.agents from anon, authenticated;
grant select on public.agents to authenticated;
grant select, insert, update, delete on public.agents to service_role;
create policy everyone_reads on public.agents for select to authenticated using (id is not null);

insert into public.agents (id, name, purpose, capabilities) values
  ('meta', 'Meta_Agent', 'Analyses the repository, plans, assigns steps and manages approvals.', '{analyse,plan,route}'),
  ('dev', 'Dev_Agent', 'Reproduces and fixes bugs, writes tests, opens pull requests.', '{bug_fix,tests,refactor,docs}'),
  ('ops', 'Ops_Agent', 'Responds to incidents, deploys and watches production.', '{incident,deploy}'),
  ('pm', 'PM_Agent', 'Prioritises the backlog, estimates and plans sprints.', '{sprint_planning}'),
  ('growth', 'Growth_Agent', 'Designs and analyses experiments.', '{growth_experiment}'),
  ('cfo', 'CFO_Agent', 'Analyses cost and guards budgets.', '{cost_review}');

create table public.strategies (
  id uuid primary key default gen_random_uuid(),
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  agent_id text not null references public.agents (id),
  title text not null,
  description text not null,
  expected_effect text not null,
  created_at timestamptz not null default now()
);
comment on table public.strategies is 'Recommended ways of doing, with their expected effect.';
create index strategies_tenant_id_idx on public.strategies (tenant_id);
create index strategies_agent_id_idx on public.strategies (agent_id);
select app.protect_tenant_table('public.strategies');

create table public.memory (
  id uuid primary key default gen_random_uuid(),
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  run_id uuid references public.runs (id) on delete set null,
  kind text not null check (kind in ('code', 'bug', 'fix', 'incident', 'practice', 'strategy')),
  title text not null,
  content text not null,
  embedding extensions.vector(1536),
  created_at timestamptz not null default now()
);
comment on table public.memory is 'What a tenant''s agents learnt.';
create index memory_tenant_id_idx on public.memory (tenant_id);
create index memory_run_id_idx on public.memory (run_id);
create index memory_embedding_idx on public.memory using hnsw (embedding extensions.vector_cosine_ops);
select app.protect_tenant_table('public.memory');
