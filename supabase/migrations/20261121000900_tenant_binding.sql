-- A row of one tenant never refers to a row of another. Foreign keys alone don't see to that: they
-- look past row-level security.

create function app.refuse_other_tenant() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  v_column text := tg_argv[0];
  v_parent_table text := tg_argv[1];
  v_parent uuid;
  v_found boolean;
begin
  execute format('select ($1).%I', v_column) into v_parent using new;
  if v_parent is null then
    return new;
  end if;
  execute format('select exists (select 1 from public.%I p where p.id = $1 and p.tenant_id = $2)', v_parent_table)
    into v_found using v_parent, new.tenant_id;
  if not v_found then
    raise exception 'the % belongs to no row of this tenant', v_column using errcode = 'PT404';
  end if;
  return new;
end
$$;

create function app.bind_tenants() returns void
language plpgsql set search_path = '' as $$
declare
  v_key record;
begin
  for v_key in
    select child.relname as child, parent.relname as parent, key_column.attname as column_name
    from pg_catalog.pg_constraint c
    join pg_catalog.pg_class child on child.oid = c.conrelid
    join pg_catalog.pg_class parent on parent.oid = c.confrelid
    join pg_catalog.pg_attribute key_column on key_column.attrelid = child.oid and key_column.attnum = c.conkey[1]
    join pg_catalog.pg_attribute own on own.attrelid = child.oid and own.attname = 'tenant_id'
    join pg_catalog.pg_attribute theirs on theirs.attrelid = parent.oid and theirs.attname = 'tenant_id'
    where c.contype = 'f' and c.connamespace = 'public'::regnamespace
  loop
    execute format('create or replace trigger same_tenant_%1$s before insert or update of %1$I, tenant_id on public.%2$I
      for each row execute function app.refuse_other_tenant(%1$L, %3$L)',
      v_key.column_name, v_key.child, v_key.parent);
  end loop;
end
$$;
comment on function app.bind_tenants() is
  'Guards every reference between tables of tenants. To be called again by migrations that add such a reference.';
select app.bind_tenants();
