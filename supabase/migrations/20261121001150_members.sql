-- Members and the tenant itself: roles, leaving, names, further tenants of a person.

create function app.require_other_admin(p_tenant uuid, p_user uuid) returns void
language plpgsql security definer set search_path = '' as $$
begin
  -- The tenant's row is the lock: of two admins who take each other's role away at once, the second sees the first's work.
  perform 1 from public.tenants t where t.id = p_tenant for no key update;
  if exists (select 1 from public.members m where m.tenant_id = p_tenant and m.user_id = p_user and m.role = 'admin')
    and not exists (
      select 1 from public.members m where m.tenant_id = p_tenant and m.user_id <> p_user and m.role = 'admin') then
    raise exception 'an organisation needs an admin: make somebody else one first' using errcode = 'PT422';
  end if;
end
$$;
comment on function app.require_other_admin(uuid, uuid) is 'Guard of the last admin; holds the tenant''s row until the end of the transaction.';
revoke execute on function app.require_other_admin(uuid, uuid) from public, anon, authenticated;

create function app.find_member(p_tenant uuid, p_user uuid) returns public.members
language plpgsql security definer set search_path = '' as $$
declare
  v_member public.members;
begin
  select * into v_member from public.members m where m.tenant_id = p_tenant and m.user_id = p_user for update;
  if not found then
    raise exception 'there is no such member' using errcode = 'PT404';
  end if;
  return v_member;
end
$$;
revoke execute on function app.find_member(uuid, uuid) from public, anon, authenticated;

create function app.end_membership(p_tenant uuid, p_user uuid) returns void
language plpgsql security definer set search_path = '' as $$
begin
  delete from public.forge_tokens f where f.tenant_id = p_tenant and f.user_id = p_user;
  delete from public.members m where m.tenant_id = p_tenant and m.user_id = p_user;
end
$$;
comment on function app.end_membership(uuid, uuid) is 'The next request finds no membership; git tokens go with it.';
revoke execute on function app.end_membership(uuid, uuid) from public, anon, authenticated;

create function public.change_member_role(p_tenant uuid, p_user uuid, p_role text) returns void
language plpgsql security definer set search_path = '' as $$
declare
  v_before text;
begin
  perform app.require_permission(p_tenant, 'member.change_role');
  if p_role not in ('admin', 'member', 'analyst') then
    raise exception 'a role is admin, member or analyst' using errcode = 'PT400';
  end if;
  if p_role <> 'admin' then
    perform app.require_other_admin(p_tenant, p_user);
  end if;
  v_before := (app.find_member(p_tenant, p_user)).role;
  update public.members set role = p_role where tenant_id = p_tenant and user_id = p_user;
  perform app.audit(p_tenant, 'member.change_role', 'user', p_user, '{}', jsonb_build_object('role', v_before),
    jsonb_build_object('role', p_role));
end
$$;
comment on function public.change_member_role(uuid, uuid, text) is 'Gives a member another role; 422 for the last admin.';
grant execute on function public.change_member_role(uuid, uuid, text) to authenticated;

create function public.remove_member(p_tenant uuid, p_user uuid) returns void
language plpgsql security definer set search_path = '' as $$
declare
  v_member public.members;
begin
  perform app.require_permission(p_tenant, 'member.remove');
  perform app.require_other_admin(p_tenant, p_user);
  v_member := app.find_member(p_tenant, p_user);
  perform app.end_membership(p_tenant, p_user);
  perform app.audit(p_tenant, 'member.remove', 'user', p_user, '{}', jsonb_build_object('role', v_member.role));
end
$$;
comment on function public.remove_member(uuid, uuid) is 'Takes a person out of the tenant at once; what they did stays. 422 for the last admin.';
grant execute on function public.remove_member(uuid, uuid) to authenticated;

create function public.leave_tenant(p_tenant uuid) returns void
language plpgsql security definer set search_path = '' as $$
declare
  v_user uuid := app.user_id();
begin
  perform app.require_permission(p_tenant, 'member.leave');
  perform app.require_other_admin(p_tenant, v_user);
  perform app.audit(p_tenant, 'member.leave', 'user', v_user, '{}',
    jsonb_build_object('role', (app.find_member(p_tenant, v_user)).role));
  perform app.end_membership(p_tenant, v_user);
end
$$;
comment on function public.leave_tenant(uuid) is 'The person leaves the tenant; 422 for the last admin.';
grant execute on function public.leave_tenant(uuid) to authenticated;

create function public.rename_tenant(p_tenant uuid, p_name text) returns void
language plpgsql security definer set search_path = '' as $$
declare
  v_before text := (select t.name from public.tenants t where t.id = p_tenant);
begin
  perform app.require_permission(p_tenant, 'tenant.update');
  update public.tenants set name = p_name where id = p_tenant;
  perform app.audit(p_tenant, 'tenant.rename', 'tenant', p_tenant, '{}', jsonb_build_object('name', v_before),
    jsonb_build_object('name', p_name));
end
$$;
grant execute on function public.rename_tenant(uuid, text) to authenticated;

create function public.dismiss_onboarding(p_tenant uuid, p_dismissed boolean) returns void
language plpgsql security definer set search_path = '' as $$
begin
  perform app.require_permission(p_tenant, 'tenant.dismiss_onboarding');
  update public.tenants set onboarding_dismissed_at = case when p_dismissed then now() end where id = p_tenant;
  perform app.audit(p_tenant, 'tenant.dismiss_onboarding', 'tenant', p_tenant, jsonb_build_object('dismissed', p_dismissed));
end
$$;
comment on function public.dismiss_onboarding(uuid, boolean) is 'Puts the checklist of the first steps away, or back.';
grant execute on function public.dismiss_onboarding(uuid, boolean) to authenticated;

create function public.onboarding_facts(p_tenant uuid) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
begin
  perform app.require_permission(p_tenant, 'tenant.read');
  return jsonb_build_object(
    'members', (select count(*) from public.members m where m.tenant_id = p_tenant),
    'openInvitations', (select count(*) from public.invitations i where i.tenant_id = p_tenant and i.accepted_at is null
      and i.revoked_at is null and i.expires_at > now()),
    'repositories', (select count(*) from public.repositories r where r.tenant_id = p_tenant and r.deleted_at is null
      and r.status <> 'failed'),
    'goals', (select count(*) from public.goals g where g.tenant_id = p_tenant),
    'dismissed', (select t.onboarding_dismissed_at is not null from public.tenants t where t.id = p_tenant));
end
$$;
comment on function public.onboarding_facts(uuid) is 'How far a tenant has come with its first steps, counted from what is there.';
grant execute on function public.onboarding_facts(uuid) to authenticated;

create function public.create_tenant(p_name text, p_slug text) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_user uuid := app.require_user();
  v_tenant uuid;
  v_slug text;
begin
  -- The person's row is the lock of the limit.
  perform 1 from public.users u where u.id = v_user for no key update;
  if (select count(*) from public.members m where m.user_id = v_user and m.role = 'admin') >= 10 then
    raise exception 'a person can be admin of ten organisations' using errcode = 'PT422';
  end if;
  v_tenant := app.insert_tenant(p_name, p_slug);
  insert into public.members (tenant_id, user_id, role) values (v_tenant, v_user, 'admin');
  v_slug := (select t.slug from public.tenants t where t.id = v_tenant);
  perform app.audit(v_tenant, 'tenant.create', 'tenant', v_tenant, jsonb_build_object('slug', v_slug));
  return jsonb_build_object('tenantId', v_tenant, 'slug', v_slug);
end
$$;
comment on function public.create_tenant(text, text) is 'A further tenant of the signed-in person, as its admin. A taken slug gets a number.';
grant execute on function public.create_tenant(text, text) to authenticated;

create function public.erase_my_account(p_email text) returns void
language plpgsql security definer set search_path = '' as $$
declare
  v_user public.users;
  v_tenant uuid;
begin
  select * into v_user from public.users u where u.id = app.require_user() for update;
  perform app.require_recent_authentication();
  if lower(trim(p_email)) <> v_user.email then
    raise exception 'type your e-mail address to confirm' using errcode = 'PT400';
  end if;
  if v_user.is_owner and not exists (select 1 from public.users u where u.is_owner and u.id <> v_user.id) then
    raise exception 'the platform needs an Owner' using errcode = 'PT422';
  end if;
  -- Always in one order, so that two people who go at once don't wait for each other.
  for v_tenant in select m.tenant_id from public.members m where m.user_id = v_user.id order by m.tenant_id loop
    perform app.require_other_admin(v_tenant, v_user.id);
  end loop;
  perform app.audit_account(v_user.id, 'user.erase', 'user', v_user.id);
  perform app.audit(null, 'user.erase', 'user', v_user.id);
  delete from public.mails m where m.recipient = v_user.email;
  delete from public.users u where u.id = v_user.id;
end
$$;
comment on function public.erase_my_account(text) is
  'Erases the person: account, sessions, memberships, tokens. What they did in tenants stays without their name; the audit log keeps the bare id. 422 where they are the last admin.';
grant execute on function public.erase_my_account(text) to authenticated;

create function public.export_my_data() returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
  v_user uuid := app.require_user();
begin
  return jsonb_build_object(
    'account', (select to_jsonb(u) from public.users u where u.id = v_user),
    'memberships', coalesce((select jsonb_agg(jsonb_build_object('tenant', t.name, 'slug', t.slug, 'role', m.role,
        'since', m.created_at)) from public.members m join public.tenants t on t.id = m.tenant_id where m.user_id = v_user), '[]'),
    'identities', coalesce((select jsonb_agg(jsonb_build_object('provider', i.provider, 'login', i.login, 'connectedAt', i.created_at))
        from public.identities i where i.user_id = v_user), '[]'),
    'sessions', coalesce((select jsonb_agg(jsonb_build_object('id', s.id, 'device', s.user_agent, 'ip', s.ip,
        'createdAt', s.created_at, 'lastUsedAt', s.last_used_at, 'revokedAt', s.revoked_at)) from public.sessions s
        where s.user_id = v_user), '[]'),
    'gitTokens', coalesce((select jsonb_agg(jsonb_build_object('label', f.label, 'access', f.access, 'createdAt', f.created_at,
        'expiresAt', f.expires_at)) from public.forge_tokens f where f.user_id = v_user), '[]'),
    'goals', coalesce((select jsonb_agg(jsonb_build_object('number', g.number, 'title', g.title, 'body', g.body,
        'createdAt', g.created_at)) from public.goals g where g.created_by = v_user
        and g.tenant_id in (select app.readable_tenants())), '[]'),
    'decisions', coalesce((select jsonb_agg(jsonb_build_object('title', a.title, 'decision', a.status,
        'reason', a.decision_reason, 'at', a.decided_at)) from public.approvals a where a.decided_by = v_user
        and a.tenant_id in (select app.readable_tenants())), '[]'),
    'actions', coalesce((select jsonb_agg(jsonb_build_object('action', l.action, 'at', l.created_at, 'ip', l.ip,
        'device', l.user_agent)) from public.audit_log l where l.actor_id = v_user), '[]'));
end
$$;
comment on function public.export_my_data() is 'What is kept about the signed-in person. Hashes of passwords and tokens are not part of it.';
grant execute on function public.export_my_data() to authenticated;
