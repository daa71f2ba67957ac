-- Accounts: passwords, sessions, refresh tokens, limits on attempts. Only the service role reaches the
-- tables; people see and end their own sessions through functions.

-- ---------------------------------------------------------------------------------------------
-- Tables
-- ---------------------------------------------------------------------------------------------
create table public.user_credentials (
  user_id uuid primary key references public.users (id) on delete cascade,
  password_hash text not null check (password_hash like '$argon2id$%'),
  updated_at timestamptz not null default now()
);
comment on table public.user_credentials is 'Password of a person as Argon2id hash (PHC string).';
select app.protect_service_table('public.user_credentials');

create table public.sessions (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references public.users (id) on delete cascade,
  user_agent text not null default '' check (length(user_agent) <= 400),
  ip text not null default '' check (length(ip) <= 64),
  created_at timestamptz not null default now(),
  last_used_at timestamptz not null default now(),
  expires_at timestamptz not null default now() + interval '7 days',
  last_active_at timestamptz not null default now(),
  authenticated_at timestamptz not null default now(),
  second_factor_at timestamptz,
  device_hash text check (device_hash ~ '^[0-9a-f]{64}$'),
  revoked_at timestamptz,
  revoked_reason text check (revoked_reason in
    ('sign_out', 'by_user', 'password_changed', 'password_reset', 'refresh_token_reused', 'second_factor_shown',
    'second_factor_changed')),
  check ((revoked_at is null) = (revoked_reason is null))
);
comment on table public.sessions is 'One sign-in on one device. It is the family of its refresh tokens: revoking it ends all of them at once.';
comment on column public.sessions.expires_at is 'Moves 7 days ahead with each rotation.';
comment on column public.sessions.last_active_at is 'When a person last did something; 30 minutes later the session is over. Polling does not move it. infinity: a script''s session, in which nobody can be idle.';
comment on column public.sessions.authenticated_at is 'When the person last showed who they are (password and code, link, other site). Sensitive acts ask for it again after 24 hours.';
comment on column public.sessions.second_factor_at is 'When the second factor was last shown; null: never. Without it a session that needs one reaches nothing.';
comment on column public.sessions.device_hash is 'SHA-256 of the device cookie and the kind of browser; null: a browser that keeps no cookies.';
create index sessions_user_id_idx on public.sessions (user_id);
select app.protect_service_table('public.sessions');

create table public.refresh_tokens (
  token_hash text primary key check (token_hash ~ '^[0-9a-f]{64}$'),
  session_id uuid not null references public.sessions (id) on delete cascade,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null default now() + interval '7 days',
  used_at timestamptz,
  successor_hash text check (successor_hash ~ '^[0-9a-f]{64}$'),
  check ((used_at is null) = (successor_hash is null))
);
comment on table public.refresh_tokens is 'Refresh tokens as SHA-256; each works once and names its successor.';
create index refresh_tokens_session_id_idx on public.refresh_tokens (session_id);
select app.protect_service_table('public.refresh_tokens');

create table public.rate_limits (
  key text primary key check (length(key) <= 200),
  started_at timestamptz not null default now(),
  hits integer not null default 0
);
comment on table public.rate_limits is 'Attempts per key in the present window. Keys are digests: no address stands here in clear.';
create index rate_limits_started_at_idx on public.rate_limits (started_at);
select app.protect_service_table('public.rate_limits');

-- ---------------------------------------------------------------------------------------------
-- Verbs of the sign-in edge (service role)
-- ---------------------------------------------------------------------------------------------
create function app.insert_tenant(p_name text, p_slug text) returns uuid
language plpgsql security definer set search_path = '' as $$
declare
  v_tenant uuid;
  v_slug text := p_slug;
  v_count int := 1;
begin
  loop
    insert into public.tenants (slug, name) values (v_slug, p_name) on conflict (slug) do nothing returning id into v_tenant;
    exit when v_tenant is not null;
    v_count := v_count + 1;
    -- Numbers while they are few, then something nobody else has.
    v_slug := left(p_slug, 32) || '-' || case when v_count <= 20 then v_count::text
      else left(replace(gen_random_uuid()::text, '-', ''), 7) end;
  end loop;
  return v_tenant;
end
$$;
comment on function app.insert_tenant(text, text) is 'A new tenant; a taken slug gets a number.';
revoke execute on function app.insert_tenant(text, text) from public, anon, authenticated;

create function public.find_credential(p_email text default null, p_user uuid default null) returns jsonb
language sql stable security definer set search_path = '' as $$
  select jsonb_build_object('userId', u.id, 'email', u.email, 'name', u.name, 'passwordHash', c.password_hash)
  from public.users u left join public.user_credentials c on c.user_id = u.id
  where u.email = p_email or u.id = p_user
$$;
grant execute on function public.find_credential(text, uuid) to service_role;

create function public.create_session(p_user uuid, p_token_hash text, p_user_agent text, p_ip text, p_device_hash text default null)
returns uuid language plpgsql security definer set search_path = '' as $$
declare
  v_session public.sessions;
begin
  delete from public.sessions s where s.user_id = p_user
    and (s.expires_at < now() - interval '30 days' or s.revoked_at < now() - interval '30 days');
  insert into public.sessions (user_id, user_agent, ip, device_hash)
  values (p_user, left(p_user_agent, 400), left(p_ip, 64), p_device_hash)
  returning * into v_session;
  insert into public.refresh_tokens (token_hash, session_id) values (p_token_hash, v_session.id);
  -- Who still owes a second factor is not in yet.
  if app.session_problem(v_session) is null then
    perform app.note_sign_in(v_session.id);
  end if;
  return v_session.id;
end
$$;
comment on function public.create_session(uuid, text, text, text, text) is
  'A session after the first step of signing in, whichever it was: it may do something once app.session_problem finds nothing.';
grant execute on function public.create_session(uuid, text, text, text, text) to service_role;

create function public.rotate_refresh_token(p_token_hash text, p_successor_hash text, p_grace_seconds int default 10)
returns jsonb language plpgsql security definer set search_path = '' as $$
declare
  v_session public.sessions;
  v_token public.refresh_tokens;
  v_outcome text := 'rotated';
begin
  -- The session row is the lock of the whole family; the token is read once it is held.
  select s.* into v_session from public.sessions s
  where s.id = (select t.session_id from public.refresh_tokens t where t.token_hash = p_token_hash)
  for update;
  select * into v_token from public.refresh_tokens t where t.token_hash = p_token_hash;
  if v_session.id is null or app.session_problem(v_session) = 'over' or v_token.expires_at <= now() then
    return jsonb_build_object('outcome', 'invalid');
  end if;
  if v_token.used_at is null then
    update public.refresh_tokens set used_at = now(), successor_hash = p_successor_hash where token_hash = p_token_hash;
    insert into public.refresh_tokens (token_hash, session_id) values (p_successor_hash, v_session.id);
    update public.sessions set last_used_at = now(), expires_at = now() + interval '7 days' where id = v_session.id;
  elsif v_token.successor_hash = p_successor_hash
    and v_token.used_at >= now() - make_interval(secs => p_grace_seconds) then
    v_outcome := 'repeated';
  else
    -- Somebody holds a copy. Nobody can tell who is the thief, so both are out.
    update public.sessions set revoked_at = now(), revoked_reason = 'refresh_token_reused' where id = v_session.id;
    perform app.audit_account(v_session.user_id, 'session.refresh_token_reused', 'session', v_session.id);
    perform app.note_security(v_session.user_id, 'refresh_token_reused', v_session.id);
    return jsonb_build_object('outcome', 'reused');
  end if;
  return jsonb_build_object('outcome', v_outcome, 'userId', v_session.user_id, 'sessionId', v_session.id);
end
$$;
comment on function public.rotate_refresh_token(text, text, int) is
  'Exchanges a refresh token for its successor. The same exchange again within the grace (two tabs at once) repeats the answer; later it revokes the session. Outcome: rotated, repeated, reused, invalid.';
grant execute on function public.rotate_refresh_token(text, text, int) to service_role;

create function public.revoke_session(p_session uuid, p_reason text) returns void
language plpgsql security definer set search_path = '' as $$
begin
  update public.sessions set revoked_at = now(), revoked_reason = p_reason
  where id = p_session and revoked_at is null;
  if found and p_reason = 'sign_out' then
    perform app.note_security(s.user_id, 'signed_out', s.id) from public.sessions s where s.id = p_session;
  end if;
end
$$;
grant execute on function public.revoke_session(uuid, text) to service_role;

create function public.change_password(p_user uuid, p_session uuid, p_password_hash text) returns int
language plpgsql security definer set search_path = '' as $$
declare
  v_ended int;
begin
  perform app.require_recent_authentication(p_session);
  update public.user_credentials set password_hash = p_password_hash, updated_at = now() where user_id = p_user;
  update public.sessions set revoked_at = now(), revoked_reason = 'password_changed'
  where user_id = p_user and id is distinct from p_session and revoked_at is null and expires_at > now();
  get diagnostics v_ended = row_count;
  perform app.audit_account(p_user, 'user.change_password', 'user', p_user, jsonb_build_object('endedSessions', v_ended));
  return v_ended;
end
$$;
comment on function public.change_password(uuid, uuid, text) is
  'Sets a password that was checked before; every session but the given one ends. Answers how many ended.';
grant execute on function public.change_password(uuid, uuid, text) to service_role;

create function public.take_rate_limit(p_key text, p_limit int, p_window_seconds int) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_window interval := make_interval(secs => p_window_seconds);
  v_row public.rate_limits;
begin
  delete from public.rate_limits r where r.key in (
    select o.key from public.rate_limits o where o.started_at < now() - interval '1 day' limit 100);
  insert into public.rate_limits as r (key, hits) values (p_key, 1)
  on conflict (key) do update set
    hits = case when r.started_at <= now() - v_window then 1 else r.hits + 1 end,
    started_at = case when r.started_at <= now() - v_window then now() else r.started_at end
  returning * into v_row;
  return jsonb_build_object('allowed', v_row.hits <= p_limit,
    'retryAfterSeconds', greatest(1, ceil(extract(epoch from v_row.started_at + v_window - now())))::int);
end
$$;
comment on function public.take_rate_limit(text, int, int) is
  'Counts one attempt for a key in a fixed window and answers whether it is within the limit. Counting comes first, so parallel attempts can not slip through together.';
grant execute on function public.take_rate_limit(text, int, int) to service_role;

create function public.clear_rate_limit(p_key text) returns void
language sql security definer set search_path = '' as $$
  delete from public.rate_limits where key = p_key
$$;
grant execute on function public.clear_rate_limit(text) to service_role;

-- ---------------------------------------------------------------------------------------------
-- Verbs of a signed-in person about the own account
-- ---------------------------------------------------------------------------------------------
create function public.whoami() returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
  v_user uuid := app.require_user();
begin
  return (
    select jsonb_build_object('id', u.id, 'email', u.email, 'name', u.name, 'isOwner', u.is_owner, 'tenants', coalesce((
      select jsonb_agg(jsonb_build_object('id', t.id, 'slug', t.slug, 'name', t.name, 'role', m.role) order by m.created_at, t.slug)
      from public.members m join public.tenants t on t.id = m.tenant_id where m.user_id = u.id), '[]'))
    from public.users u where u.id = v_user);
end
$$;
comment on function public.whoami() is 'The signed-in person with tenants and roles; 401 when the session is over.';
grant execute on function public.whoami() to authenticated;

create function public.rename_me(p_name text) returns void
language plpgsql security definer set search_path = '' as $$
declare
  v_user uuid := app.require_user();
  v_before text := (select u.name from public.users u where u.id = v_user);
begin
  update public.users set name = p_name where id = v_user;
  perform app.audit_account(v_user, 'user.rename', 'user', v_user, '{}',
    jsonb_build_object('name', v_before), jsonb_build_object('name', p_name));
end
$$;
grant execute on function public.rename_me(text) to authenticated;

create function public.list_my_sessions() returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
  v_user uuid := app.require_user();
begin
  return coalesce((
    select jsonb_agg(jsonb_build_object('id', s.id, 'userAgent', s.user_agent, 'ip', s.ip, 'createdAt', s.created_at,
      'lastUsedAt', least(greatest(s.last_used_at, s.last_active_at), now()), 'current', s.id::text = app.claims() ->> 'session_id') order by s.last_active_at desc)
    from public.sessions s where s.user_id = v_user and app.session_problem(s) is null), '[]');
end
$$;
grant execute on function public.list_my_sessions() to authenticated;

create function public.revoke_my_session(p_session uuid) returns void
language plpgsql security definer set search_path = '' as $$
declare
  v_user uuid := app.require_user();
begin
  update public.sessions set revoked_at = now(), revoked_reason = 'by_user'
  where id = p_session and user_id = v_user and revoked_at is null;
  if not found then
    raise exception 'no such session' using errcode = 'PT404';
  end if;
  perform app.note_security(v_user, 'session_revoked', p_session);
  perform app.audit_account(v_user, 'session.revoke', 'session', p_session);
end
$$;
grant execute on function public.revoke_my_session(uuid) to authenticated;
