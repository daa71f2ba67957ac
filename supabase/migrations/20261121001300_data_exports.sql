-- Data exports of a tenant: built by a durable function page by page, downloaded by admins for seven days.

create table public.data_exports (
  id uuid primary key default gen_random_uuid(),
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  requested_by uuid references public.users (id) on delete set null,
  status text not null default 'building' check (status in ('building', 'ready', 'failed')),
  requested_at timestamptz not null default now(),
  finished_at timestamptz,
  expires_at timestamptz not null default now() + interval '7 days',
  -- { files: [{ name, rows, bytes, sha256 }] }
  manifest jsonb
);
comment on table public.data_exports is 'Requests for a copy of everything a tenant has.';
create index data_exports_tenant_id_idx on public.data_exports (tenant_id, requested_at desc);
create index data_exports_requested_by_idx on public.data_exports (requested_by);
create index data_exports_expires_at_idx on public.data_exports (expires_at);
create unique index data_exports_building_key on public.data_exports (tenant_id) where status = 'building';
select app.protect_tenant_table('public.data_exports');

create table public.data_export_parts (
  id uuid primary key default gen_random_uuid(),
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  data_export_id uuid not null references public.data_exports (id) on delete cascade,
  -- Table that the rows are of, and which part of it this is.
  name text not null,
  position int not null,
  row_count int not null,
  byte_count int not null,
  -- Lines of JSON.
  content text not null
);
comment on table public.data_export_parts is 'Pieces of a data export; only those who may download it read them.';
create unique index data_export_parts_key on public.data_export_parts (data_export_id, name, position);
create index data_export_parts_tenant_id_idx on public.data_export_parts (tenant_id);
alter table public.data_export_parts enable row level security;
alter table public.data_export_parts force row level security;
revoke all on public.data_export_parts from anon, authenticated;
grant select on public.data_export_parts to authenticated;
grant select, insert, update, delete on public.data_export_parts to service_role;
create policy tenant_boundary on public.data_export_parts as restrictive for all to authenticated
  using (tenant_id = any (array(select app.readable_tenants())));
create policy downloaders on public.data_export_parts for select to authenticated
  using (tenant_id = any (array(select app.permitted_tenants('data_export.download'))));
select app.bind_tenants();

create function public.request_data_export(p_tenant uuid) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_id uuid;
begin
  perform app.require_permission(p_tenant, 'data_export.request');
  insert into public.data_exports (tenant_id, requested_by) values (p_tenant, app.user_id())
  on conflict do nothing returning id into v_id;
  if v_id is null then
    raise exception 'an export is being made: wait for it' using errcode = 'PT409';
  end if;
  perform app.audit(p_tenant, 'data_export.request', 'data_export', v_id);
  return jsonb_build_object('id', v_id,
    'event', app.send_event(p_tenant, 'data-export/requested', jsonb_build_object('dataExportId', v_id)));
end
$$;
comment on function public.request_data_export(uuid) is 'Asks for a copy of everything the tenant has; one at a time.';
grant execute on function public.request_data_export(uuid) to authenticated;

create function app.export_row(p_row jsonb) returns jsonb
language sql immutable set search_path = '' as $$
  select coalesce(jsonb_object_agg(f.key, f.value), '{}') from jsonb_each(p_row) f
  where f.key !~ '(^|_)(token_hash|code_hash|password_hash|hash_salt|secret|sealed|embedding)$'
$$;
comment on function app.export_row(jsonb) is 'A row without what must not leave: secrets, also hashed or sealed, and vectors that are computed from the text beside them.';
revoke execute on function app.export_row(jsonb) from public, anon, authenticated;

create function public.add_export_part(p_data_export uuid, p_table text, p_position int, p_limit int) returns int
language plpgsql security definer set search_path = '' as $$
declare
  v_export public.data_exports;
  v_order text;
  v_content text;
  v_rows int;
begin
  select * into v_export from public.data_exports e where e.id = p_data_export for update;
  perform app.require_job(v_export.tenant_id);
  -- By primary key, so that pages don't overlap; a name that is no table of tenants finds none.
  select string_agg(format('t.%I', a.attname), ', ' order by k.position) into v_order
  from pg_catalog.pg_index i
  cross join unnest(i.indkey::int[]) with ordinality k(attnum, position)
  join pg_catalog.pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.attnum
  where i.indisprimary and i.indrelid = to_regclass(format('public.%I', p_table))
    and (p_table = 'tenants' or exists (select 1 from pg_catalog.pg_attribute o
      where o.attrelid = i.indrelid and o.attname = 'tenant_id'));
  if v_order is null then
    raise exception 'there is no table % of tenants', p_table using errcode = 'PT400';
  end if;
  execute format('select string_agg(app.export_row(to_jsonb(p.*) || %s)::text || E''\n'', ''''), count(*)::int from (
      select t.* from public.%I t where t.%I = $1 order by %s offset $2 limit $3) p',
    case p_table when 'members' then
      '(select jsonb_build_object(''email'', u.email, ''name'', u.name) from public.users u where u.id = p.user_id)'
      else '''{}''::jsonb' end,
    p_table, case p_table when 'tenants' then 'id' else 'tenant_id' end, v_order)
  into v_content, v_rows using v_export.tenant_id, p_position * p_limit, p_limit;
  if v_rows > 0 and v_export.status = 'building' then
    insert into public.data_export_parts (tenant_id, data_export_id, name, position, row_count, byte_count, content)
    values (v_export.tenant_id, p_data_export, p_table, p_position, v_rows, octet_length(v_content), v_content)
    on conflict (data_export_id, name, position) do nothing;
  end if;
  return v_rows;
end
$$;
comment on function public.add_export_part(uuid, text, int, int) is
  'Writes one page of a table into the export, as lines of JSON; gives how many rows it had. The same page again changes nothing.';
grant execute on function public.add_export_part(uuid, text, int, int) to authenticated;

create function public.finish_data_export(p_data_export uuid, p_status text) returns void
language plpgsql security definer set search_path = '' as $$
declare
  v_export public.data_exports;
begin
  select * into v_export from public.data_exports e where e.id = p_data_export for update;
  perform app.require_job(v_export.tenant_id);
  if p_status not in ('ready', 'failed') then
    raise exception 'an export ends as ready or failed' using errcode = 'PT400';
  end if;
  update public.data_exports set status = p_status, finished_at = now(), expires_at = now() + interval '7 days',
    manifest = jsonb_build_object('files', coalesce((
      select jsonb_agg(f order by f.name) from (
        select p.name, sum(p.row_count) as rows, sum(p.byte_count) as bytes,
          encode(sha256(convert_to(string_agg(p.content, '' order by p.position), 'UTF8')), 'hex') as sha256
        from public.data_export_parts p where p.data_export_id = p_data_export group by p.name) f), '[]'))
  where id = p_data_export and status = 'building';
end
$$;
comment on function public.finish_data_export(uuid, text) is 'Ends an export, with the manifest of what is in it.';
grant execute on function public.finish_data_export(uuid, text) to authenticated;

create function public.open_data_export(p_data_export uuid) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_export public.data_exports;
begin
  select * into v_export from public.data_exports e where e.id = p_data_export;
  perform app.require_permission(v_export.tenant_id, 'data_export.download');
  if v_export.status <> 'ready' or v_export.expires_at <= now() then
    raise exception 'this export is not there to download: it is being made, failed or has expired' using errcode = 'PT409';
  end if;
  perform app.audit(v_export.tenant_id, 'data_export.download', 'data_export', p_data_export);
  return jsonb_build_object('requestedAt', v_export.requested_at, 'finishedAt', v_export.finished_at,
    'files', v_export.manifest -> 'files');
end
$$;
comment on function public.open_data_export(uuid) is 'First step of a download: checks, audits, gives the manifest.';
grant execute on function public.open_data_export(uuid) to authenticated;

create function public.prune_data_exports() returns int
language plpgsql security definer set search_path = '' as $$
declare
  v_count int;
begin
  delete from public.data_exports e where e.expires_at <= now();
  get diagnostics v_count = row_count;
  return v_count;
end
$$;
comment on function public.prune_data_exports() is 'Removes exports past their seven days; gives how many.';
grant execute on function public.prune_data_exports() to service_role;
