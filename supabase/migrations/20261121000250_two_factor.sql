-- The second factor, and when a session may do something. A session that still owes its second factor, was
-- idle for too long or was revoked is nobody's: app.user_id() answers null, so every policy closes.

-- ---------------------------------------------------------------------------------------------
-- Tables
-- ---------------------------------------------------------------------------------------------
alter table public.tenants add column require_two_factor boolean not null default false;
comment on column public.tenants.require_two_factor is 'Members without a second factor reach nothing until they have set one up.';

create table public.two_factor_secrets (
  user_id uuid primary key references public.users (id) on delete cascade,
  secret_sealed text not null,
  last_step bigint not null,
  created_at timestamptz not null default now()
);
comment on table public.two_factor_secrets is 'Secret of a person''s authenticator app, sealed with the key ring and bound to the person.';
comment on column public.two_factor_secrets.last_step is 'Time step (30 s) of the last code that was taken; a code of this step or an earlier one is refused.';
select app.protect_service_table('public.two_factor_secrets');

create table public.two_factor_set_ups (
  session_id uuid primary key references public.sessions (id) on delete cascade,
  secret_sealed text not null,
  created_at timestamptz not null default now()
);
comment on table public.two_factor_set_ups is 'A secret that is shown for scanning and not in use yet. It belongs to one session, so that nobody can prepare one for somebody else to confirm.';
select app.protect_service_table('public.two_factor_set_ups');

create table public.recovery_codes (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references public.users (id) on delete cascade,
  code_hash text not null check (code_hash like '$argon2id$%'),
  used_at timestamptz
);
comment on table public.recovery_codes is 'Recovery codes as Argon2id with one salt for each set of ten. Each works once.';
create index recovery_codes_user_id_idx on public.recovery_codes (user_id);
select app.protect_service_table('public.recovery_codes');

-- ---------------------------------------------------------------------------------------------
-- Who asks
-- ---------------------------------------------------------------------------------------------
create function app.needs_two_factor(p_user uuid) returns boolean
language sql stable security definer set search_path = '' as $$
  select exists (select 1 from public.users u where u.id = p_user and u.is_owner)
    or exists (select 1 from public.members m join public.tenants t on t.id = m.tenant_id
      where m.user_id = p_user and t.require_two_factor)
$$;
comment on function app.needs_two_factor(uuid) is 'The Owner, and members of a tenant that asks for it.';
revoke execute on function app.needs_two_factor(uuid) from public, anon, authenticated;

create function app.session_problem(p_session public.sessions) returns text
language sql stable security definer set search_path = '' as $$
  select case
    when p_session.revoked_at is not null or p_session.expires_at <= now()
      or p_session.last_active_at <= now() - interval '30 minutes' then 'over'
    when p_session.second_factor_at is not null then null
    when exists (select 1 from public.two_factor_secrets f where f.user_id = p_session.user_id) then 'factor'
    when app.needs_two_factor(p_session.user_id) then 'set_up'
  end
$$;
comment on function app.session_problem(public.sessions) is
  'Why a session may do nothing: over (revoked, expired, idle), factor (to be shown), set_up (to be made first). Null: it may act.';
revoke execute on function app.session_problem(public.sessions) from public, anon, authenticated;

create function app.claimed_session() returns public.sessions
language sql stable security definer set search_path = '' as $$
  select s from (select app.claims() as claims) c join public.sessions s
    on s.id = (c.claims ->> 'session_id')::uuid and s.user_id = (c.claims ->> 'sub')::uuid
  where c.claims ->> 'actor' = 'user'
$$;
comment on function app.claimed_session() is 'The session that the token of this request names, whatever its state.';
revoke execute on function app.claimed_session() from public, anon, authenticated;

create or replace function app.user_id() returns uuid
language sql stable security definer set search_path = '' as $$
  select s.user_id from (select app.claims() as claims) c join public.sessions s
    on s.id = (c.claims ->> 'session_id')::uuid and s.user_id = (c.claims ->> 'sub')::uuid
  where c.claims ->> 'actor' = 'user' and app.session_problem(s) is null
$$;
comment on function app.user_id() is
  'The signed-in person; null for jobs, anonymous requests and sessions that may do nothing (app.session_problem).';

create function app.require_user() returns uuid
language plpgsql stable security definer set search_path = '' as $$
begin
  if app.user_id() is null then
    raise exception '%', case app.session_problem(app.claimed_session())
      when 'factor' then 'show your second factor to continue'
      when 'set_up' then 'set up two-factor sign-in to continue'
      else 'sign in to continue' end using errcode = 'PT401';
  end if;
  return app.user_id();
end
$$;
revoke execute on function app.require_user() from public, anon, authenticated;

create function app.require_recent_authentication(p_session uuid default null) returns void
language plpgsql stable security definer set search_path = '' as $$
begin
  if not exists (
    select 1 from public.sessions s
    where s.id = coalesce(p_session, (app.claimed_session()).id) and app.session_problem(s) is null
      and s.authenticated_at > now() - interval '24 hours'
  ) then
    raise exception 'confirm that it is you to continue' using errcode = 'PT403', hint = 'reauthenticate';
  end if;
end
$$;
comment on function app.require_recent_authentication(uuid) is
  'First line of a sensitive act: ends it with 403 and the hint "reauthenticate" unless the person showed who they are within 24 hours. The session is that of the request; a function of the platform names it.';
revoke execute on function app.require_recent_authentication(uuid) from public, anon, authenticated;

create function public.session_state() returns jsonb
language sql stable security definer set search_path = '' as $$
  select coalesce((
    select jsonb_build_object('state', coalesce(app.session_problem(s), 'ready'), 'email', u.email,
      'hasFactor', exists (select 1 from public.two_factor_secrets f where f.user_id = s.user_id),
      'needsFactor', app.needs_two_factor(s.user_id),
      'recent', s.authenticated_at > now() - interval '24 hours',
      'idleSeconds', case when s.last_active_at = 'infinity' then 1800
        else greatest(0, floor(extract(epoch from s.last_active_at + interval '30 minutes' - now())))::int end)
    from app.claimed_session() s join public.users u on u.id = s.user_id
  ), '{"state": "over"}')
$$;
comment on function public.session_state() is
  'What the session of this request may do (ready, factor, set_up, over) and how many seconds it may be idle for. Asking is no activity.';
grant execute on function public.session_state() to authenticated;

create function public.touch_session() returns jsonb
language plpgsql security definer set search_path = '' as $$
begin
  perform app.require_user();
  update public.sessions s set last_active_at = now()
  where s.id = (app.claimed_session()).id and s.last_active_at < now() - interval '10 seconds';
  return public.session_state();
end
$$;
comment on function public.touch_session() is 'The person did something: the 30 minutes begin again. Answers the state.';
grant execute on function public.touch_session() to authenticated;
