-- Repositories of a tenant and the access tokens for git over HTTP.

create table public.repositories (
  id uuid primary key default gen_random_uuid(),
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  name text not null check (name ~ '^[a-z0-9](?:[a-z0-9._-]{0,62}[a-z0-9])?$'),
  source_kind text not null check (source_kind in ('sample', 'path', 'url')),
  source_location text not null default '' check (length(source_location) <= 2000),
  -- What the import shows to the server of source_location; null: nothing.
  credential_id uuid references public.credentials (id) on delete set null,
  status text not null default 'importing' check (status in ('importing', 'ready', 'failed')),
  status_reason text,
  default_branch text,
  head_sha text,
  -- Result of detection: languages, runner, test files, notes (lib/domain/repositories/detect-schema.ts).
  detection jsonb not null default '{}',
  -- { install, test, build, lint }: single command lines or null; people may correct them.
  commands jsonb not null default '{}',
  commands_edited boolean not null default false,
  created_by uuid references public.users (id) on delete set null,
  created_at timestamptz not null default now(),
  deleted_at timestamptz
);
comment on table public.repositories is 'Repositories that agents may work in; their objects live in the forge.';
create unique index repositories_name_key on public.repositories (tenant_id, name) where deleted_at is null;
create index repositories_tenant_id_idx on public.repositories (tenant_id);
create index repositories_created_by_idx on public.repositories (created_by);
create index repositories_credential_id_idx on public.repositories (credential_id);
select app.protect_tenant_table('public.repositories');

create function public.connect_repository(p_tenant uuid, p_name text, p_source_kind text, p_source_location text,
  p_credential uuid default null)
returns jsonb language plpgsql security definer set search_path = '' as $$
declare
  v_id uuid;
begin
  perform app.require_permission(p_tenant, 'repository.connect');
  if (select count(*) from public.repositories r where r.tenant_id = p_tenant and r.deleted_at is null) >= 200 then
    raise exception 'a tenant can have 200 repositories; remove one first' using errcode = 'PT422';
  end if;
  if p_credential is not null and not exists (select 1 from public.credentials c where c.id = p_credential
    and c.tenant_id = p_tenant and c.revoked_at is null and p_source_kind = 'url'
    and starts_with(p_source_location, c.origin || '/')) then
    raise exception 'this credential is not for this address' using errcode = 'PT422';
  end if;
  insert into public.repositories (tenant_id, name, source_kind, source_location, credential_id, created_by)
  values (p_tenant, p_name, p_source_kind, p_source_location, p_credential, app.user_id())
  returning id into v_id;
  perform app.audit(p_tenant, 'repository.connect', 'repository', v_id,
    jsonb_strip_nulls(jsonb_build_object('name', p_name, 'sourceKind', p_source_kind, 'credentialId', p_credential)));
  return jsonb_build_object('id', v_id,
    'event', app.send_event(p_tenant, 'repository/connected', jsonb_build_object('repositoryId', v_id)));
end
$$;
grant execute on function public.connect_repository(uuid, text, text, text, uuid) to authenticated;

create function public.open_credential(p_repository uuid) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_repository public.repositories;
  v_credential public.credentials;
begin
  select * into v_repository from public.repositories r where r.id = p_repository;
  perform app.require_job(v_repository.tenant_id);
  if v_repository.credential_id is null then
    return null;
  end if;
  select * into v_credential from public.credentials c where c.id = v_repository.credential_id for no key update;
  if v_credential.revoked_at is not null then
    raise exception 'the credential "%" was revoked: connect the repository again with another one', v_credential.label
      using errcode = 'PT422';
  end if;
  if app.credential_due(v_credential) + interval '7 days' <= now() then
    raise exception 'the credential "%" was to be rotated: replace it in the settings and try again', v_credential.label
      using errcode = 'PT422';
  end if;
  update public.credentials set last_used_at = now() where id = v_credential.id;
  perform app.audit(v_credential.tenant_id, 'credential.use', 'credential', v_credential.id,
    jsonb_build_object('label', v_credential.label, 'repositoryId', p_repository));
  return jsonb_build_object('id', v_credential.id, 'origin', v_credential.origin, 'username', v_credential.username,
    'sealed', v_credential.sealed,
    'previousSealed', case when v_credential.previous_until > now() then v_credential.previous_sealed end);
end
$$;
comment on function public.open_credential(uuid) is
  'The sealed credential of a repository, for a job that imports it; null when it has none. The server opens it.';
grant execute on function public.open_credential(uuid) to authenticated;

create function public.retry_repository_import(p_repository uuid) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_repository public.repositories;
begin
  select * into v_repository from public.repositories r where r.id = p_repository and r.deleted_at is null for update;
  perform app.require_permission(v_repository.tenant_id, 'repository.retry_import');
  if v_repository.status <> 'failed' then
    raise exception 'only a failed import can be tried again' using errcode = 'PT422';
  end if;
  update public.repositories set status = 'importing', status_reason = null where id = p_repository;
  perform app.audit(v_repository.tenant_id, 'repository.retry_import', 'repository', p_repository);
  return jsonb_build_object('event', app.send_event(v_repository.tenant_id, 'repository/connected',
    jsonb_build_object('repositoryId', p_repository)));
end
$$;
grant execute on function public.retry_repository_import(uuid) to authenticated;

create function public.update_repository_commands(p_repository uuid, p_commands jsonb) returns void
language plpgsql security definer set search_path = '' as $$
declare
  v_repository public.repositories;
begin
  select * into v_repository from public.repositories r where r.id = p_repository and r.deleted_at is null;
  perform app.require_permission(v_repository.tenant_id, 'repository.update_commands');
  update public.repositories set commands = p_commands, commands_edited = true where id = p_repository;
  perform app.audit(v_repository.tenant_id, 'repository.update_commands', 'repository', p_repository, '{}',
    v_repository.commands, p_commands);
end
$$;
grant execute on function public.update_repository_commands(uuid, jsonb) to authenticated;

create table public.forge_tokens (
  id uuid primary key default gen_random_uuid(),
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  user_id uuid not null references public.users (id) on delete cascade,
  label text not null check (length(label) between 1 and 80),
  token_hash text not null,
  access text not null check (access in ('read', 'write')),
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  revoked_at timestamptz
);
comment on table public.forge_tokens is 'Access tokens for git over HTTP; only the SHA-256 is kept.';
create unique index forge_tokens_token_hash_key on public.forge_tokens (token_hash);
create index forge_tokens_tenant_id_idx on public.forge_tokens (tenant_id);
create index forge_tokens_user_id_idx on public.forge_tokens (user_id);
select app.protect_service_table('public.forge_tokens');

create function public.create_forge_token(p_tenant uuid, p_label text, p_token_hash text, p_access text)
returns jsonb language plpgsql security definer set search_path = '' as $$
declare
  v_token public.forge_tokens;
begin
  perform app.require_permission(p_tenant,
    case when p_access = 'write' then 'forge_token.create_write' else 'forge_token.create' end);
  insert into public.forge_tokens (tenant_id, user_id, label, token_hash, access, expires_at)
  values (p_tenant, app.user_id(), p_label, p_token_hash, p_access, now() + interval '30 days')
  returning * into v_token;
  perform app.audit(p_tenant, 'forge_token.create', 'forge_token', v_token.id,
    jsonb_build_object('label', p_label, 'access', p_access));
  return jsonb_build_object('id', v_token.id, 'expiresAt', v_token.expires_at);
end
$$;
grant execute on function public.create_forge_token(uuid, text, text, text) to authenticated;

create function public.list_my_forge_tokens(p_tenant uuid) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
begin
  perform app.require_permission(p_tenant, 'forge_token.revoke');
  return coalesce((
    select jsonb_agg(jsonb_build_object('id', f.id, 'label', f.label, 'access', f.access, 'createdAt', f.created_at,
      'expiresAt', f.expires_at) order by f.created_at desc, f.id)
    from public.forge_tokens f where f.tenant_id = p_tenant and f.user_id = app.user_id()
      and f.revoked_at is null and f.expires_at > now()), '[]');
end
$$;
comment on function public.list_my_forge_tokens(uuid) is 'The valid git tokens that the person has made in a tenant.';
grant execute on function public.list_my_forge_tokens(uuid) to authenticated;

create function public.revoke_forge_token(p_forge_token uuid) returns void
language plpgsql security definer set search_path = '' as $$
declare
  v_token public.forge_tokens;
begin
  select * into v_token from public.forge_tokens f where f.id = p_forge_token for update;
  -- One's own, or as an admin anybody's of the tenant.
  perform app.require_permission(v_token.tenant_id,
    case when v_token.user_id = app.user_id() then 'forge_token.revoke' else 'forge_token.revoke_any' end);
  update public.forge_tokens set revoked_at = now() where id = p_forge_token and revoked_at is null;
  if found then
    perform app.audit(v_token.tenant_id, 'forge_token.revoke', 'forge_token', p_forge_token,
      jsonb_build_object('label', v_token.label));
  end if;
end
$$;
grant execute on function public.revoke_forge_token(uuid) to authenticated;

create function public.verify_forge_token(p_tenant_slug text, p_repository_name text, p_token_hash text)
returns jsonb language sql stable security definer set search_path = '' as $$
  select jsonb_build_object('tenantId', r.tenant_id, 'repositoryId', r.id, 'access',
      case when app.closed_reason(t.id) is null and m.role = any (
        (select p.roles from public.permissions p where p.id = 'forge_token.create_write')::text[]) then f.access else 'read' end, 'label', f.label)
  from public.forge_tokens f
  join public.tenants t on t.id = f.tenant_id and t.slug = p_tenant_slug
  join public.members m on m.tenant_id = f.tenant_id and m.user_id = f.user_id
  join public.repositories r on r.tenant_id = t.id and r.name = p_repository_name
    and r.deleted_at is null and r.status = 'ready'
  where f.token_hash = p_token_hash and f.revoked_at is null and f.expires_at > now()
$$;
comment on function public.verify_forge_token(text, text, text) is 'Who a git token is; null when it is not valid for this repository.';
grant execute on function public.verify_forge_token(text, text, text) to service_role;
