-- What happened to an account, for the person it belongs to: the security log, the devices and places that are
-- known, and how the person wants to hear of new ones.

create table public.security_log (
  id bigint generated always as identity primary key,
  user_id uuid not null references public.users (id) on delete cascade,
  kind text not null check (kind in ('signed_in', 'sign_in_failed', 'signed_out', 'identity_confirmed', 'two_factor_failed',
    'two_factor_on', 'two_factor_changed', 'two_factor_off', 'recovery_code_used', 'recovery_codes_renewed',
    'session_revoked', 'sessions_revoked', 'refresh_token_reused', 'password_changed', 'email_changed', 'notifications_changed')),
  -- No foreign key: the line outlives the session.
  session_id uuid,
  user_agent text not null default '',
  ip text not null default '',
  data jsonb not null default '{}',
  created_at timestamptz not null default now()
);
comment on table public.security_log is 'Sign-ins, failures and changes of a person''s account; the person reads it, for one year.';
create index security_log_user_id_idx on public.security_log (user_id, id desc);
select app.protect_service_table('public.security_log');

create table public.known_origins (
  user_id uuid not null references public.users (id) on delete cascade,
  kind text not null check (kind in ('device', 'place')),
  value text not null check (length(value) between 1 and 64),
  first_seen_at timestamptz not null default now(),
  last_seen_at timestamptz not null default now(),
  primary key (user_id, kind, value)
);
comment on table public.known_origins is
  'Devices (digest of the device cookie and the kind of browser) and places (/24 or /48 network) a person has signed in from.';
select app.protect_service_table('public.known_origins');

create table public.login_notifications (
  user_id uuid primary key references public.users (id) on delete cascade,
  by_mail boolean not null default true,
  by_slack boolean not null default false,
  slack_webhook_sealed text,
  check (not by_slack or slack_webhook_sealed is not null)
);
comment on table public.login_notifications is 'How a person hears of a sign-in from a new device or place. Without a row: by mail.';
comment on column public.login_notifications.slack_webhook_sealed is 'Address of a Slack webhook, which is a secret: sealed with the key ring and bound to the person.';
select app.protect_service_table('public.login_notifications');

-- ---------------------------------------------------------------------------------------------
-- Writing
-- ---------------------------------------------------------------------------------------------
create function app.note_security(p_user uuid, p_kind text, p_session uuid default null, p_data jsonb default '{}') returns void
language plpgsql security definer set search_path = '' as $$
declare
  v_origin jsonb := app.request_origin();
begin
  delete from public.security_log l where l.user_id = p_user and l.created_at < now() - interval '1 year';
  insert into public.security_log (user_id, kind, session_id, user_agent, ip, data)
  values (p_user, p_kind, p_session, left(coalesce(v_origin ->> 'user_agent', ''), 400), left(coalesce(v_origin ->> 'ip', ''), 64), p_data);
end
$$;
comment on function app.note_security(uuid, text, uuid, jsonb) is 'Writes a line of a person''s security log in the transaction of the event.';
revoke execute on function app.note_security(uuid, text, uuid, jsonb) from public, anon, authenticated;

create function app.address_of(p_ip text) returns inet
language plpgsql immutable set search_path = '' as $$
begin
  return p_ip::inet;
exception when others then
  -- "unknown", or what somebody made up.
  return null;
end
$$;
revoke execute on function app.address_of(text) from public, anon, authenticated;

create function app.network_of(p_ip text) returns text
language sql immutable set search_path = '' as $$
  select coalesce(host(network(set_masklen(a, case family(a) when 4 then 24 else 48 end))), 'unknown')
  from app.address_of(p_ip) a
$$;
comment on function app.network_of(text) is 'The place of an address, as well as it can be told offline: its /24 (IPv4) or /48 (IPv6) network.';
revoke execute on function app.network_of(text) from public, anon, authenticated;

create function app.notify_user(p_user uuid, p_subject text, p_text text) returns void
language plpgsql security definer set search_path = '' as $$
declare
  v_origin jsonb := app.request_origin();
begin
  perform app.enqueue_mail(u.email, 'security-notice', p_subject, format(
    e'Hello %s,\n\n%s\n\nTime: %s UTC\nAddress: %s\nBrowser: %s\n\nIf this was not you, change your password and end the sessions you don''t know:\n{{app}}/account/security',
    app.mail_name(u.name), p_text, to_char(now() at time zone 'UTC', 'YYYY-MM-DD HH24:MI'),
    coalesce(host(app.address_of(v_origin ->> 'ip')), 'unknown'),
    coalesce(nullif(app.mail_name(v_origin ->> 'user_agent'), ''), 'unknown')))
  from public.users u where u.id = p_user;
end
$$;
comment on function app.notify_user(uuid, text, text) is 'Mails a person what happened to the account, with time, address and browser.';
revoke execute on function app.notify_user(uuid, text, text) from public, anon, authenticated;

create function app.remember_origin(p_user uuid, p_kind text, p_value text) returns boolean
language plpgsql security definer set search_path = '' as $$
begin
  insert into public.known_origins (user_id, kind, value) values (p_user, p_kind, p_value) on conflict do nothing;
  if found then
    return true;
  end if;
  update public.known_origins set last_seen_at = now() where user_id = p_user and kind = p_kind and value = p_value;
  return false;
end
$$;
comment on function app.remember_origin(uuid, text, text) is 'True when it was not known before.';
revoke execute on function app.remember_origin(uuid, text, text) from public, anon, authenticated;

create function app.note_sign_in(p_session uuid) returns void
language plpgsql security definer set search_path = '' as $$
declare
  v_session public.sessions;
  v_first boolean;
  v_new text[];
begin
  select * into v_session from public.sessions s where s.id = p_session;
  v_first := not exists (select 1 from public.known_origins k where k.user_id = v_session.user_id);
  -- A browser that keeps no cookies can't be known again.
  v_new := array_remove(array[
    case when v_session.device_hash is null or app.remember_origin(v_session.user_id, 'device', v_session.device_hash) then 'device' end,
    case when app.remember_origin(v_session.user_id, 'place', app.network_of(v_session.ip)) then 'place' end], null);
  if v_first then
    v_new := '{}';
  end if;
  perform app.note_security(v_session.user_id, 'signed_in', p_session, jsonb_build_object('new', v_new));
  if v_new <> '{}' and not exists (
    select 1 from public.login_notifications n where n.user_id = v_session.user_id and not n.by_mail) then
    perform app.notify_user(v_session.user_id, 'New sign-in to MorningAI',
      format('Somebody signed in to your account from a new %s.', array_to_string(v_new, ' and a new ')));
  end if;
end
$$;
comment on function app.note_sign_in(uuid) is
  'Somebody is in: a line in the security log, and a mail when the device or the place is new. The first sign-in of an account is not news.';
revoke execute on function app.note_sign_in(uuid) from public, anon, authenticated;

-- Whoever changes a password or an address, by whatever way: the person reads it in the log.
create function app.note_credential_change() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if tg_table_name = 'users' then
    perform app.note_security(new.id, 'email_changed', null, jsonb_build_object('before', old.email, 'after', new.email));
  else
    perform app.note_security(new.user_id, 'password_changed');
    perform app.notify_user(new.user_id, 'Your MorningAI password was changed', 'The password of your account was changed. Your other sessions have ended.');
  end if;
  return null;
end
$$;
create trigger note_password_change after update of password_hash on public.user_credentials
  -- The same password under stronger parameters (upgrade_password_hash) leaves updated_at.
  for each row when (old.updated_at is distinct from new.updated_at) execute function app.note_credential_change();
create trigger note_email_change after update of email on public.users
  for each row when (old.email is distinct from new.email) execute function app.note_credential_change();

create function public.record_failed_sign_in(p_email text) returns void
language plpgsql security definer set search_path = '' as $$
begin
  perform app.note_security(u.id, 'sign_in_failed') from public.users u where u.email = p_email;
end
$$;
comment on function public.record_failed_sign_in(text) is 'A wrong password for this address; answers nothing, whether or not there is such an account.';
grant execute on function public.record_failed_sign_in(text) to service_role;

-- ---------------------------------------------------------------------------------------------
-- The person's own
-- ---------------------------------------------------------------------------------------------
create function public.list_my_security_log(p_before bigint default null, p_limit int default 50) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
  v_user uuid := app.require_user();
begin
  return coalesce((select jsonb_agg(to_jsonb(l) order by l.id desc) from (
    select s.id, s.kind, s.user_agent as "userAgent", s.ip, s.data, s.created_at as "createdAt",
      s.session_id::text is not distinct from app.claims() ->> 'session_id' as current
    from public.security_log s where s.user_id = v_user and (p_before is null or s.id < p_before)
    order by s.id desc limit least(p_limit, 200)) l), '[]');
end
$$;
comment on function public.list_my_security_log(bigint, int) is 'Lines of the person''s own security log, the latest first; p_before is the id where the next page begins.';
grant execute on function public.list_my_security_log(bigint, int) to authenticated;

create function public.my_login_notifications() returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
  v_user uuid := app.require_user();
begin
  return coalesce((select jsonb_build_object('byMail', n.by_mail, 'bySlack', n.by_slack, 'hasWebhook', n.slack_webhook_sealed is not null)
    from public.login_notifications n where n.user_id = v_user), '{"byMail": true, "bySlack": false, "hasWebhook": false}');
end
$$;
grant execute on function public.my_login_notifications() to authenticated;

create function public.set_my_login_notifications(p_by_mail boolean, p_by_slack boolean, p_webhook_sealed text) returns void
language plpgsql security definer set search_path = '' as $$
declare
  v_user uuid := app.require_user();
begin
  perform app.require_recent_authentication();
  -- Whoever turns the mails off does it in a mail's sight: a thief in the session can't do it unseen.
  if not p_by_mail then
    perform app.notify_user(v_user, 'Sign-in mails are switched off', 'Mails about sign-ins from new devices were switched off for your account.');
  end if;
  insert into public.login_notifications as n (user_id, by_mail, by_slack, slack_webhook_sealed)
  values (v_user, p_by_mail, p_by_slack, p_webhook_sealed)
  on conflict (user_id) do update set by_mail = p_by_mail, by_slack = p_by_slack,
    slack_webhook_sealed = coalesce(p_webhook_sealed, n.slack_webhook_sealed);
  perform app.note_security(v_user, 'notifications_changed', null,
    jsonb_build_object('byMail', p_by_mail, 'bySlack', p_by_slack, 'newWebhook', p_webhook_sealed is not null));
  perform app.audit_account(v_user, 'user.set_login_notifications', 'user', v_user,
    jsonb_build_object('byMail', p_by_mail, 'bySlack', p_by_slack));
end
$$;
comment on function public.set_my_login_notifications(boolean, boolean, text) is 'Null as webhook keeps the one that is there.';
grant execute on function public.set_my_login_notifications(boolean, boolean, text) to authenticated;

create function public.find_sign_in_notice(p_session uuid) returns jsonb
language sql stable security definer set search_path = '' as $$
  select jsonb_build_object('userId', n.user_id, 'webhookSealed', n.slack_webhook_sealed, 'new', l.data -> 'new', 'ip', l.ip,
    'userAgent', l.user_agent)
  from public.security_log l join public.login_notifications n on n.user_id = l.user_id and n.by_slack
  where l.session_id = p_session and l.kind = 'signed_in' and l.data -> 'new' <> '[]'
    and l.user_id = (select s.user_id from public.sessions s where s.id = p_session)
  limit 1
$$;
comment on function public.find_sign_in_notice(uuid) is 'What Slack has to be told of this sign-in; null when nothing.';
grant execute on function public.find_sign_in_notice(uuid) to service_role;
