-- Goals (what people ask for) and plans (an ordered graph of steps).

create table public.goals (
  id uuid primary key default gen_random_uuid(),
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  repository_id uuid not null references public.repositories (id) on delete cascade,
  number bigint not null,
  title text not null check (length(title) between 1 and 200),
  body text not null check (length(body) between 1 and 20000),
  -- How long the agent may work on it; null: no limit of its own.
  seconds int check (seconds between 10 and 86400),
  created_by uuid references public.users (id) on delete set null,
  created_at timestamptz not null default now()
);
comment on table public.goals is 'What a person asks for, in their own words. Its state is that of its latest run.';
create unique index goals_number_key on public.goals (tenant_id, number);
create index goals_repository_id_idx on public.goals (repository_id);
create index goals_created_by_idx on public.goals (created_by);
select app.protect_tenant_table('public.goals');

create table public.plans (
  id uuid primary key default gen_random_uuid(),
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  goal_id uuid not null references public.goals (id) on delete cascade,
  task_type text not null,
  summary text not null,
  -- What the planner knew: repository facts used, with their source.
  analysis jsonb not null,
  estimate jsonb not null,
  engine text not null,
  created_at timestamptz not null default now()
);
comment on table public.plans is 'A checked graph of steps for a goal.';
create index plans_tenant_id_idx on public.plans (tenant_id);
create index plans_goal_id_idx on public.plans (goal_id);
select app.protect_tenant_table('public.plans');

create table public.plan_steps (
  id uuid primary key default gen_random_uuid(),
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  plan_id uuid not null references public.plans (id) on delete cascade,
  key text not null,
  position int not null,
  title text not null,
  action text not null,
  agent text not null,
  tool text not null,
  inputs jsonb not null default '{}',
  success_criteria text not null,
  fallback text not null,
  depends_on text[] not null default '{}'
);
comment on table public.plan_steps is 'One unit of a plan, done by one agent.';
create unique index plan_steps_key on public.plan_steps (plan_id, key);
create index plan_steps_tenant_id_idx on public.plan_steps (tenant_id);
select app.protect_tenant_table('public.plan_steps');
