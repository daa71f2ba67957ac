-- Foundation: who asks (claims), what they may reach (tenants), and the one pattern by which every
-- tenant table is protected. Read this file first.

create schema if not exists extensions;
grant usage on schema extensions to anon, authenticated, service_role;
create extension if not exists vector with schema extensions;
create extension if not exists pg_trgm with schema extensions;

create schema if not exists app;
comment on schema app is 'Helpers of policies and functions. Not exposed over the API.';
grant usage on schema app to anon, authenticated, service_role;

-- Nothing is public by default: each table and function grants what it needs. That everybody may
-- execute a new function is a global default, which a revoke for one schema does not change; the
-- defaults of a hosted project for anon and authenticated are those of the schema.
alter default privileges in schema public revoke all on tables from anon, authenticated;
alter default privileges in schema public revoke all on sequences from anon, authenticated;
alter default privileges revoke execute on functions from public;
alter default privileges in schema public revoke execute on functions from anon, authenticated;

-- ---------------------------------------------------------------------------------------------
-- Tables: users, tenants, members
-- ---------------------------------------------------------------------------------------------
create table public.users (
  id uuid primary key default gen_random_uuid(),
  email text not null check (email = lower(email) and length(email) between 3 and 254),
  name text not null check (length(name) between 1 and 120),
  is_owner boolean not null default false,
  created_at timestamptz not null default now()
);
comment on table public.users is 'People. Credentials and sessions live in their own tables.';
comment on column public.users.is_owner is 'Operator of the platform (role Owner), above all tenants.';
create unique index users_email_key on public.users (email);

create table public.tenants (
  id uuid primary key default gen_random_uuid(),
  slug text not null check (slug ~ '^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$'),
  name text not null check (length(name) between 1 and 120),
  plan text not null default 'free' check (plan in ('free', 'starter', 'professional', 'enterprise')),
  created_at timestamptz not null default now(),
  suspended_at timestamptz,
  suspended_reason text check (length(suspended_reason) <= 500),
  deletion_requested_at timestamptz,
  erase_after timestamptz,
  onboarding_dismissed_at timestamptz,
  check ((suspended_at is null) = (suspended_reason is null)),
  check ((deletion_requested_at is null) = (erase_after is null))
);
comment on table public.tenants is 'Customer organisations.';
comment on column public.tenants.suspended_at is 'Since then the Owner lets nothing be written and nothing run; reading goes on.';
comment on column public.tenants.erase_after is 'An admin asked for deletion: from then on everything of the tenant is erased. Until then it can be restored.';
create unique index tenants_slug_key on public.tenants (slug);
create index tenants_erase_after_idx on public.tenants (erase_after) where erase_after is not null;

create table public.members (
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  user_id uuid not null references public.users (id) on delete cascade,
  role text not null check (role in ('admin', 'member', 'analyst')),
  created_at timestamptz not null default now(),
  primary key (tenant_id, user_id)
);
comment on table public.members is 'Which person has which role in which tenant.';
create index members_user_id_idx on public.members (user_id);

-- ---------------------------------------------------------------------------------------------
-- Who asks
-- ---------------------------------------------------------------------------------------------
create function app.claims() returns jsonb
language sql stable set search_path = '' as $$
  select coalesce(nullif(current_setting('request.jwt.claims', true), ''), '{}')::jsonb
$$;
comment on function app.claims() is 'Claims of the token of this request; {} without one.';

create function app.user_id() returns uuid
language sql stable set search_path = '' as $$
  select case when app.claims() ->> 'actor' = 'user' then (app.claims() ->> 'sub')::uuid end
$$;
comment on function app.user_id() is 'The signed-in person; null for jobs and anonymous requests.';

create function app.job_tenants() returns setof uuid
language sql stable set search_path = '' as $$
  select (app.claims() ->> 'tenant_id')::uuid where app.claims() ->> 'actor' = 'job'
$$;
comment on function app.job_tenants() is 'The one tenant that the token of a durable job is narrowed to.';

create function app.is_owner() returns boolean
language sql stable security definer set search_path = '' as $$
  select exists (select 1 from public.users u where u.id = app.user_id() and u.is_owner)
$$;

create function app.role_rank(role text) returns int
language sql immutable set search_path = '' as $$
  select case role when 'analyst' then 1 when 'member' then 2 when 'admin' then 3 else 0 end
$$;

create function app.member_tenants(minimum text default 'analyst') returns setof uuid
language sql stable security definer set search_path = '' as $$
  select m.tenant_id from public.members m
  where m.user_id = app.user_id() and app.role_rank(m.role) >= app.role_rank(minimum)
$$;
comment on function app.member_tenants(text) is 'Tenants in which the person has at least this role.';

create function app.readable_tenants() returns setof uuid
language sql stable security definer set search_path = '' as $$
  select app.member_tenants('analyst')
  union select app.job_tenants()
  union select t.id from public.tenants t where app.is_owner()
$$;

create function app.require_job(p_tenant uuid) returns void
language plpgsql stable security definer set search_path = '' as $$
begin
  if p_tenant is null or not exists (select 1 from app.job_tenants() t where t = p_tenant) then
    raise exception 'only a job of this tenant may do this' using errcode = 'PT403';
  end if;
end
$$;

-- Policies run these with the rights of the caller.
grant execute on function app.claims(), app.user_id(), app.job_tenants(), app.is_owner(), app.role_rank(text),
  app.member_tenants(text), app.readable_tenants() to authenticated;

-- ---------------------------------------------------------------------------------------------
-- The one pattern of protection for tables with a tenant_id
-- ---------------------------------------------------------------------------------------------
create function app.protect_tenant_table(p_table regclass) returns void
language plpgsql set search_path = '' as $$
begin
  execute format('alter table %s enable row level security', p_table);
  execute format('alter table %s force row level security', p_table);
  execute format('revoke all on %s from anon, authenticated', p_table);
  execute format('grant select, insert, update, delete on %s to authenticated, service_role', p_table);
  -- Restrictive: whatever a later policy permits, it stays within the tenants of the caller.
  execute format('create policy tenant_boundary on %s as restrictive for all to authenticated
    using (tenant_id = any (array(select app.readable_tenants())))
    with check (tenant_id = any (array(select app.readable_tenants())))', p_table);
  execute format('create policy readers on %s for select to authenticated
    using (tenant_id = any (array(select app.readable_tenants())))', p_table);
  execute format('create policy job_inserts on %s for insert to authenticated
    with check (tenant_id = any (array(select app.job_tenants())))', p_table);
  execute format('create policy job_updates on %s for update to authenticated
    using (tenant_id = any (array(select app.job_tenants())))
    with check (tenant_id = any (array(select app.job_tenants())))', p_table);
  execute format('create policy job_deletes on %s for delete to authenticated
    using (tenant_id = any (array(select app.job_tenants())))', p_table);
end
$$;
comment on function app.protect_tenant_table(regclass) is
  'Forced RLS: people read their tenants; only jobs of the tenant write rows directly; people write through functions that check, write and audit in one transaction.';
revoke execute on function app.protect_tenant_table(regclass) from public, anon, authenticated;

create function app.protect_service_table(p_table regclass) returns void
language plpgsql set search_path = '' as $$
begin
  execute format('alter table %s enable row level security', p_table);
  execute format('alter table %s force row level security', p_table);
  execute format('revoke all on %s from anon, authenticated', p_table);
  execute format('grant select, insert, update, delete on %s to service_role', p_table);
  execute format('create policy nobody on %s as restrictive for all to anon, authenticated using (false) with check (false)', p_table);
end
$$;
comment on function app.protect_service_table(regclass) is 'Forced RLS: only the service role reaches the table.';
revoke execute on function app.protect_service_table(regclass) from public, anon, authenticated;

-- ---------------------------------------------------------------------------------------------
-- RLS of users, tenants, members
-- ---------------------------------------------------------------------------------------------
alter table public.users enable row level security;
alter table public.users force row level security;
revoke all on public.users from anon, authenticated;
grant select on public.users to authenticated;
grant select, insert, update, delete on public.users to service_role;

create function app.visible_users() returns setof uuid
language sql stable security definer set search_path = '' as $$
  select m.user_id from public.members m where m.tenant_id in (select app.readable_tenants())
  union select app.user_id()
$$;
grant execute on function app.visible_users() to authenticated;
create policy people_of_my_tenants on public.users for select to authenticated
  using (id = any (array(select app.visible_users())));

alter table public.tenants enable row level security;
alter table public.tenants force row level security;
revoke all on public.tenants from anon, authenticated;
grant select on public.tenants to authenticated;
grant select, insert, update, delete on public.tenants to service_role;
create policy my_tenants on public.tenants for select to authenticated
  using (id = any (array(select app.readable_tenants())));

alter table public.members enable row level security;
alter table public.members force row level security;
revoke all on public.members from anon, authenticated;
grant select on public.members to authenticated;
grant select, insert, update, delete on public.members to service_role;
create policy members_of_my_tenants on public.members for select to authenticated
  using (tenant_id = any (array(select app.readable_tenants())));

-- ---------------------------------------------------------------------------------------------
-- Outbox, counters
-- ---------------------------------------------------------------------------------------------
create table public.outbox_events (
  id uuid primary key default gen_random_uuid(),
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  name text not null,
  data jsonb not null,
  created_at timestamptz not null default now(),
  sent_at timestamptz
);
comment on table public.outbox_events is
  'Events for the durable engine, written with the change that causes them; sent at once, and again by a sweeper until stored. The id makes a repeat count once.';
create index outbox_events_tenant_id_idx on public.outbox_events (tenant_id);
create index outbox_events_unsent_idx on public.outbox_events (created_at) where sent_at is null;
select app.protect_service_table('public.outbox_events');

create function app.send_event(p_tenant uuid, p_name text, p_data jsonb) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_event public.outbox_events;
begin
  insert into public.outbox_events (tenant_id, name, data)
  values (p_tenant, p_name, p_data || jsonb_build_object('tenantId', p_tenant))
  returning * into v_event;
  return jsonb_build_object('id', v_event.id, 'name', v_event.name, 'data', v_event.data);
end
$$;
comment on function app.send_event(uuid, text, jsonb) is 'Puts an event into the outbox and returns it for the immediate send.';
revoke execute on function app.send_event(uuid, text, jsonb) from public, anon, authenticated;

create function public.mark_events_sent(p_ids uuid[]) returns void
language plpgsql security definer set search_path = '' as $$
begin
  update public.outbox_events o set sent_at = now()
  where o.id = any (p_ids) and o.sent_at is null
    and (coalesce(auth.role(), '') = 'service_role' or o.tenant_id in (select app.readable_tenants()));
end
$$;
grant execute on function public.mark_events_sent(uuid[]) to authenticated, service_role;

create table public.counters (
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  name text not null,
  value bigint not null,
  primary key (tenant_id, name)
);
comment on table public.counters is 'Last number given per tenant and kind of thing (goal, run, pull request).';
select app.protect_service_table('public.counters');

create function app.next_number(p_tenant uuid, p_name text) returns bigint
language sql security definer set search_path = '' as $$
  insert into public.counters as c (tenant_id, name, value) values (p_tenant, p_name, 1)
  on conflict (tenant_id, name) do update set value = c.value + 1
  returning value
$$;
revoke execute on function app.next_number(uuid, text) from public, anon, authenticated;
