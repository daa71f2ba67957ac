-- Credentials of customers: what the platform needs to reach their systems. Sealed by the server before they come here
-- (lib/key-ring.ts), so the database alone opens none; no role reads the table, functions tell what is known of each.

create table public.credentials (
  id uuid primary key,
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  kind text not null check (kind in ('git')),
  label text not null check (length(label) between 1 and 80),
  -- The one place the secret may be sent to.
  origin text not null check (origin ~ '^https?://[^/?#@\s]+$' and length(origin) <= 300),
  username text not null default '' check (length(username) <= 200),
  sealed text check (sealed ~ '^v1\.[a-z0-9-]+\.[\w-]+\.[\w-]+$'),
  last_four text not null default '' check (length(last_four) in (0, 4)),
  previous_sealed text check (previous_sealed ~ '^v1\.[a-z0-9-]+\.[\w-]+\.[\w-]+$'),
  previous_until timestamptz,
  rotation_days int not null check (rotation_days in (90, 180)),
  created_by uuid references public.users (id) on delete set null,
  created_at timestamptz not null default now(),
  rotated_at timestamptz not null default now(),
  reminded_at timestamptz,
  last_used_at timestamptz,
  revoked_at timestamptz,
  check ((sealed is null) = (revoked_at is not null)),
  check ((previous_sealed is null) = (previous_until is null))
);
comment on table public.credentials is
  'Secrets of customers, sealed with AES-256-GCM and bound to their row. Never shown again; revoking erases the sealed text.';
comment on column public.credentials.previous_sealed is 'The secret before the last rotation, tried second until previous_until: seven days.';
comment on column public.credentials.rotation_days is 'To be rotated so many days after rotated_at; seven days later it is no longer used.';
create index credentials_tenant_id_idx on public.credentials (tenant_id);
create index credentials_created_by_idx on public.credentials (created_by);
create index credentials_rotated_at_idx on public.credentials (rotated_at) where revoked_at is null;
select app.protect_service_table('public.credentials');

create function app.credential_due(p_credential public.credentials) returns timestamptz
language sql stable set search_path = '' as $$
  select p_credential.rotated_at + make_interval(days => p_credential.rotation_days)
$$;
revoke execute on function app.credential_due(public.credentials) from public, anon, authenticated;

-- ---------------------------------------------------------------------------------------------
-- Verbs of people
-- ---------------------------------------------------------------------------------------------
create function public.add_credential(p_credential uuid, p_tenant uuid, p_kind text, p_label text, p_origin text,
  p_username text, p_sealed text, p_last_four text, p_rotation_days int) returns void
language plpgsql security definer set search_path = '' as $$
begin
  perform app.require_permission(p_tenant, 'credential.add');
  if (select count(*) from public.credentials c where c.tenant_id = p_tenant and c.revoked_at is null) >= 50 then
    raise exception 'an organisation can have 50 credentials; revoke one first' using errcode = 'PT422';
  end if;
  insert into public.credentials (id, tenant_id, kind, label, origin, username, sealed, last_four, rotation_days, created_by)
  values (p_credential, p_tenant, p_kind, p_label, p_origin, p_username, p_sealed, p_last_four, p_rotation_days, app.user_id());
  perform app.audit(p_tenant, 'credential.add', 'credential', p_credential,
    jsonb_build_object('kind', p_kind, 'label', p_label, 'origin', p_origin, 'rotationDays', p_rotation_days));
end
$$;
grant execute on function public.add_credential(uuid, uuid, text, text, text, text, text, text, int) to authenticated;

create function app.take_credential(p_credential uuid) returns public.credentials
language plpgsql security definer set search_path = '' as $$
declare
  v_credential public.credentials;
begin
  select * into v_credential from public.credentials c where c.id = p_credential for update;
  if v_credential.revoked_at is not null then
    raise exception 'this credential was revoked' using errcode = 'PT422';
  end if;
  return v_credential;
end
$$;
revoke execute on function app.take_credential(uuid) from public, anon, authenticated;

create function public.rotate_credential(p_credential uuid, p_sealed text, p_last_four text) returns void
language plpgsql security definer set search_path = '' as $$
declare
  v_before public.credentials;
begin
  perform app.require_permission((select c.tenant_id from public.credentials c where c.id = p_credential), 'credential.rotate');
  v_before := app.take_credential(p_credential);
  update public.credentials set sealed = p_sealed, last_four = p_last_four, rotated_at = now(), reminded_at = null,
    previous_sealed = v_before.sealed, previous_until = now() + interval '7 days'
  where id = p_credential;
  perform app.audit(v_before.tenant_id, 'credential.rotate', 'credential', p_credential,
    jsonb_build_object('label', v_before.label), jsonb_build_object('lastFour', v_before.last_four),
    jsonb_build_object('lastFour', p_last_four));
end
$$;
comment on function public.rotate_credential(uuid, text, text) is
  'Replaces the secret. The one before stays valid beside it for seven days.';
grant execute on function public.rotate_credential(uuid, text, text) to authenticated;

create function public.revoke_credential(p_credential uuid) returns void
language plpgsql security definer set search_path = '' as $$
declare
  v_before public.credentials;
begin
  perform app.require_permission((select c.tenant_id from public.credentials c where c.id = p_credential), 'credential.revoke');
  v_before := app.take_credential(p_credential);
  update public.credentials set revoked_at = now(), sealed = null, previous_sealed = null, previous_until = null
  where id = p_credential;
  perform app.audit(v_before.tenant_id, 'credential.revoke', 'credential', p_credential,
    jsonb_build_object('label', v_before.label, 'origin', v_before.origin));
end
$$;
comment on function public.revoke_credential(uuid) is 'Ends a credential and erases its sealed text.';
grant execute on function public.revoke_credential(uuid) to authenticated;

create function public.list_credentials(p_tenant uuid) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
begin
  perform app.require_permission(p_tenant, 'credential.read');
  return coalesce((
    select jsonb_agg(jsonb_build_object('id', c.id, 'kind', c.kind, 'label', c.label, 'origin', c.origin,
      'username', c.username, 'lastFour', c.last_four, 'createdAt', c.created_at, 'rotatedAt', c.rotated_at,
      'dueAt', app.credential_due(c), 'rotationDays', c.rotation_days, 'lastUsedAt', c.last_used_at,
      'previousUntil', case when c.previous_until > now() then c.previous_until end) order by c.label, c.id)
    from public.credentials c where c.tenant_id = p_tenant and c.revoked_at is null), '[]');
end
$$;
comment on function public.list_credentials(uuid) is 'What is known of the credentials of a tenant: everything but the secrets.';
grant execute on function public.list_credentials(uuid) to authenticated;

-- ---------------------------------------------------------------------------------------------
-- Rotation: of the customer's secret (reminders) and of our own keys (resealing)
-- ---------------------------------------------------------------------------------------------
create function public.remind_credentials() returns int
language plpgsql security definer set search_path = '' as $$
declare
  v_credential public.credentials;
  v_count int := 0;
begin
  update public.credentials set previous_sealed = null, previous_until = null where previous_until <= now();
  for v_credential in
    select * from public.credentials c
    where c.revoked_at is null and app.credential_due(c) < now() + interval '14 days'
      and app.credential_due(c) > now() - interval '7 days'
      and (c.reminded_at is null or c.reminded_at < now() - interval '6 days')
    order by c.tenant_id, c.id limit 200 for update skip locked
  loop
    update public.credentials set reminded_at = now() where id = v_credential.id;
    perform app.enqueue_mail(u.email, 'credential.rotate', 'A credential is to be rotated: ' || app.mail_name(v_credential.label),
      format(e'Hello %s,\n\nthe credential %s of %s is to be rotated by %s UTC. Seven days after that it is no longer used. Replace it here:\n{{app}}/%s/settings/credentials',
        app.mail_name(u.name), app.mail_name(v_credential.label), app.mail_name(t.name),
        to_char(app.credential_due(v_credential) at time zone 'UTC', 'YYYY-MM-DD'), t.slug),
      format('credential.rotate %s %s %s', v_credential.id, u.id, now()::date))
    from public.tenants t join public.members m on m.tenant_id = t.id and m.role = 'admin'
    join public.users u on u.id = m.user_id
    where t.id = v_credential.tenant_id;
    perform app.audit(v_credential.tenant_id, 'credential.remind', 'credential', v_credential.id,
      jsonb_build_object('label', v_credential.label, 'dueAt', app.credential_due(v_credential)));
    v_count := v_count + 1;
  end loop;
  return v_count;
end
$$;
comment on function public.remind_credentials() is
  'Erases what is past its grace, and writes to the admins of a tenant from 14 days before a credential is due, each week. Answers how many are due.';
grant execute on function public.remind_credentials() to service_role;

create function public.list_sealed(p_key_id text, p_limit int) returns jsonb
language sql stable security definer set search_path = '' as $$
  select coalesce(jsonb_agg(jsonb_build_object('place', f.place, 'sealed', f.sealed)), '[]')
  from (
    select s.place, s.sealed from (
      select 'credentials:' || c.id as place, c.sealed from public.credentials c
      union all select 'credentials:' || c.id, c.previous_sealed from public.credentials c
      union all select 'two-factor:' || t.user_id, t.secret_sealed from public.two_factor_secrets t
    ) s
    where s.sealed is not null and split_part(s.sealed, '.', 2) <> p_key_id
    order by s.place limit p_limit
  ) f
$$;
comment on function public.list_sealed(text, int) is
  'Texts that were sealed with another key than this one, each with the place that it is bound to.';
grant execute on function public.list_sealed(text, int) to service_role;

create function public.reseal(p_place text, p_before text, p_after text) returns void
language sql security definer set search_path = '' as $$
  update public.credentials c set
    sealed = case when c.sealed = p_before then p_after else c.sealed end,
    previous_sealed = case when c.previous_sealed = p_before then p_after else c.previous_sealed end
  where 'credentials:' || c.id = p_place and p_before in (c.sealed, c.previous_sealed);
  update public.two_factor_secrets t set secret_sealed = p_after
  where 'two-factor:' || t.user_id = p_place and t.secret_sealed = p_before;
$$;
comment on function public.reseal(text, text, text) is
  'Exchanges a sealed text for the same one under another key, unless it was changed in between.';
grant execute on function public.reseal(text, text, text) to service_role;
