-- Kill switches, suspension and deletion of tenants: what ends work at once, and what keeps new work from beginning.

create table public.kill_switches (
  id uuid primary key default gen_random_uuid(),
  -- Null: the whole platform.
  tenant_id uuid references public.tenants (id) on delete cascade,
  -- Null: all agents.
  agent_id text references public.agents (id),
  reason text not null check (length(trim(reason)) between 1 and 500),
  engaged_by uuid references public.users (id) on delete set null,
  engaged_at timestamptz not null default now(),
  released_by uuid references public.users (id) on delete set null,
  released_at timestamptz
);
comment on table public.kill_switches is 'Each time somebody stopped all agents or one of them, in a tenant or on the platform. On while it is not released.';
create unique index kill_switches_on_key on public.kill_switches (tenant_id, agent_id) nulls not distinct where released_at is null;
create index kill_switches_tenant_id_idx on public.kill_switches (tenant_id);
create index kill_switches_agent_id_idx on public.kill_switches (agent_id);
create index kill_switches_engaged_by_idx on public.kill_switches (engaged_by);
create index kill_switches_released_by_idx on public.kill_switches (released_by);
alter table public.kill_switches enable row level security;
alter table public.kill_switches force row level security;
revoke all on public.kill_switches from anon, authenticated;
grant select on public.kill_switches to authenticated;
grant select, insert, update, delete on public.kill_switches to service_role;
create policy tenant_boundary on public.kill_switches as restrictive for all to authenticated
  using (tenant_id is null or tenant_id = any (array(select app.readable_tenants())));
create policy readers on public.kill_switches for select to authenticated
  using (tenant_id is null or tenant_id = any (array(select app.readable_tenants())));

create function app.agent_name(p_agent text) returns text
language sql stable security definer set search_path = '' as $$
  select a.name from public.agents a where a.id = p_agent
$$;
revoke execute on function app.agent_name(text) from public, anon, authenticated;

create function app.halt_reason(p_tenant uuid, p_agents text[] default '{}') returns text
language sql stable security definer set search_path = '' as $$
  select coalesce(app.closed_reason(p_tenant), (
    select 'the kill switch of ' || case
        when k.agent_id is not null then app.agent_name(k.agent_id) || case when k.tenant_id is null then ' on the whole platform' else '' end
        when k.tenant_id is not null then 'the organisation' else 'the platform' end || ' is on: ' || k.reason
    from public.kill_switches k
    where k.released_at is null and (k.tenant_id is null or k.tenant_id = p_tenant)
      and (k.agent_id is null or k.agent_id = any (p_agents))
    order by k.tenant_id nulls first, k.agent_id nulls first limit 1))
$$;
comment on function app.halt_reason(uuid, text[]) is
  'Why nothing may run in the tenant, or none of these agents; null when all may. The widest reason comes first.';
revoke execute on function app.halt_reason(uuid, text[]) from public, anon, authenticated;

create function app.require_running(p_tenant uuid, p_agents text[] default '{}') returns void
language plpgsql stable security definer set search_path = '' as $$
begin
  if app.halt_reason(p_tenant, p_agents) is not null then
    raise exception '%', app.halt_reason(p_tenant, p_agents) using errcode = 'PT422';
  end if;
end
$$;
comment on function app.require_running(uuid, text[]) is 'Refuses new work, and the next step or call of work under way, while something halts it.';
revoke execute on function app.require_running(uuid, text[]) from public, anon, authenticated;

create function app.halt_runs(p_tenant uuid, p_agent text, p_reason text) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_run public.runs;
  v_events jsonb := '[]';
begin
  for v_run in
    select r.* from public.runs r
    where r.finished_at is null and r.status <> 'stopping' and (p_tenant is null or r.tenant_id = p_tenant)
      and (p_agent is null
        or exists (select 1 from public.plan_steps s where s.plan_id = r.plan_id and s.agent = p_agent)
        or exists (select 1 from public.agent_executions e where e.run_id = r.id and e.agent = p_agent and e.status = 'running'))
    order by r.id for update
  loop
    update public.runs set status = 'stopping', stop_reason = p_reason, stop_requested_by = app.user_id(),
      waiting_for = 'its processes to end' where id = v_run.id;
    v_events := v_events || app.send_event(v_run.tenant_id, 'run/stop-requested', jsonb_build_object('runId', v_run.id));
  end loop;
  return v_events;
end
$$;
comment on function app.halt_runs(uuid, text, text) is
  'Asks every live run of the tenant (null: all tenants) in which the agent (null: any) works or is to work to stop, as Stop does. Gives the events to send.';
revoke execute on function app.halt_runs(uuid, text, text) from public, anon, authenticated;

create function app.capitalise(p_text text) returns text
language sql immutable set search_path = '' as $$ select upper(left(p_text, 1)) || substr(p_text, 2) $$;
revoke execute on function app.capitalise(text) from public, anon, authenticated;

-- ---------------------------------------------------------------------------------------------
-- Kill switches
-- ---------------------------------------------------------------------------------------------
create function app.set_kill_switch(p_tenant uuid, p_agent text, p_reason text) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_id uuid;
  v_agents text[] := case when p_agent is null then '{}' else array[p_agent] end;
  v_reason text;
  v_events jsonb;
begin
  if coalesce(trim(p_reason), '') = '' then
    raise exception 'say why: everybody whose work stops reads it' using errcode = 'PT400';
  end if;
  if p_agent is not null and not exists (select 1 from public.agents a where a.id = p_agent) then
    raise exception 'there is no such agent' using errcode = 'PT400';
  end if;
  insert into public.kill_switches (tenant_id, agent_id, reason, engaged_by)
  values (p_tenant, p_agent, trim(p_reason), app.user_id())
  on conflict do nothing returning id into v_id;
  if v_id is null then
    raise exception 'this kill switch is already on' using errcode = 'PT409';
  end if;
  v_reason := app.capitalise('the kill switch of ' || case when p_agent is not null then app.agent_name(p_agent)
    when p_tenant is not null then 'the organisation' else 'the platform' end || ' is on: ' || trim(p_reason));
  v_events := app.halt_runs(p_tenant, p_agent, v_reason);
  perform app.audit(p_tenant, 'kill_switch.engage', 'kill_switch', v_id,
    jsonb_build_object('agent', p_agent, 'reason', trim(p_reason), 'stoppedRuns', jsonb_array_length(v_events)));
  return jsonb_build_object('id', v_id, 'events', v_events);
end
$$;
revoke execute on function app.set_kill_switch(uuid, text, text) from public, anon, authenticated;

create function public.engage_kill_switch(p_tenant uuid, p_agent text, p_reason text) returns jsonb
language plpgsql security definer set search_path = '' as $$
begin
  perform app.require_permission(p_tenant, 'kill_switch.engage');
  return app.set_kill_switch(p_tenant, p_agent, p_reason);
end
$$;
comment on function public.engage_kill_switch(uuid, text, text) is
  'Stops all agents of the tenant, or one: live runs are asked to stop, new ones are refused. Gives id and events to send; 409 when it is on.';
grant execute on function public.engage_kill_switch(uuid, text, text) to authenticated;

create function public.engage_platform_kill_switch(p_agent text, p_reason text) returns jsonb
language plpgsql security definer set search_path = '' as $$
begin
  perform app.require_permission(null, 'platform.kill');
  return app.set_kill_switch(null, p_agent, p_reason);
end
$$;
comment on function public.engage_platform_kill_switch(text, text) is 'The same for every tenant; for the Owner.';
grant execute on function public.engage_platform_kill_switch(text, text) to authenticated;

create function public.release_kill_switch(p_kill_switch uuid) returns void
language plpgsql security definer set search_path = '' as $$
declare
  v_switch public.kill_switches;
begin
  select * into v_switch from public.kill_switches k where k.id = p_kill_switch for update;
  if v_switch.id is not null and v_switch.tenant_id is null then
    perform app.require_permission(null, 'platform.kill');
  else
    perform app.require_permission(v_switch.tenant_id, 'kill_switch.release');
  end if;
  update public.kill_switches set released_by = app.user_id(), released_at = now()
  where id = p_kill_switch and released_at is null;
  if not found then
    raise exception 'this kill switch is already off' using errcode = 'PT409';
  end if;
  perform app.audit(v_switch.tenant_id, 'kill_switch.release', 'kill_switch', p_kill_switch,
    jsonb_build_object('agent', v_switch.agent_id, 'reason', v_switch.reason));
end
$$;
comment on function public.release_kill_switch(uuid) is 'New runs may start again. Stopped ones stay stopped; people run them again.';
grant execute on function public.release_kill_switch(uuid) to authenticated;

-- ---------------------------------------------------------------------------------------------
-- Suspension
-- ---------------------------------------------------------------------------------------------
create function public.suspend_tenant(p_tenant uuid, p_reason text) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_events jsonb;
begin
  perform app.require_permission(p_tenant, 'tenant.suspend');
  if coalesce(trim(p_reason), '') = '' then
    raise exception 'say why: the members of the organisation read it' using errcode = 'PT400';
  end if;
  update public.tenants set suspended_at = now(), suspended_reason = trim(p_reason)
  where id = p_tenant and suspended_at is null;
  if not found then
    raise exception 'the organisation is already suspended' using errcode = 'PT409';
  end if;
  v_events := app.halt_runs(p_tenant, null, 'The organisation is suspended: ' || trim(p_reason));
  perform app.audit(p_tenant, 'tenant.suspend', 'tenant', p_tenant,
    jsonb_build_object('reason', trim(p_reason), 'stoppedRuns', jsonb_array_length(v_events)));
  return jsonb_build_object('events', v_events);
end
$$;
comment on function public.suspend_tenant(uuid, text) is 'Reading goes on, writing is refused with the reason, runs stop. For the Owner.';
grant execute on function public.suspend_tenant(uuid, text) to authenticated;

create function public.resume_tenant(p_tenant uuid) returns void
language plpgsql security definer set search_path = '' as $$
declare
  v_reason text := (select t.suspended_reason from public.tenants t where t.id = p_tenant);
begin
  perform app.require_permission(p_tenant, 'tenant.resume');
  update public.tenants set suspended_at = null, suspended_reason = null where id = p_tenant and suspended_at is not null;
  if not found then
    raise exception 'the organisation is not suspended' using errcode = 'PT409';
  end if;
  perform app.audit(p_tenant, 'tenant.resume', 'tenant', p_tenant, jsonb_build_object('reason', v_reason));
end
$$;
grant execute on function public.resume_tenant(uuid) to authenticated;

-- ---------------------------------------------------------------------------------------------
-- Deletion with 30 days of grace
-- ---------------------------------------------------------------------------------------------
create function public.request_tenant_deletion(p_tenant uuid, p_name text) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_tenant public.tenants;
  v_events jsonb;
begin
  perform app.require_permission(p_tenant, 'tenant.delete');
  select * into v_tenant from public.tenants t where t.id = p_tenant for no key update;
  if trim(p_name) is distinct from v_tenant.name then
    raise exception 'type the name of the organisation to confirm' using errcode = 'PT400';
  end if;
  if v_tenant.erase_after is not null then
    raise exception 'the organisation is already to be deleted' using errcode = 'PT409';
  end if;
  update public.tenants set deletion_requested_at = now(), erase_after = now() + interval '30 days'
  where id = p_tenant returning * into v_tenant;
  v_events := app.halt_runs(p_tenant, null, app.capitalise(app.closed_reason(p_tenant)));
  perform app.audit(p_tenant, 'tenant.delete', 'tenant', p_tenant,
    jsonb_build_object('eraseAfter', v_tenant.erase_after, 'stoppedRuns', jsonb_array_length(v_events)));
  return jsonb_build_object('eraseAfter', v_tenant.erase_after, 'events', v_events);
end
$$;
comment on function public.request_tenant_deletion(uuid, text) is
  'Nothing runs or is written from now on; after 30 days everything is erased. The name confirms it.';
grant execute on function public.request_tenant_deletion(uuid, text) to authenticated;

create function public.restore_tenant(p_tenant uuid) returns void
language plpgsql security definer set search_path = '' as $$
begin
  perform app.require_permission(p_tenant, 'tenant.restore');
  update public.tenants set deletion_requested_at = null, erase_after = null
  where id = p_tenant and erase_after > now();
  if not found then
    raise exception 'the organisation is not about to be deleted' using errcode = 'PT409';
  end if;
  perform app.audit(p_tenant, 'tenant.restore', 'tenant', p_tenant);
end
$$;
grant execute on function public.restore_tenant(uuid) to authenticated;

create function public.list_due_erasures() returns jsonb
language sql stable security definer set search_path = '' as $$
  select coalesce(jsonb_agg(jsonb_build_object('tenantId', t.id,
    'repositories', coalesce((select jsonb_agg(r.id) from public.repositories r where r.tenant_id = t.id), '[]'),
    'sandboxes', coalesce((select jsonb_agg(r.id::text) from public.runs r where r.tenant_id = t.id), '[]')
      || coalesce((select jsonb_agg(p.id || '-ci') from public.pull_requests p where p.tenant_id = t.id), '[]'))), '[]')
  from (select * from public.tenants where erase_after <= now() order by erase_after limit 20) t
$$;
comment on function public.list_due_erasures() is 'Tenants whose grace is over, with the ids of what stands outside of the database.';
grant execute on function public.list_due_erasures() to service_role;

create function public.erase_tenant(p_tenant uuid) returns void
language plpgsql security definer set search_path = '' as $$
declare
  v_tenant public.tenants;
  v_chain public.audit_chains;
begin
  select * into v_tenant from public.tenants t where t.id = p_tenant for update;
  if v_tenant.erase_after is null or v_tenant.erase_after > now() then
    raise exception 'the organisation is not to be erased' using errcode = 'PT409';
  end if;
  select * into v_chain from public.audit_chains c where c.tenant_id = p_tenant;
  -- What is left: that it was there, and the end of its chain, by which a kept export can be checked.
  perform app.audit(null, 'tenant.erase', 'tenant', p_tenant, jsonb_build_object('slug', v_tenant.slug,
    'deletionRequestedAt', v_tenant.deletion_requested_at, 'auditLines', coalesce(v_chain.sequence, 0),
    'auditHash', v_chain.hash));
  delete from public.tenants t where t.id = p_tenant;
end
$$;
comment on function public.erase_tenant(uuid) is
  'Erases every row of a tenant whose grace is over and leaves one line in the audit log of the platform. Repositories and sandboxes have to be gone before.';
grant execute on function public.erase_tenant(uuid) to service_role;
