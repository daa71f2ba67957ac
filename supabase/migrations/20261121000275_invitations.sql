-- Invitations: an admin asks somebody by mail to become a member.

create table public.invitations (
  id uuid primary key default gen_random_uuid(),
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  email text not null check (email = lower(email) and length(email) between 3 and 254),
  role text not null check (role in ('admin', 'member', 'analyst')),
  token_hash text not null check (token_hash ~ '^[0-9a-f]{64}$'),
  invited_by uuid references public.users (id) on delete set null,
  created_at timestamptz not null default now(),
  sent_at timestamptz not null default now(),
  expires_at timestamptz not null default now() + interval '7 days',
  accepted_at timestamptz,
  revoked_at timestamptz,
  check (accepted_at is null or revoked_at is null)
);
comment on table public.invitations is 'Who was asked to join a tenant, with which role. The link is kept as SHA-256.';
create unique index invitations_token_hash_key on public.invitations (token_hash);
create unique index invitations_open_key on public.invitations (tenant_id, email) where accepted_at is null and revoked_at is null;
create index invitations_tenant_id_idx on public.invitations (tenant_id, created_at desc);
create index invitations_invited_by_idx on public.invitations (invited_by);
select app.protect_service_table('public.invitations');

create function app.invitation_state(p_invitation public.invitations) returns text
language sql stable set search_path = '' as $$
  select case when p_invitation.accepted_at is not null then 'accepted' when p_invitation.revoked_at is not null then 'revoked'
    when p_invitation.expires_at <= now() then 'expired' else 'open' end
$$;

create function app.mail_invitation(p_invitation public.invitations, p_token text) returns void
language plpgsql security definer set search_path = '' as $$
declare
  v_tenant text := (select app.mail_name(t.name) from public.tenants t where t.id = p_invitation.tenant_id);
  v_inviter text := (select app.mail_name(u.name) from public.users u where u.id = p_invitation.invited_by);
begin
  perform app.enqueue_mail(p_invitation.email, 'invitation', format('Invitation to %s on MorningAI', v_tenant),
    format(e'Hello,\n\n%s invites you to join "%s" on MorningAI as %s:\n{{app}}/invitations/%s\n\nThe link works for 7 days. If you don''t know what this is about, there is nothing to do.',
      coalesce(v_inviter, 'An admin'), v_tenant, p_invitation.role, p_token));
end
$$;
revoke execute on function app.mail_invitation(public.invitations, text) from public, anon, authenticated;

-- ---------------------------------------------------------------------------------------------
-- Verbs of admins
-- ---------------------------------------------------------------------------------------------
create function public.invite_member(p_tenant uuid, p_email text, p_role text, p_token text) returns uuid
language plpgsql security definer set search_path = '' as $$
declare
  v_invitation public.invitations;
begin
  perform app.require_permission(p_tenant, 'invitation.create');
  if exists (select 1 from public.members m join public.users u on u.id = m.user_id
    where m.tenant_id = p_tenant and u.email = p_email) then
    raise exception 'this person is a member already' using errcode = 'PT409';
  end if;
  if (select count(*) from public.invitations i where i.tenant_id = p_tenant and i.sent_at > now() - interval '1 day') >= 50 then
    raise exception 'too many invitations today: go on tomorrow' using errcode = 'PT429';
  end if;
  -- An older one makes room; its link is void.
  update public.invitations i set revoked_at = now()
  where i.tenant_id = p_tenant and i.email = p_email and i.accepted_at is null and i.revoked_at is null
    and i.expires_at <= now();
  insert into public.invitations (tenant_id, email, role, token_hash, invited_by)
  values (p_tenant, p_email, p_role, app.token_hash(p_token), app.user_id())
  on conflict (tenant_id, email) where accepted_at is null and revoked_at is null do nothing
  returning * into v_invitation;
  if v_invitation.id is null then
    raise exception 'this person is invited already' using errcode = 'PT409';
  end if;
  perform app.mail_invitation(v_invitation, p_token);
  perform app.audit(p_tenant, 'invitation.create', 'invitation', v_invitation.id,
    jsonb_build_object('email', p_email, 'role', p_role));
  return v_invitation.id;
end
$$;
comment on function public.invite_member(uuid, text, text, text) is
  'Invites an address to the tenant, by an admin. 409 for a member or somebody who is invited; 429 after 50 mails in a day.';
grant execute on function public.invite_member(uuid, text, text, text) to authenticated;

create function app.open_invitation(p_invitation uuid) returns public.invitations
language plpgsql security definer set search_path = '' as $$
declare
  v_invitation public.invitations;
begin
  select * into v_invitation from public.invitations i where i.id = p_invitation for update;
  if app.invitation_state(v_invitation) not in ('open', 'expired') then
    raise exception 'this invitation is not open any more' using errcode = 'PT409';
  end if;
  return v_invitation;
end
$$;
comment on function app.open_invitation(uuid) is 'Locks an invitation that was not answered.';
revoke execute on function app.open_invitation(uuid) from public, anon, authenticated;

create function public.resend_invitation(p_invitation uuid, p_token text) returns void
language plpgsql security definer set search_path = '' as $$
declare
  v_invitation public.invitations;
begin
  perform app.require_permission((select i.tenant_id from public.invitations i where i.id = p_invitation), 'invitation.resend');
  v_invitation := app.open_invitation(p_invitation);
  if not app.may_mail(v_invitation.email, 'invitation') then
    raise exception 'this person got several mails already: wait an hour' using errcode = 'PT429';
  end if;
  update public.invitations set token_hash = app.token_hash(p_token), sent_at = now(), expires_at = now() + interval '7 days'
  where id = p_invitation returning * into v_invitation;
  perform app.mail_invitation(v_invitation, p_token);
  perform app.audit(v_invitation.tenant_id, 'invitation.resend', 'invitation', p_invitation);
end
$$;
comment on function public.resend_invitation(uuid, text) is 'A new link for another 7 days; the old one is void.';
grant execute on function public.resend_invitation(uuid, text) to authenticated;

create function public.revoke_invitation(p_invitation uuid) returns void
language plpgsql security definer set search_path = '' as $$
declare
  v_invitation public.invitations;
begin
  perform app.require_permission((select i.tenant_id from public.invitations i where i.id = p_invitation), 'invitation.revoke');
  v_invitation := app.open_invitation(p_invitation);
  update public.invitations set revoked_at = now() where id = p_invitation;
  perform app.audit(v_invitation.tenant_id, 'invitation.revoke', 'invitation', p_invitation,
    jsonb_build_object('email', v_invitation.email));
end
$$;
grant execute on function public.revoke_invitation(uuid) to authenticated;

create function public.list_invitations(p_tenant uuid) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
begin
  perform app.require_user();
  if not app.can(p_tenant, 'invitation.read') then
    raise exception 'your role does not allow this' using errcode =
      case when p_tenant in (select app.readable_tenants()) then 'PT403' else 'PT404' end;
  end if;
  return coalesce((
    select jsonb_agg(jsonb_build_object('id', i.id, 'email', i.email, 'role', i.role, 'state', app.invitation_state(i),
      'invitedBy', u.name, 'sentAt', i.sent_at, 'expiresAt', i.expires_at) order by i.created_at desc)
    from public.invitations i left join public.users u on u.id = i.invited_by
    where i.tenant_id = p_tenant and i.accepted_at is null and i.revoked_at is null), '[]');
end
$$;
comment on function public.list_invitations(uuid) is 'Invitations that wait for an answer or have expired, for admins.';
grant execute on function public.list_invitations(uuid) to authenticated;

-- ---------------------------------------------------------------------------------------------
-- The invited person
-- ---------------------------------------------------------------------------------------------
create function public.find_invitation(p_token_hash text) returns jsonb
language sql stable security definer set search_path = '' as $$
  select jsonb_build_object('email', i.email, 'role', i.role, 'state', app.invitation_state(i), 'tenantName', t.name,
    'tenantSlug', t.slug, 'invitedBy', u.name, 'hasAccount', exists (select 1 from public.users p where p.email = i.email))
  from public.invitations i join public.tenants t on t.id = i.tenant_id left join public.users u on u.id = i.invited_by
  where i.token_hash = p_token_hash
$$;
comment on function public.find_invitation(text) is 'What the page of a link shows. Who holds the link reads the mail of that address, so it may tell whether it has an account.';
grant execute on function public.find_invitation(text) to service_role;

create function app.join_by_invitation(p_token_hash text, p_user uuid) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_invitation public.invitations;
  v_role text;
begin
  update public.invitations i set accepted_at = now()
  where i.token_hash = p_token_hash and i.email = (select u.email from public.users u where u.id = p_user)
    and i.accepted_at is null and i.revoked_at is null and i.expires_at > now()
  returning * into v_invitation;
  if v_invitation.id is null then
    raise exception 'this invitation is for another address, was withdrawn, used or is too old' using errcode = 'PT404';
  end if;
  -- Who is a member by now keeps the role: an admin gives it, not an older mail.
  insert into public.members as m (tenant_id, user_id, role) values (v_invitation.tenant_id, p_user, v_invitation.role)
  on conflict (tenant_id, user_id) do update set role = m.role returning m.role into v_role;
  insert into public.audit_log (tenant_id, actor_kind, actor_id, action, target_kind, target_id, data, ip, user_agent, request_id)
  select v_invitation.tenant_id, 'user', p_user, 'invitation.accept', 'invitation', v_invitation.id,
    jsonb_build_object('email', v_invitation.email, 'role', v_role), o ->> 'ip', o ->> 'user_agent', o ->> 'request_id'
  from app.request_origin() o;
  return (select jsonb_build_object('userId', p_user, 'tenantId', t.id, 'slug', t.slug)
    from public.tenants t where t.id = v_invitation.tenant_id);
end
$$;
revoke execute on function app.join_by_invitation(text, uuid) from public, anon, authenticated;

create function public.accept_invitation(p_token_hash text) returns jsonb
language sql security definer set search_path = '' as $$
  select app.join_by_invitation(p_token_hash, app.require_user())
$$;
comment on function public.accept_invitation(text) is 'The signed-in person joins, when the invitation went to the address of the account.';
grant execute on function public.accept_invitation(text) to authenticated;

create function public.sign_up_by_invitation(p_token_hash text, p_name text, p_password_hash text) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_email text := (select i.email from public.invitations i where i.token_hash = p_token_hash);
begin
  if v_email is null then
    raise exception 'there is no such invitation' using errcode = 'PT404';
  end if;
  return app.join_by_invitation(p_token_hash, app.create_account(v_email, p_name, p_password_hash));
end
$$;
comment on function public.sign_up_by_invitation(text, text, text) is
  'A new account for the address of an invitation: who holds the link has shown that it is theirs. No tenant of the own.';
grant execute on function public.sign_up_by_invitation(text, text, text) to service_role;
