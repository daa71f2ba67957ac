-- What a fresh installation shows: a demo tenant with two people and the sample repository.

create function app.ensure_demo_user(p_email text, p_name text, p_is_owner boolean, p_password_hash text) returns uuid
language plpgsql security definer set search_path = '' as $$
declare
  v_id uuid;
begin
  insert into public.users (email, name, is_owner) values (p_email, p_name, p_is_owner) on conflict (email) do nothing;
  select u.id into v_id from public.users u where u.email = p_email;
  insert into public.user_credentials (user_id, password_hash) values (v_id, p_password_hash)
  on conflict (user_id) do nothing;
  return v_id;
end
$$;

create function public.seed_demo(p_admin_password_hash text, p_owner_password_hash text) returns uuid
language plpgsql security definer set search_path = '' as $$
declare
  v_tenant uuid;
  v_admin uuid := app.ensure_demo_user('admin@demo.morningai.local', 'Demo Admin', false, p_admin_password_hash);
  v_repository uuid;
begin
  perform app.ensure_demo_user('owner@demo.morningai.local', 'Platform Owner', true, p_owner_password_hash);
  insert into public.tenants (slug, name, plan) values ('demo', 'Demo company', 'enterprise') on conflict (slug) do nothing;
  select t.id into v_tenant from public.tenants t where t.slug = 'demo';
  insert into public.members (tenant_id, user_id, role) values (v_tenant, v_admin, 'admin')
  on conflict (tenant_id, user_id) do nothing;
  -- Also a removed one counts: what people took away does not come back at the next start.
  if not exists (select 1 from public.repositories r where r.tenant_id = v_tenant and r.source_kind = 'sample') then
    insert into public.repositories (tenant_id, name, source_kind, created_by)
    values (v_tenant, 'orders-service', 'sample', v_admin) returning id into v_repository;
    perform app.audit(v_tenant, 'repository.connect', 'repository', v_repository,
      jsonb_build_object('name', 'orders-service', 'sourceKind', 'sample'));
    perform app.send_event(v_tenant, 'repository/connected', jsonb_build_object('repositoryId', v_repository));
  end if;
  return v_tenant;
end
$$;
comment on function public.seed_demo(text, text) is
  'Adds what is missing of the demo tenant and changes nothing that is there. For the first start of an installation.';
grant execute on function public.seed_demo(text, text) to service_role;
