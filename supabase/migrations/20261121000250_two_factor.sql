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
-- These three are asked by every policy; plpgsql keeps their plans, which made them four times as fast as SQL functions.
create function app.needs_two_factor(p_user uuid) returns boolean
language plpgsql stable security definer set search_path = '' as $$
begin
  return exists (select 1 from public.users u where u.id = p_user and u.is_owner)
    or exists (select 1 from public.members m join public.tenants t on t.id = m.tenant_id
      where m.user_id = p_user and t.require_two_factor);
end
$$;
comment on function app.needs_two_factor(uuid) is 'The Owner, and members of a tenant that asks for it.';
revoke execute on function app.needs_two_factor(uuid) from public, anon, authenticated;

create function app.session_problem(p_session public.sessions) returns text
language plpgsql stable security definer set search_path = '' as $$
begin
  return case
    when p_session.revoked_at is not null or p_session.expires_at <= now()
      or p_session.last_active_at <= now() - interval '30 minutes' then 'over'
    when p_session.second_factor_at is not null then null
    when exists (select 1 from public.two_factor_secrets f where f.user_id = p_session.user_id) then 'factor'
    when app.needs_two_factor(p_session.user_id) then 'set_up'
  end;
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
language plpgsql stable security definer set search_path = '' as $$
declare
  v_claims jsonb := app.claims();
  v_session public.sessions;
begin
  if v_claims ->> 'actor' is distinct from 'user' then
    return null;
  end if;
  select * into v_session from public.sessions s
  where s.id = (v_claims ->> 'session_id')::uuid and s.user_id = (v_claims ->> 'sub')::uuid;
  return case when app.session_problem(v_session) is null then v_session.user_id end;
end
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

create function app.replace_session(p_session public.sessions, p_token_hash text) returns uuid
language plpgsql security definer set search_path = '' as $$
declare
  v_id uuid;
begin
  insert into public.sessions (user_id, user_agent, ip, device_hash, authenticated_at, second_factor_at)
  values (p_session.user_id, p_session.user_agent, p_session.ip, p_session.device_hash, p_session.authenticated_at, now())
  returning id into v_id;
  insert into public.refresh_tokens (token_hash, session_id) values (p_token_hash, v_id);
  update public.sessions set revoked_at = now(), revoked_reason = 'second_factor_shown' where id = p_session.id;
  return v_id;
end
$$;
comment on function app.replace_session(public.sessions, text) is
  'A session with the second factor shown in place of one without: the cookie of before is never worth more than it was.';
revoke execute on function app.replace_session(public.sessions, text) from public, anon, authenticated;

create function app.end_other_sessions(p_user uuid, p_session uuid, p_reason text) returns int
language plpgsql security definer set search_path = '' as $$
declare
  v_ended int;
begin
  update public.sessions set revoked_at = now(), revoked_reason = p_reason
  where user_id = p_user and id is distinct from p_session and revoked_at is null and expires_at > now();
  get diagnostics v_ended = row_count;
  return v_ended;
end
$$;
revoke execute on function app.end_other_sessions(uuid, uuid, text) from public, anon, authenticated;

create function app.take_second_factor(p_session public.sessions, p_step bigint, p_recovery_hash text) returns boolean
language plpgsql security definer set search_path = '' as $$
begin
  if p_recovery_hash is null then
    -- The comparison and the change are one statement: of two requests with one code, on whatever instance, one gets the row.
    update public.two_factor_secrets set last_step = p_step where user_id = p_session.user_id and last_step < p_step;
    return found;
  end if;
  update public.recovery_codes set used_at = now()
  where user_id = p_session.user_id and code_hash = p_recovery_hash and used_at is null;
  if not found then
    return false;
  end if;
  perform app.note_security(p_session.user_id, 'recovery_code_used', p_session.id, jsonb_build_object('left', app.recovery_codes_left(p_session.user_id)));
  perform app.notify_user(p_session.user_id, 'A recovery code was used', format(
    'A recovery code of your account was used. %s left.', app.recovery_codes_left(p_session.user_id)));
  return true;
end
$$;
comment on function app.take_second_factor(public.sessions, bigint, text) is
  'Uses a code up: the time step of one from the app, or the hash of a recovery code. False when it was used before.';
revoke execute on function app.take_second_factor(public.sessions, bigint, text) from public, anon, authenticated;

create function app.recovery_codes_left(p_user uuid) returns int
language sql stable security definer set search_path = '' as $$
  select count(*)::int from public.recovery_codes r where r.user_id = p_user and r.used_at is null
$$;
revoke execute on function app.recovery_codes_left(uuid) from public, anon, authenticated;

create function app.save_recovery_codes(p_user uuid, p_hashes text[]) returns void
language sql security definer set search_path = '' as $$
  delete from public.recovery_codes where user_id = p_user;
  insert into public.recovery_codes (user_id, code_hash) select p_user, h from unnest(p_hashes) h;
$$;
revoke execute on function app.save_recovery_codes(uuid, text[]) from public, anon, authenticated;

create function app.lock_session(p_session uuid, p_states text[]) returns public.sessions
language plpgsql security definer set search_path = '' as $$
declare
  v_session public.sessions;
begin
  select * into v_session from public.sessions s where s.id = p_session for update;
  if v_session.id is null or not coalesce(app.session_problem(v_session), 'ready') = any (p_states) then
    raise exception 'sign in to continue' using errcode = 'PT401';
  end if;
  return v_session;
end
$$;
comment on function app.lock_session(uuid, text[]) is 'The session, locked, when it is in one of these states (app.session_problem, ready); else 401.';
revoke execute on function app.lock_session(uuid, text[]) from public, anon, authenticated;

-- ---------------------------------------------------------------------------------------------
-- Verbs of the edge (service role): the secret is opened and codes are computed there
-- ---------------------------------------------------------------------------------------------
create function public.open_two_factor_set_up(p_session uuid, p_secret_sealed text) returns text
language plpgsql security definer set search_path = '' as $$
begin
  perform app.lock_session(p_session, '{ready,set_up}');
  delete from public.two_factor_set_ups s where s.session_id = p_session and s.created_at < now() - interval '1 hour';
  insert into public.two_factor_set_ups (session_id, secret_sealed) values (p_session, p_secret_sealed) on conflict do nothing;
  return (select s.secret_sealed from public.two_factor_set_ups s where s.session_id = p_session);
end
$$;
comment on function public.open_two_factor_set_up(uuid, text) is
  'The sealed secret that this session is setting up: the one of before within an hour, so that a page may be loaded again, else the given one.';
grant execute on function public.open_two_factor_set_up(uuid, text) to service_role;

create function public.confirm_two_factor(p_session uuid, p_secret_sealed text, p_step bigint, p_code_hashes text[], p_token_hash text)
returns jsonb language plpgsql security definer set search_path = '' as $$
declare
  v_session public.sessions := app.lock_session(p_session, '{ready,set_up}');
  v_was text := coalesce(app.session_problem(v_session), 'ready');
  v_had boolean := exists (select 1 from public.two_factor_secrets f where f.user_id = v_session.user_id);
  v_new uuid;
  v_ended int;
begin
  if v_was = 'ready' then
    perform app.require_recent_authentication(p_session);
  end if;
  delete from public.two_factor_set_ups s where s.session_id = p_session and s.secret_sealed = p_secret_sealed;
  if not found then
    raise exception 'this set-up is over: load the page and scan the new code' using errcode = 'PT409';
  end if;
  insert into public.two_factor_secrets as f (user_id, secret_sealed, last_step) values (v_session.user_id, p_secret_sealed, p_step)
  on conflict (user_id) do update set secret_sealed = p_secret_sealed, last_step = p_step, created_at = now();
  perform app.save_recovery_codes(v_session.user_id, p_code_hashes);
  v_new := app.replace_session(v_session, p_token_hash);
  v_ended := app.end_other_sessions(v_session.user_id, v_new, 'second_factor_changed');
  perform app.note_security(v_session.user_id, case when v_had then 'two_factor_changed' else 'two_factor_on' end, v_new);
  perform app.audit_account(v_session.user_id, case when v_had then 'two_factor.change' else 'two_factor.confirm' end, 'user',
    v_session.user_id, jsonb_build_object('endedSessions', v_ended));
  perform app.notify_user(v_session.user_id, case when v_had then 'Your authenticator app was changed' else 'Two-factor sign-in is on' end,
    'Signing in to your account now asks for a code from this authenticator app. Your other sessions have ended.');
  if v_was = 'set_up' then
    perform app.note_sign_in(v_new);
  end if;
  return jsonb_build_object('sessionId', v_new);
end
$$;
comment on function public.confirm_two_factor(uuid, text, bigint, text[], text) is
  'Puts the secret of a set-up into use after a code of it was right, with new recovery codes. Every session ends; a new one takes the place of this.';
grant execute on function public.confirm_two_factor(uuid, text, bigint, text[], text) to service_role;

create function public.find_two_factor(p_user uuid) returns jsonb
language sql stable security definer set search_path = '' as $$
  select jsonb_build_object('secretSealed', f.secret_sealed, 'lastStep', f.last_step,
    'recoveryHash', (select r.code_hash from public.recovery_codes r where r.user_id = f.user_id limit 1))
  from public.two_factor_secrets f where f.user_id = p_user
$$;
comment on function public.find_two_factor(uuid) is 'Null without a second factor. recoveryHash is any one of the set: it tells the salt.';
grant execute on function public.find_two_factor(uuid) to service_role;

create function public.show_second_factor(p_session uuid, p_step bigint, p_recovery_hash text, p_token_hash text) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_session public.sessions := app.lock_session(p_session, '{factor}');
  v_new uuid;
begin
  if not app.take_second_factor(v_session, p_step, p_recovery_hash) then
    return null;
  end if;
  v_new := app.replace_session(v_session, p_token_hash);
  perform app.note_sign_in(v_new);
  return jsonb_build_object('sessionId', v_new, 'recoveryCodesLeft', app.recovery_codes_left(v_session.user_id));
end
$$;
comment on function public.show_second_factor(uuid, bigint, text, text) is
  'The second step of signing in: a new session in place of the one that owed its factor. Null when the code was used before.';
grant execute on function public.show_second_factor(uuid, bigint, text, text) to service_role;

create function public.record_failed_second_factor(p_session uuid) returns void
language plpgsql security definer set search_path = '' as $$
declare
  v_user uuid := (select s.user_id from public.sessions s where s.id = p_session);
begin
  perform app.note_security(v_user, 'two_factor_failed', p_session);
  if 5 = (select count(*) from public.security_log l where l.user_id = v_user and l.kind = 'two_factor_failed'
    and l.created_at > now() - interval '15 minutes') then
    perform app.notify_user(v_user, 'Wrong codes for your account',
      'Somebody who has signed in with your password entered five wrong two-factor codes. If it was not you, your password is known to somebody else: change it.');
  end if;
end
$$;
grant execute on function public.record_failed_second_factor(uuid) to service_role;

create function public.confirm_identity(p_session uuid, p_step bigint, p_recovery_hash text) returns boolean
language plpgsql security definer set search_path = '' as $$
declare
  v_session public.sessions := app.lock_session(p_session, '{ready}');
begin
  if exists (select 1 from public.two_factor_secrets f where f.user_id = v_session.user_id)
    and not app.take_second_factor(v_session, p_step, p_recovery_hash) then
    return false;
  end if;
  update public.sessions set authenticated_at = now(), last_active_at = greatest(last_active_at, now()) where id = p_session;
  perform app.note_security(v_session.user_id, 'identity_confirmed', p_session);
  return true;
end
$$;
comment on function public.confirm_identity(uuid, bigint, text) is
  'The person showed who they are again: sensitive acts are open for 24 hours. With a second factor its code is part of it. False when the code was used before.';
grant execute on function public.confirm_identity(uuid, bigint, text) to service_role;

create function public.remove_two_factor(p_session uuid, p_step bigint, p_recovery_hash text) returns boolean
language plpgsql security definer set search_path = '' as $$
declare
  v_session public.sessions := app.lock_session(p_session, '{ready}');
begin
  perform app.require_recent_authentication(p_session);
  if app.needs_two_factor(v_session.user_id) then
    raise exception 'your role or your organisation asks for two-factor sign-in' using errcode = 'PT422';
  end if;
  if not app.take_second_factor(v_session, p_step, p_recovery_hash) then
    return false;
  end if;
  delete from public.two_factor_secrets where user_id = v_session.user_id;
  delete from public.recovery_codes where user_id = v_session.user_id;
  -- So that a rule that asks for a factor later finds this session without one.
  update public.sessions set second_factor_at = null where id = p_session;
  perform app.note_security(v_session.user_id, 'two_factor_off', p_session);
  perform app.audit_account(v_session.user_id, 'two_factor.remove', 'user', v_session.user_id,
    jsonb_build_object('endedSessions', app.end_other_sessions(v_session.user_id, p_session, 'second_factor_changed')));
  perform app.notify_user(v_session.user_id, 'Two-factor sign-in is off', 'Signing in to your account no longer asks for a code. Your other sessions have ended.');
  return true;
end
$$;
comment on function public.remove_two_factor(uuid, bigint, text) is 'False when the code was used before.';
grant execute on function public.remove_two_factor(uuid, bigint, text) to service_role;

create function public.renew_recovery_codes(p_session uuid, p_step bigint, p_recovery_hash text, p_code_hashes text[]) returns boolean
language plpgsql security definer set search_path = '' as $$
declare
  v_session public.sessions := app.lock_session(p_session, '{ready}');
begin
  perform app.require_recent_authentication(p_session);
  if not app.take_second_factor(v_session, p_step, p_recovery_hash) then
    return false;
  end if;
  perform app.save_recovery_codes(v_session.user_id, p_code_hashes);
  perform app.note_security(v_session.user_id, 'recovery_codes_renewed', p_session);
  perform app.audit_account(v_session.user_id, 'two_factor.renew_recovery_codes', 'user', v_session.user_id);
  perform app.notify_user(v_session.user_id, 'New recovery codes', 'Ten new recovery codes were made for your account. The ones of before no longer work.');
  return true;
end
$$;
comment on function public.renew_recovery_codes(uuid, bigint, text, text[]) is 'Ten new ones; the old ones die. False when the code was used before.';
grant execute on function public.renew_recovery_codes(uuid, bigint, text, text[]) to service_role;

-- ---------------------------------------------------------------------------------------------
-- Verbs of a signed-in person
-- ---------------------------------------------------------------------------------------------
create function public.my_two_factor() returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
  v_user uuid := app.require_user();
begin
  return jsonb_build_object('since', (select f.created_at from public.two_factor_secrets f where f.user_id = v_user),
    'recoveryCodesLeft', app.recovery_codes_left(v_user), 'required', app.needs_two_factor(v_user));
end
$$;
comment on function public.my_two_factor() is 'since is null without a second factor.';
grant execute on function public.my_two_factor() to authenticated;

create function public.revoke_my_other_sessions() returns int
language plpgsql security definer set search_path = '' as $$
declare
  v_user uuid := app.require_user();
  v_session uuid := (app.claimed_session()).id;
  v_ended int := app.end_other_sessions(v_user, v_session, 'by_user');
begin
  perform app.note_security(v_user, 'sessions_revoked', v_session, jsonb_build_object('ended', v_ended));
  perform app.audit_account(v_user, 'session.revoke_others', 'user', v_user, jsonb_build_object('endedSessions', v_ended));
  return v_ended;
end
$$;
comment on function public.revoke_my_other_sessions() is 'Ends every session of the person but the one that asks; answers how many.';
grant execute on function public.revoke_my_other_sessions() to authenticated;

create function public.set_two_factor_policy(p_tenant uuid, p_required boolean) returns void
language plpgsql security definer set search_path = '' as $$
declare
  v_before boolean;
begin
  perform app.require_permission(p_tenant, 'tenant.set_two_factor_policy');
  if p_required and not exists (select 1 from public.two_factor_secrets f where f.user_id = app.user_id()) then
    raise exception 'set up two-factor sign-in for yourself first' using errcode = 'PT422';
  end if;
  select t.require_two_factor into v_before from public.tenants t where t.id = p_tenant for update;
  if v_before = p_required then
    return;
  end if;
  update public.tenants set require_two_factor = p_required where id = p_tenant;
  perform app.audit(p_tenant, 'tenant.set_two_factor_policy', 'tenant', p_tenant, '{}',
    jsonb_build_object('requireTwoFactor', v_before), jsonb_build_object('requireTwoFactor', p_required));
end
$$;
comment on function public.set_two_factor_policy(uuid, boolean) is
  'Whether members need a second factor. From that moment those without one reach nothing but its set-up.';
grant execute on function public.set_two_factor_policy(uuid, boolean) to authenticated;
