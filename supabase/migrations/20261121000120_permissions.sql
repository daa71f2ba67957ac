-- Who may do what: the same table as lib/domain/permissions/schema.ts (a test compares them). Verbs ask it by
-- app.require_permission, policies by app.permitted_tenants.

create table public.permissions (
  id text primary key check (id ~ '^[a-z_]+\.[a-z_]+$'),
  scope text not null check (scope in ('tenant', 'platform')),
  roles text[] not null check (roles <@ array['owner', 'admin', 'member', 'analyst']),
  -- Asks who is there when the last proof is older than 24 hours.
  sensitive boolean not null,
  -- Also while the tenant is suspended or about to be deleted.
  while_closed boolean not null default false
);
comment on table public.permissions is 'Which roles hold which permission; the same for every tenant.';
alter table public.permissions enable row level security;
alter table public.permissions force row level security;
revoke all on public.permissions from anon, authenticated, service_role;
grant select on public.permissions to authenticated, service_role;
create policy everyone_reads on public.permissions for select to authenticated using (id is not null);

insert into public.permissions (id, scope, roles, sensitive, while_closed) values
  ('tenant.read', 'tenant', '{owner,admin,member,analyst}', false, true),
  ('run.stop', 'tenant', '{admin,member}', false, true),
  ('credential.revoke', 'tenant', '{admin}', false, true),
  ('credential.read', 'tenant', '{admin,member}', false, true),
  ('forge_token.revoke_any', 'tenant', '{admin}', false, true),
  ('forge_token.revoke', 'tenant', '{admin,member,analyst}', false, true),
  ('member.leave', 'tenant', '{admin,member,analyst}', false, true),
  ('audit_log.read', 'tenant', '{owner,admin}', false, true),
  ('kill_switch.engage', 'tenant', '{owner,admin}', true, true),
  ('kill_switch.release', 'tenant', '{owner,admin}', true, true),
  ('data_export.request', 'tenant', '{admin}', true, true),
  ('data_export.download', 'tenant', '{admin}', true, true),
  ('tenant.delete', 'tenant', '{admin}', true, true),
  ('tenant.restore', 'tenant', '{owner,admin}', false, true),
  ('tenant.suspend', 'tenant', '{owner}', true, true),
  ('tenant.resume', 'tenant', '{owner}', true, true);
insert into public.permissions (id, scope, roles, sensitive) values
  ('goal.submit', 'tenant', '{admin,member}', false),
  ('run.rerun', 'tenant', '{admin,member}', false),
  ('approval.decide', 'tenant', '{admin,member}', false),
  ('approval_policy.save', 'tenant', '{admin}', true),
  ('approval_policy.remove', 'tenant', '{admin}', true),
  ('repository.connect', 'tenant', '{admin,member}', false),
  ('repository.retry_import', 'tenant', '{admin,member}', false),
  ('repository.update_commands', 'tenant', '{admin,member}', false),
  ('repository.discard', 'tenant', '{admin,member}', false),
  ('repository.remove', 'tenant', '{admin}', false),
  ('forge_token.create', 'tenant', '{admin,member,analyst}', false),
  ('forge_token.create_write', 'tenant', '{admin,member}', false),
  ('invitation.read', 'tenant', '{admin}', false),
  ('invitation.create', 'tenant', '{admin}', true),
  ('invitation.resend', 'tenant', '{admin}', false),
  ('invitation.revoke', 'tenant', '{admin}', false),
  ('member.change_role', 'tenant', '{admin}', true),
  ('member.remove', 'tenant', '{admin}', false),
  ('tenant.update', 'tenant', '{admin}', false),
  ('tenant.set_two_factor_policy', 'tenant', '{admin}', true),
  ('tenant.dismiss_onboarding', 'tenant', '{admin,member}', false),
  ('credential.add', 'tenant', '{admin}', true),
  ('credential.rotate', 'tenant', '{admin}', true),
  ('platform.read', 'platform', '{owner}', false),
  ('engine.operate', 'platform', '{owner}', false),
  ('platform.kill', 'platform', '{owner}', true);

create function app.permitted_tenants(p_permission text) returns setof uuid
language sql stable security definer set search_path = '' as $$
  select m.tenant_id from public.members m join public.permissions p on p.id = p_permission and m.role = any (p.roles)
  where m.user_id = app.user_id() and p.scope = 'tenant'
  union
  select t.id from public.tenants t join public.permissions p on p.id = p_permission and 'owner' = any (p.roles)
  where app.is_owner() and p.scope = 'tenant'
$$;
comment on function app.permitted_tenants(text) is 'Tenants in which the person holds this permission. For policies.';
grant execute on function app.permitted_tenants(text) to authenticated;

create function app.can(p_tenant uuid, p_permission text) returns boolean
language plpgsql stable security definer set search_path = '' as $$
declare
  v_permission public.permissions;
begin
  select * into v_permission from public.permissions p where p.id = p_permission;
  if not found then
    raise exception 'there is no permission %', p_permission;
  end if;
  if v_permission.scope = 'platform' then
    return app.is_owner() and 'owner' = any (v_permission.roles);
  end if;
  return p_tenant in (select app.permitted_tenants(p_permission));
end
$$;
comment on function app.can(uuid, text) is 'Whether the person holds the permission, in the tenant or, for one of the platform, at all.';
revoke execute on function app.can(uuid, text) from public, anon, authenticated;

create function app.closed_reason(p_tenant uuid) returns text
language sql stable security definer set search_path = '' as $$
  select case
    when t.suspended_at is not null then 'the organisation is suspended: ' || t.suspended_reason
    when t.erase_after is not null then 'the organisation is to be deleted on ' || to_char(t.erase_after, 'YYYY-MM-DD')
      || ': an admin can restore it until then'
  end
  from public.tenants t where t.id = p_tenant
$$;
comment on function app.closed_reason(uuid) is 'Why nothing may be written or run in the tenant; null when it may.';
revoke execute on function app.closed_reason(uuid) from public, anon, authenticated;

create function app.require_permission(p_tenant uuid, p_permission text) returns void
language plpgsql stable security definer set search_path = '' as $$
declare
  v_permission public.permissions;
begin
  if app.can(p_tenant, p_permission) is not true then
    select * into v_permission from public.permissions p where p.id = p_permission;
    if v_permission.scope = 'tenant' and exists (select 1 from app.readable_tenants() t where t = p_tenant) then
      raise exception 'your role does not allow this' using errcode = 'PT403';
    end if;
    raise exception 'not found' using errcode = 'PT404';
  end if;
  select * into v_permission from public.permissions p where p.id = p_permission;
  if not v_permission.while_closed and app.closed_reason(p_tenant) is not null then
    raise exception '%', app.closed_reason(p_tenant) using errcode = 'PT422';
  end if;
  if v_permission.sensitive then
    perform app.require_recent_authentication();
  end if;
end
$$;
comment on function app.require_permission(uuid, text) is
  'First line of a verb: ends the request with 403, or 404 where the tenant or the platform''s place is not to be seen, unless the person holds the permission. A sensitive one also asks for recent authentication.';
revoke execute on function app.require_permission(uuid, text) from public, anon, authenticated;
