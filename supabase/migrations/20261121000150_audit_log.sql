-- The audit log: append-only, and a chain of hashes for each tenant and one for the platform itself. A line that is
-- changed, removed or put in between breaks the chain, and so does a table that was cut off at its end.

create table public.audit_log (
  id bigint generated always as identity primary key,
  -- Null: an action on the platform itself, in no tenant.
  tenant_id uuid references public.tenants (id) on delete cascade,
  -- The trigger numbers and hashes.
  sequence bigint not null default 0,
  actor_kind text not null check (actor_kind in ('user', 'job', 'system')),
  -- No foreign key: who did it stays in the log when the account is gone.
  actor_id uuid,
  action text not null,
  target_kind text not null,
  target_id uuid,
  data jsonb not null default '{}',
  before jsonb,
  after jsonb,
  ip text,
  user_agent text,
  request_id text,
  created_at timestamptz not null default now(),
  previous_hash text not null default '',
  hash text not null default ''
);
comment on table public.audit_log is 'Privileged actions; append-only, written in the transaction of the action.';
comment on column public.audit_log.sequence is 'Place in the chain of the tenant, from 1 without gaps.';
comment on column public.audit_log.hash is 'SHA-256 of this line and previous_hash (app.audit_hash).';
create unique index audit_log_chain_key on public.audit_log (tenant_id, sequence) nulls not distinct;
create index audit_log_actor_id_idx on public.audit_log (tenant_id, actor_id, id desc);
create index audit_log_action_idx on public.audit_log (tenant_id, action, id desc);
create index audit_log_created_at_idx on public.audit_log (created_at);
alter table public.audit_log enable row level security;
alter table public.audit_log force row level security;
revoke all on public.audit_log from anon, authenticated, service_role;
grant select on public.audit_log to authenticated, service_role;
create policy tenant_boundary on public.audit_log as restrictive for all to authenticated
  using (tenant_id = any (array(select app.readable_tenants())) or (tenant_id is null and (select app.is_owner())));
create policy admins_read on public.audit_log for select to authenticated
  using (tenant_id = any (array(select app.permitted_tenants('audit_log.read')))
    or (tenant_id is null and (select app.is_owner())));

create table public.audit_chains (
  id uuid primary key default gen_random_uuid(),
  tenant_id uuid references public.tenants (id) on delete cascade,
  sequence bigint not null default 0,
  hash text not null default repeat('0', 64),
  kept_after bigint not null default 0,
  kept_after_hash text not null default repeat('0', 64)
);
comment on table public.audit_chains is
  'Last line of each chain, and the last one that retention has removed: where the kept part has to begin.';
create unique index audit_chains_tenant_id_key on public.audit_chains (tenant_id) nulls not distinct;
select app.protect_service_table('public.audit_chains');
revoke insert, update, delete on public.audit_chains from service_role;

-- ---------------------------------------------------------------------------------------------
-- The chain
-- ---------------------------------------------------------------------------------------------
create function app.audit_hash(p_line public.audit_log) returns text
language sql immutable set search_path = '' as $$
  select encode(sha256(convert_to(p_line.previous_hash || jsonb_build_array(
    p_line.tenant_id, p_line.sequence, p_line.actor_kind, p_line.actor_id, p_line.action, p_line.target_kind,
    p_line.target_id, p_line.data, p_line.before, p_line.after, p_line.ip, p_line.user_agent, p_line.request_id,
    (extract(epoch from p_line.created_at) * 1000000)::bigint)::text, 'UTF8')), 'hex')
$$;

create function app.chain_audit_line() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  -- The row of the chain is its lock: lines of one tenant are numbered one transaction after the other.
  insert into public.audit_chains as c (tenant_id, sequence) values (new.tenant_id, 1)
  on conflict (tenant_id) do update set sequence = c.sequence + 1
  returning c.sequence, c.hash into new.sequence, new.previous_hash;
  new.hash := app.audit_hash(new);
  update public.audit_chains c set hash = new.hash where c.tenant_id is not distinct from new.tenant_id;
  return new;
end
$$;
create trigger chain_audit_line before insert on public.audit_log
  for each row execute function app.chain_audit_line();

create function app.refuse_audit_change() returns trigger
language plpgsql set search_path = '' as $$
begin
  -- Lines go with their tenant, and after a year (prune_audit_log); nothing else, whoever asks.
  if tg_op = 'DELETE' and (pg_trigger_depth() > 1 or old.created_at < now() - interval '1 year') then
    return old;
  end if;
  raise exception 'the audit log is append-only' using errcode = '42501';
end
$$;
create trigger refuse_audit_change before update or delete on public.audit_log
  for each row execute function app.refuse_audit_change();
create trigger refuse_audit_truncate before truncate on public.audit_log
  for each statement execute function app.refuse_audit_change();

-- ---------------------------------------------------------------------------------------------
-- Writing
-- ---------------------------------------------------------------------------------------------
create function app.request_origin() returns jsonb
language sql stable set search_path = '' as $$
  select case when coalesce(auth.role(), '') = 'service_role' then jsonb_strip_nulls(jsonb_build_object(
      'ip', h.headers ->> 'x-client-ip', 'user_agent', h.headers ->> 'x-client-agent', 'request_id', h.headers ->> 'x-request-id'))
    else coalesce(app.claims() -> 'origin', '{}') end
  from (select coalesce(nullif(current_setting('request.headers', true), ''), '{}')::jsonb as headers) h
$$;
comment on function app.request_origin() is
  'Address, browser and request id behind this request: signed into the token of a person; told by our server where it uses the secret key.';

create function app.audit(p_tenant uuid, p_action text, p_target_kind text, p_target uuid, p_data jsonb default '{}',
  p_before jsonb default null, p_after jsonb default null)
returns void language plpgsql security definer set search_path = '' as $$
declare
  v_origin jsonb := app.request_origin();
begin
  insert into public.audit_log (tenant_id, actor_kind, actor_id, action, target_kind, target_id, data, before, after,
    ip, user_agent, request_id)
  values (
    p_tenant,
    case when app.user_id() is not null then 'user' when exists (select 1 from app.job_tenants()) then 'job' else 'system' end,
    app.user_id(), p_action, p_target_kind, p_target, p_data, p_before, p_after,
    v_origin ->> 'ip', v_origin ->> 'user_agent', v_origin ->> 'request_id'
  );
end
$$;
comment on function app.audit(uuid, text, text, uuid, jsonb, jsonb, jsonb) is
  'Writes one line in the transaction of the action. before and after hold the values that it changed.';
revoke execute on function app.audit(uuid, text, text, uuid, jsonb, jsonb, jsonb) from public, anon, authenticated;

create function app.audit_account(p_user uuid, p_action text, p_target_kind text, p_target uuid, p_data jsonb default '{}',
  p_before jsonb default null, p_after jsonb default null)
returns void language sql security definer set search_path = '' as $$
  insert into public.audit_log (tenant_id, actor_kind, actor_id, action, target_kind, target_id, data, before, after,
    ip, user_agent, request_id)
  select m.tenant_id, 'user', p_user, p_action, p_target_kind, p_target, p_data, p_before, p_after,
    o.origin ->> 'ip', o.origin ->> 'user_agent', o.origin ->> 'request_id'
  from (
    select m.tenant_id from public.members m where m.user_id = p_user
    -- What the Owner does to the own account concerns the platform.
    union all select null from public.users u where u.id = p_user and u.is_owner
  ) m, (select app.request_origin() as origin) o
  -- One order for everybody, so that two people of the same tenants can't wait for each other.
  order by m.tenant_id
$$;
comment on function app.audit_account(uuid, text, text, uuid, jsonb, jsonb, jsonb) is
  'Notes what a person did to the own account in the audit log of each tenant the person belongs to; the Owner''s in that of the platform too.';
revoke execute on function app.audit_account(uuid, text, text, uuid, jsonb, jsonb, jsonb) from public, anon, authenticated;

-- ---------------------------------------------------------------------------------------------
-- Retention and verification
-- ---------------------------------------------------------------------------------------------
create function public.prune_audit_log() returns int
language plpgsql security definer set search_path = '' as $$
declare
  v_removed int;
begin
  -- From the beginning of each chain, up to the last line that is older than a year.
  update public.audit_chains c set kept_after = o.sequence, kept_after_hash = o.hash
  from (
    select distinct on (l.tenant_id) l.tenant_id, l.sequence, l.hash from public.audit_log l
    where l.created_at < now() - interval '1 year' order by l.tenant_id, l.sequence desc
  ) o
  where c.tenant_id is not distinct from o.tenant_id;
  delete from public.audit_log l using public.audit_chains c
  where c.tenant_id is not distinct from l.tenant_id and l.sequence <= c.kept_after
    and l.created_at < now() - interval '1 year';
  get diagnostics v_removed = row_count;
  return v_removed;
end
$$;
comment on function public.prune_audit_log() is 'Removes lines older than a year; answers how many.';
grant execute on function public.prune_audit_log() to service_role;

create function public.verify_audit_log(p_after uuid default null, p_limit int default 100) returns jsonb
language sql stable security definer set search_path = '' as $$
  with chains as (
    select c.*, t.slug from public.audit_chains c left join public.tenants t on t.id = c.tenant_id
    where p_after is null or c.id > p_after order by c.id limit p_limit
  ), lines as (
    select l.tenant_id, l.sequence, l.hash, app.audit_hash(l) as computed, l.previous_hash,
      lag(l.hash, 1, c.kept_after_hash) over chain as expected_previous,
      lag(l.sequence, 1, c.kept_after) over chain + 1 as expected_sequence
    from chains c join public.audit_log l on l.tenant_id is not distinct from c.tenant_id
    window chain as (partition by l.tenant_id order by l.sequence)
  ), findings as (
    select distinct on (tenant_id) tenant_id, sequence,
      case when sequence <> expected_sequence then 'missing' when previous_hash <> expected_previous then 'replaced'
        else 'changed' end as problem
    from lines
    where sequence <> expected_sequence or previous_hash <> expected_previous or hash <> computed
    order by tenant_id, sequence
  )
  select coalesce(jsonb_agg(jsonb_build_object('chain', c.id, 'tenant', c.tenant_id, 'slug', c.slug, 'lines', coalesce(n.lines, 0),
    'hash', c.hash,
    'problem', case when f.problem is not null then f.problem
      when coalesce(n.last_sequence, c.kept_after) <> c.sequence or coalesce(n.last_hash, c.kept_after_hash) <> c.hash then 'cut off' end,
    'sequence', case when f.problem is not null then f.sequence else c.sequence end) order by c.id), '[]')
  from chains c
  left join findings f on f.tenant_id is not distinct from c.tenant_id
  left join lateral (
    select count(*) as lines, max(l.sequence) as last_sequence,
      (array_agg(l.hash order by l.sequence desc))[1] as last_hash
    from lines l where l.tenant_id is not distinct from c.tenant_id
  ) n on true
$$;
comment on function public.verify_audit_log(uuid, int) is
  'Computes the chains again, a page of them in the order of their ids: number of lines, hash of the last one, and the first problem with the number of its line (changed, replaced, missing, cut off; null: none).';
grant execute on function public.verify_audit_log(uuid, int) to service_role;
