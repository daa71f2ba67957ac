-- Accounts by mail: sign-up that counts once its address is confirmed, links that reset a password, sign in or
-- change the address, and sign-in by another site. Tokens reach SQL in clear because they go into the mail;
-- kept is their SHA-256.

-- ---------------------------------------------------------------------------------------------
-- Tables
-- ---------------------------------------------------------------------------------------------
create table public.sign_ups (
  token_hash text primary key check (token_hash ~ '^[0-9a-f]{64}$'),
  email text not null check (email = lower(email) and length(email) between 3 and 254),
  name text not null check (length(name) between 1 and 120),
  password_hash text not null check (password_hash like '$argon2id$%'),
  tenant_name text not null check (length(tenant_name) between 1 and 120),
  tenant_slug text not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null default now() + interval '24 hours'
);
comment on table public.sign_ups is 'Sign-ups whose address is not confirmed. They become an account by the link in the mail and the password that was chosen.';
create index sign_ups_expires_at_idx on public.sign_ups (expires_at);
select app.protect_service_table('public.sign_ups');

create table public.account_tokens (
  token_hash text primary key check (token_hash ~ '^[0-9a-f]{64}$'),
  user_id uuid not null references public.users (id) on delete cascade,
  purpose text not null check (purpose in ('reset_password', 'magic_link', 'change_email')),
  -- The address to change to.
  email text check (email = lower(email) and length(email) between 3 and 254),
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  check ((purpose = 'change_email') = (email is not null))
);
comment on table public.account_tokens is 'Links in mails that act for a person, as SHA-256. A link that was used is gone.';
create index account_tokens_user_id_idx on public.account_tokens (user_id);
create index account_tokens_expires_at_idx on public.account_tokens (expires_at);
select app.protect_service_table('public.account_tokens');

create table public.identities (
  provider text not null check (provider in ('github')),
  -- The provider's id of the account, which stays when it is renamed.
  subject text not null check (length(subject) between 1 and 100),
  user_id uuid not null references public.users (id) on delete cascade,
  login text not null check (length(login) between 1 and 100),
  created_at timestamptz not null default now(),
  primary key (provider, subject)
);
comment on table public.identities is 'Accounts at other sites that sign a person in.';
create unique index identities_user_id_key on public.identities (user_id, provider);
select app.protect_service_table('public.identities');

create table public.identity_claims (
  token_hash text primary key check (token_hash ~ '^[0-9a-f]{64}$'),
  provider text not null check (provider in ('github')),
  subject text not null check (length(subject) between 1 and 100),
  login text not null check (length(login) between 1 and 100),
  email text not null,
  expires_at timestamptz not null default now() + interval '15 minutes'
);
comment on table public.identity_claims is 'Somebody came from another site with the address of an account that is not connected to it: the person connects them when signed in, or nothing happens.';
create index identity_claims_expires_at_idx on public.identity_claims (expires_at);
select app.protect_service_table('public.identity_claims');

-- ---------------------------------------------------------------------------------------------
-- Parts
-- ---------------------------------------------------------------------------------------------
create function app.token_hash(p_token text) returns text
language sql immutable set search_path = '' as $$
  select encode(sha256(convert_to(p_token, 'UTF8')), 'hex')
$$;

create function app.may_mail(p_recipient text, p_kind text) returns boolean
language sql stable security definer set search_path = '' as $$
  select count(*) < 5 from public.mails m
  where m.recipient = p_recipient and m.kind = p_kind and m.created_at > now() - interval '1 hour'
$$;
comment on function app.may_mail(text, text) is 'Nobody gets more than five mails of a kind in an hour, whoever asks for them and from wherever.';
revoke execute on function app.may_mail(text, text) from public, anon, authenticated;

create function app.create_account(p_email text, p_name text, p_password_hash text) returns uuid
language plpgsql security definer set search_path = '' as $$
declare
  v_user uuid;
begin
  insert into public.users (email, name) values (p_email, p_name) on conflict (email) do nothing returning id into v_user;
  if v_user is null then
    raise exception 'this address has an account already: sign in' using errcode = 'PT409';
  end if;
  if p_password_hash is not null then
    insert into public.user_credentials (user_id, password_hash) values (v_user, p_password_hash);
  end if;
  return v_user;
end
$$;
revoke execute on function app.create_account(text, text, text) from public, anon, authenticated;

create function app.create_own_tenant(p_user uuid, p_name text, p_slug text) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_tenant uuid := app.insert_tenant(p_name, p_slug);
  v_slug text := (select t.slug from public.tenants t where t.id = v_tenant);
begin
  insert into public.members (tenant_id, user_id, role) values (v_tenant, p_user, 'admin');
  perform app.audit_account(p_user, 'user.sign_up', 'tenant', v_tenant, jsonb_build_object('slug', v_slug));
  return jsonb_build_object('userId', p_user, 'tenantId', v_tenant, 'slug', v_slug);
end
$$;
comment on function app.create_own_tenant(uuid, text, text) is 'A tenant with this person as its admin. A taken slug gets a number.';
revoke execute on function app.create_own_tenant(uuid, text, text) from public, anon, authenticated;

create function app.end_sessions(p_user uuid, p_reason text) returns int
language plpgsql security definer set search_path = '' as $$
declare
  v_ended int;
begin
  update public.sessions set revoked_at = now(), revoked_reason = p_reason
  where user_id = p_user and revoked_at is null and expires_at > now();
  get diagnostics v_ended = row_count;
  return v_ended;
end
$$;
revoke execute on function app.end_sessions(uuid, text) from public, anon, authenticated;

create function app.send_token(p_user public.users, p_purpose text, p_token text, p_life interval, p_subject text, p_text text,
  p_email text default null) returns void
language plpgsql security definer set search_path = '' as $$
begin
  delete from public.account_tokens t where t.token_hash in (
    select o.token_hash from public.account_tokens o where o.expires_at < now() limit 100);
  insert into public.account_tokens (token_hash, user_id, purpose, email, expires_at)
  values (app.token_hash(p_token), p_user.id, p_purpose, p_email, now() + p_life);
  perform app.enqueue_mail(coalesce(p_email, p_user.email), 'user.' || replace(p_purpose, '_', '-'), p_subject,
    format(e'Hello %s,\n\n%s', app.mail_name(p_user.name), p_text));
end
$$;
revoke execute on function app.send_token(public.users, text, text, interval, text, text, text) from public, anon, authenticated;

-- ---------------------------------------------------------------------------------------------
-- Sign-up
-- ---------------------------------------------------------------------------------------------
create function public.request_sign_up(p_email text, p_name text, p_password_hash text, p_tenant_name text, p_tenant_slug text,
  p_token text) returns void
language plpgsql security definer set search_path = '' as $$
begin
  delete from public.sign_ups s where s.token_hash in (
    select o.token_hash from public.sign_ups o where o.expires_at < now() limit 100);
  if not app.may_mail(p_email, 'user.sign-up') then
    return;
  end if;
  if exists (select 1 from public.users u where u.email = p_email) then
    perform app.enqueue_mail(p_email, 'user.sign-up', 'You already have a MorningAI account',
      e'Hello,\n\nsomebody, probably you, wanted to create an account with this address. It has one already. Sign in:\n{{app}}/sign-in\n\nIf you forgot your password, choose a new one:\n{{app}}/forgot-password\n\nIf it was not you, there is nothing to do.');
  else
    insert into public.sign_ups (token_hash, email, name, password_hash, tenant_name, tenant_slug)
    values (app.token_hash(p_token), p_email, p_name, p_password_hash, p_tenant_name, p_tenant_slug);
    perform app.enqueue_mail(p_email, 'user.sign-up', 'Confirm your e-mail address',
      format(e'Hello %s,\n\nconfirm this address with the password you chose, and your MorningAI account is ready:\n{{app}}/verify-email/%s\n\nThe link works for 24 hours. If you did not ask for an account, there is nothing to do: without your confirmation there will be none.',
        app.mail_name(p_name), p_token));
  end if;
end
$$;
comment on function public.request_sign_up(text, text, text, text, text, text) is
  'Keeps a sign-up until its address is confirmed, and writes to that address; somebody who has an account is told so by the mail. The caller learns neither.';
grant execute on function public.request_sign_up(text, text, text, text, text, text) to service_role;

create function public.find_sign_up(p_token_hash text) returns jsonb
language sql stable security definer set search_path = '' as $$
  select jsonb_build_object('email', s.email, 'passwordHash', s.password_hash)
  from public.sign_ups s where s.token_hash = p_token_hash and s.expires_at > now()
$$;
grant execute on function public.find_sign_up(text) to service_role;

create function public.confirm_sign_up(p_token_hash text) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_sign_up public.sign_ups;
begin
  delete from public.sign_ups s where s.token_hash = p_token_hash and s.expires_at > now() returning * into v_sign_up;
  if v_sign_up.token_hash is null then
    raise exception 'this link has been used or is too old' using errcode = 'PT422';
  end if;
  delete from public.sign_ups s where s.email = v_sign_up.email;
  return app.create_own_tenant(app.create_account(v_sign_up.email, v_sign_up.name, v_sign_up.password_hash),
    v_sign_up.tenant_name, v_sign_up.tenant_slug);
end
$$;
comment on function public.confirm_sign_up(text) is
  'Makes the account of a sign-up, with a tenant of the own. The caller has checked the password: whoever reads the mail of an address that somebody else signed up must not get that person''s account, nor the other way round.';
grant execute on function public.confirm_sign_up(text) to service_role;

-- ---------------------------------------------------------------------------------------------
-- Links in mails
-- ---------------------------------------------------------------------------------------------
create function public.request_password_reset(p_email text, p_token text) returns void
language plpgsql security definer set search_path = '' as $$
declare
  v_user public.users;
begin
  select * into v_user from public.users u where u.email = p_email;
  if v_user.id is not null and app.may_mail(p_email, 'user.reset-password') then
    perform app.send_token(v_user, 'reset_password', p_token, interval '30 minutes', 'Choose a new password',
      format(e'choose a new password for your MorningAI account:\n{{app}}/reset-password/%s\n\nThe link works once, for 30 minutes. If you did not ask for it, there is nothing to do: your password stays as it is.', p_token));
  end if;
end
$$;
comment on function public.request_password_reset(text, text) is 'Writes to the person of this address, if there is one. The caller learns nothing.';
grant execute on function public.request_password_reset(text, text) to service_role;

create function public.request_magic_link(p_email text, p_token text) returns void
language plpgsql security definer set search_path = '' as $$
declare
  v_user public.users;
begin
  select * into v_user from public.users u where u.email = p_email;
  if v_user.id is not null and app.may_mail(p_email, 'user.magic-link') then
    perform app.send_token(v_user, 'magic_link', p_token, interval '15 minutes', 'Your sign-in link',
      format(e'sign in to MorningAI:\n{{app}}/magic-link/%s\n\nThe link works once, for 15 minutes. If you did not ask for it, there is nothing to do.', p_token));
  end if;
end
$$;
comment on function public.request_magic_link(text, text) is 'Writes to the person of this address, if there is one. The caller learns nothing.';
grant execute on function public.request_magic_link(text, text) to service_role;

create function public.request_email_change(p_user uuid, p_email text, p_token text) returns void
language plpgsql security definer set search_path = '' as $$
declare
  v_user public.users;
begin
  select * into v_user from public.users u where u.id = p_user;
  if not app.may_mail(p_email, 'user.change-email') then
    return;
  end if;
  if exists (select 1 from public.users u where u.email = p_email) then
    perform app.enqueue_mail(p_email, 'user.change-email', 'You already have a MorningAI account',
      e'Hello,\n\nsomebody, probably you, wanted to use this address for another MorningAI account. It has one already, so nothing was changed.');
  else
    perform app.send_token(v_user, 'change_email', p_token, interval '24 hours', 'Confirm your new e-mail address',
      format(e'confirm that this is the new address of your MorningAI account:\n{{app}}/verify-email/%s\n\nThe link works once, for 24 hours. If you did not ask for it, there is nothing to do.', p_token), p_email);
  end if;
end
$$;
comment on function public.request_email_change(uuid, text, text) is
  'Writes to the new address, which counts once it is confirmed. Whether it belongs to another account the caller does not learn.';
grant execute on function public.request_email_change(uuid, text, text) to service_role;

create function public.find_account_token(p_token_hash text, p_purpose text) returns jsonb
language sql stable security definer set search_path = '' as $$
  select jsonb_build_object('userId', u.id, 'email', u.email, 'name', u.name, 'newEmail', t.email)
  from public.account_tokens t join public.users u on u.id = t.user_id
  where t.token_hash = p_token_hash and t.purpose = p_purpose and t.expires_at > now()
$$;
grant execute on function public.find_account_token(text, text) to service_role;

create function app.take_token(p_token_hash text, p_purpose text) returns public.account_tokens
language plpgsql security definer set search_path = '' as $$
declare
  v_token public.account_tokens;
begin
  -- Of two that come at once one deletes the row; the other finds none.
  delete from public.account_tokens t where t.token_hash = p_token_hash and t.purpose = p_purpose and t.expires_at > now()
  returning * into v_token;
  if v_token.token_hash is null then
    raise exception 'this link has been used or is too old' using errcode = 'PT422';
  end if;
  return v_token;
end
$$;
revoke execute on function app.take_token(text, text) from public, anon, authenticated;

create function public.reset_password(p_token_hash text, p_password_hash text) returns void
language plpgsql security definer set search_path = '' as $$
declare
  v_token public.account_tokens := app.take_token(p_token_hash, 'reset_password');
  v_ended int;
begin
  -- What was asked for before may be in hands from which the account is being taken back.
  delete from public.account_tokens t where t.user_id = v_token.user_id;
  insert into public.user_credentials as c (user_id, password_hash) values (v_token.user_id, p_password_hash)
  on conflict (user_id) do update set password_hash = excluded.password_hash, updated_at = now();
  v_ended := app.end_sessions(v_token.user_id, 'password_reset');
  perform app.audit_account(v_token.user_id, 'user.reset_password', 'user', v_token.user_id,
    jsonb_build_object('endedSessions', v_ended));
end
$$;
comment on function public.reset_password(text, text) is
  'Sets the password by a link. Every session ends and every other link is void; nobody is signed in by it, so the second factor is still asked for.';
grant execute on function public.reset_password(text, text) to service_role;

create function public.use_magic_link(p_token_hash text) returns uuid
language sql security definer set search_path = '' as $$
  select (app.take_token(p_token_hash, 'magic_link')).user_id
$$;
comment on function public.use_magic_link(text) is 'Whom a link signs in; it works once. The session that follows owes its second factor like any other.';
grant execute on function public.use_magic_link(text) to service_role;

create function public.confirm_email_change(p_token_hash text) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_token public.account_tokens := app.take_token(p_token_hash, 'change_email');
  v_before text := (select u.email from public.users u where u.id = v_token.user_id);
begin
  -- Links that went to the old address are void.
  delete from public.account_tokens t where t.user_id = v_token.user_id;
  begin
    update public.users set email = v_token.email where id = v_token.user_id;
  exception when unique_violation then
    raise exception 'this address belongs to another account by now' using errcode = 'PT409';
  end;
  perform app.audit_account(v_token.user_id, 'user.change_email', 'user', v_token.user_id, '{}',
    jsonb_build_object('email', v_before), jsonb_build_object('email', v_token.email));
  perform app.enqueue_mail(v_before, 'user.email-changed', 'The address of your account was changed',
    e'Hello,\n\nyour MorningAI account has a new e-mail address now; this one is no longer used. If this was not you, ask the admin of your organisation for help at once.');
  return jsonb_build_object('email', v_token.email);
end
$$;
comment on function public.confirm_email_change(text) is 'The address counts from now on; the old one is told.';
grant execute on function public.confirm_email_change(text) to service_role;

create function public.is_known_device(p_email text, p_device_hash text) returns boolean
language sql stable security definer set search_path = '' as $$
  select exists (
    select 1 from public.known_origins k join public.users u on u.id = k.user_id
    where u.email = p_email and k.kind = 'device' and k.value = p_device_hash)
$$;
comment on function public.is_known_device(text, text) is 'Whether the person of this address has signed in from this device before.';
grant execute on function public.is_known_device(text, text) to service_role;

create function public.upgrade_password_hash(p_user uuid, p_before text, p_after text) returns void
language sql security definer set search_path = '' as $$
  -- updated_at stays: the password is the same.
  update public.user_credentials set password_hash = p_after where user_id = p_user and password_hash = p_before
$$;
comment on function public.upgrade_password_hash(uuid, text, text) is 'The same password under stronger parameters.';
grant execute on function public.upgrade_password_hash(uuid, text, text) to service_role;

-- ---------------------------------------------------------------------------------------------
-- Sign-in by another site
-- ---------------------------------------------------------------------------------------------
create function public.enter_by_identity(p_provider text, p_subject text, p_login text, p_email text, p_name text,
  p_tenant_slug text, p_claim_hash text, p_connect boolean) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_user uuid;
begin
  select i.user_id into v_user from public.identities i where i.provider = p_provider and i.subject = p_subject;
  if v_user is not null and not p_connect then
    return jsonb_build_object('outcome', 'known', 'userId', v_user);
  end if;
  if p_email is null then
    return jsonb_build_object('outcome', 'unverified');
  end if;
  delete from public.identity_claims c where c.token_hash in (
    select o.token_hash from public.identity_claims o where o.expires_at < now() limit 100);
  if p_connect or exists (select 1 from public.users u where u.email = p_email) then
    insert into public.identity_claims (token_hash, provider, subject, login, email)
    values (p_claim_hash, p_provider, p_subject, p_login, p_email);
    return jsonb_build_object('outcome', 'claim');
  end if;
  v_user := app.create_account(p_email, p_name, null);
  insert into public.identities (provider, subject, user_id, login) values (p_provider, p_subject, v_user, p_login);
  perform app.create_own_tenant(v_user, p_name, p_tenant_slug);
  return jsonb_build_object('outcome', 'created', 'userId', v_user);
end
$$;
comment on function public.enter_by_identity(text, text, text, text, text, text, text, boolean) is
  'Who comes from another site. p_email is null unless that site verified it; p_connect: a person who is signed in wants to connect, so nobody is signed in and nothing is made. Outcome: known, created (a new person with a tenant), claim (the address has an account here, which the person has to connect when signed in), unverified.';
grant execute on function public.enter_by_identity(text, text, text, text, text, text, text, boolean) to service_role;

create function public.find_identity_claim(p_claim_hash text) returns jsonb
language sql stable security definer set search_path = '' as $$
  select jsonb_build_object('login', c.login, 'email', c.email) from public.identity_claims c
  where c.token_hash = p_claim_hash and c.expires_at > now()
$$;
grant execute on function public.find_identity_claim(text) to service_role;

create function public.connect_identity(p_claim_hash text) returns void
language plpgsql security definer set search_path = '' as $$
declare
  v_user uuid := app.require_user();
  v_claim public.identity_claims;
begin
  perform app.require_recent_authentication();
  delete from public.identity_claims c
  where c.token_hash = p_claim_hash and c.expires_at > now()
    and c.email = (select u.email from public.users u where u.id = v_user)
  returning * into v_claim;
  if v_claim.token_hash is null then
    raise exception 'begin again: this was meant for another account or took too long' using errcode = 'PT404';
  end if;
  begin
    insert into public.identities (provider, subject, user_id, login)
    values (v_claim.provider, v_claim.subject, v_user, v_claim.login);
  exception when unique_violation then
    raise exception 'one of the two is connected already' using errcode = 'PT409';
  end;
  perform app.audit_account(v_user, 'user.connect_identity', 'user', v_user,
    jsonb_build_object('provider', v_claim.provider, 'login', v_claim.login));
  perform app.enqueue_mail(v_claim.email, 'user.identity-connected', 'GitHub was connected to your account',
    format(e'Hello,\n\nthe GitHub account %s signs you in to MorningAI from now on. If this was not you, change your password and disconnect it in your settings.', app.mail_name(v_claim.login)));
end
$$;
comment on function public.connect_identity(text) is
  'Connects what came from another site to the signed-in person, whose address it has to carry.';
grant execute on function public.connect_identity(text) to authenticated;

create function public.list_my_identities() returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
  v_user uuid := app.require_user();
begin
  return coalesce((select jsonb_agg(jsonb_build_object('provider', i.provider, 'login', i.login) order by i.provider)
    from public.identities i where i.user_id = v_user), '[]');
end
$$;
grant execute on function public.list_my_identities() to authenticated;

create function public.disconnect_identity(p_provider text) returns void
language plpgsql security definer set search_path = '' as $$
declare
  v_user uuid := app.require_user();
  v_login text;
begin
  perform app.require_recent_authentication();
  delete from public.identities i where i.user_id = v_user and i.provider = p_provider returning i.login into v_login;
  if v_login is null then
    raise exception 'not connected' using errcode = 'PT404';
  end if;
  perform app.audit_account(v_user, 'user.disconnect_identity', 'user', v_user,
    jsonb_build_object('provider', p_provider, 'login', v_login));
end
$$;
comment on function public.disconnect_identity(text) is 'The person goes on with password or sign-in link: the address is verified.';
grant execute on function public.disconnect_identity(text) to authenticated;
