-- Approval policies: which effects of agents need a person, whose decision it is, how long there is for it and who is
-- asked when nobody decides. The first rule that fits counts; without one a member decides within three days.

create table public.approval_policies (
  id uuid primary key default gen_random_uuid(),
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  position int not null,
  name text not null check (length(trim(name)) between 1 and 80),
  -- Conditions; null: any. All of them have to hold.
  agent_id text references public.agents (id),
  kind text check (kind in ('merge_pull_request', 'choose_fix')),
  minimum_risk text check (minimum_risk in ('low', 'medium', 'high')),
  minimum_cost_micros bigint check (minimum_cost_micros >= 0),
  path_glob text check (length(path_glob) between 1 and 200),
  branch_glob text check (length(branch_glob) between 1 and 200),
  -- What follows.
  decision text not null check (decision in ('required', 'auto')),
  decider_role text not null default 'member' check (decider_role in ('member', 'admin')),
  expires_hours int not null default 72 check (expires_hours between 1 and 168),
  -- Null: all admins.
  escalate_to uuid references public.users (id) on delete set null,
  created_at timestamptz not null default now()
);
comment on table public.approval_policies is 'Rules of a tenant about approvals, tried in their order.';
create index approval_policies_tenant_id_idx on public.approval_policies (tenant_id, position);
create index approval_policies_agent_id_idx on public.approval_policies (agent_id);
create index approval_policies_escalate_to_idx on public.approval_policies (escalate_to);
select app.protect_tenant_table('public.approval_policies');
-- Jobs go by the rules and don't write them.
revoke insert, update, delete on public.approval_policies from authenticated;

create function app.glob_matches(p_glob text, p_path text) returns boolean
language sql immutable set search_path = '' as $$
  select p_path ~ ('^' || replace(replace(replace(replace(replace(replace(
    regexp_replace(p_glob, '([.+^${}()|\[\]\\])', '\\\1', 'g'),
    '**/', chr(1)), '**', chr(2)), '?', '[^/]'), '*', '[^/]*'), chr(1), '(?:.*/)?'), chr(2), '.*') || '$')
$$;
comment on function app.glob_matches(text, text) is '* within one folder, ** across folders, ? one character.';
revoke execute on function app.glob_matches(text, text) from public, anon, authenticated;

create function app.risk_rank(p_risk text) returns int
language sql immutable set search_path = '' as $$
  select case p_risk when 'low' then 1 when 'medium' then 2 when 'high' then 3 else 0 end
$$;
revoke execute on function app.risk_rank(text) from public, anon, authenticated;

create function app.match_approval_policy(p_tenant uuid, p_facts jsonb) returns public.approval_policies
language sql stable security definer set search_path = '' as $$
  select p from public.approval_policies p,
    (select coalesce(array(select jsonb_array_elements_text(coalesce(p_facts -> 'paths', '[]'))), '{}') as paths) f
  where p.tenant_id = p_tenant
    and (p.agent_id is null or p.agent_id = p_facts ->> 'agent')
    and (p.kind is null or p.kind = p_facts ->> 'kind')
    and (p.minimum_risk is null or app.risk_rank(p_facts ->> 'risk') >= app.risk_rank(p.minimum_risk))
    and (p.minimum_cost_micros is null or coalesce((p_facts ->> 'costMicros')::bigint, 0) >= p.minimum_cost_micros)
    and (p.branch_glob is null or app.glob_matches(p.branch_glob, coalesce(p_facts ->> 'branch', '')))
    -- One touched file is enough to ask a person; to do without one, every file has to fit.
    and (p.path_glob is null or case p.decision
      when 'required' then exists (select 1 from unnest(f.paths) path where app.glob_matches(p.path_glob, path))
      else cardinality(f.paths) > 0
        and not exists (select 1 from unnest(f.paths) path where not app.glob_matches(p.path_glob, path)) end)
    -- A question has no answer without a person, and what is of high risk is never done without one.
    and (p.decision = 'required' or (p_facts ->> 'kind' = 'merge_pull_request' and p_facts ->> 'risk' <> 'high'))
  order by p.position, p.created_at limit 1
$$;
comment on function app.match_approval_policy(uuid, jsonb) is
  'The rule that counts for { agent, kind, risk, costMicros, paths, branch }; null: none, so that a member decides within three days.';
revoke execute on function app.match_approval_policy(uuid, jsonb) from public, anon, authenticated;

-- ---------------------------------------------------------------------------------------------
-- Rules
-- ---------------------------------------------------------------------------------------------
create function public.save_approval_policy(p_tenant uuid, p_policy uuid, p_rule jsonb) returns uuid
language plpgsql security definer set search_path = '' as $$
declare
  v_before public.approval_policies;
  v_after public.approval_policies;
begin
  perform app.require_permission(p_tenant, 'approval_policy.save');
  if p_policy is not null then
    select * into v_before from public.approval_policies p where p.id = p_policy and p.tenant_id = p_tenant for update;
    if not found then
      raise exception 'there is no such rule' using errcode = 'PT404';
    end if;
  elsif (select count(*) from public.approval_policies p where p.tenant_id = p_tenant) >= 50 then
    raise exception 'an organisation can have 50 rules' using errcode = 'PT422';
  end if;
  if p_rule ->> 'escalateTo' is not null and not exists (select 1 from public.members m
    where m.tenant_id = p_tenant and m.user_id = (p_rule ->> 'escalateTo')::uuid and m.role in ('admin', 'member')) then
    raise exception 'only an admin or member of the organisation can be asked' using errcode = 'PT422';
  end if;
  insert into public.approval_policies as p (id, tenant_id, position, name, agent_id, kind, minimum_risk, minimum_cost_micros,
    path_glob, branch_glob, decision, decider_role, expires_hours, escalate_to)
  values (coalesce(p_policy, gen_random_uuid()), p_tenant, coalesce((p_rule ->> 'position')::int, v_before.position,
      (select coalesce(max(o.position), 0) + 1 from public.approval_policies o where o.tenant_id = p_tenant)),
    p_rule ->> 'name', p_rule ->> 'agentId', p_rule ->> 'kind', p_rule ->> 'minimumRisk',
    (p_rule ->> 'minimumCostMicros')::bigint, p_rule ->> 'pathGlob', p_rule ->> 'branchGlob', p_rule ->> 'decision',
    coalesce(p_rule ->> 'deciderRole', 'member'), coalesce((p_rule ->> 'expiresHours')::int, 72), (p_rule ->> 'escalateTo')::uuid)
  on conflict (id) do update set position = excluded.position, name = excluded.name, agent_id = excluded.agent_id,
    kind = excluded.kind, minimum_risk = excluded.minimum_risk, minimum_cost_micros = excluded.minimum_cost_micros,
    path_glob = excluded.path_glob, branch_glob = excluded.branch_glob, decision = excluded.decision,
    decider_role = excluded.decider_role, expires_hours = excluded.expires_hours, escalate_to = excluded.escalate_to
  returning * into v_after;
  perform app.audit(p_tenant, 'approval_policy.save', 'approval_policy', v_after.id, '{}',
    case when v_before.id is not null then to_jsonb(v_before) end, to_jsonb(v_after));
  return v_after.id;
end
$$;
comment on function public.save_approval_policy(uuid, uuid, jsonb) is 'Adds a rule at the end, or changes the one with this id.';
grant execute on function public.save_approval_policy(uuid, uuid, jsonb) to authenticated;

create function public.remove_approval_policy(p_tenant uuid, p_policy uuid) returns void
language plpgsql security definer set search_path = '' as $$
declare
  v_before public.approval_policies;
begin
  perform app.require_permission(p_tenant, 'approval_policy.remove');
  delete from public.approval_policies p where p.id = p_policy and p.tenant_id = p_tenant returning * into v_before;
  if v_before.id is null then
    raise exception 'there is no such rule' using errcode = 'PT404';
  end if;
  perform app.audit(p_tenant, 'approval_policy.remove', 'approval_policy', p_policy, '{}', to_jsonb(v_before));
end
$$;
grant execute on function public.remove_approval_policy(uuid, uuid) to authenticated;

create function public.preview_approval_policy(p_tenant uuid, p_facts jsonb) returns uuid
language plpgsql stable security definer set search_path = '' as $$
begin
  perform app.require_permission(p_tenant, 'tenant.read');
  return (app.match_approval_policy(p_tenant, p_facts)).id;
end
$$;
comment on function public.preview_approval_policy(uuid, jsonb) is 'Which rule would count for these facts; null: none.';
grant execute on function public.preview_approval_policy(uuid, jsonb) to authenticated;

-- ---------------------------------------------------------------------------------------------
-- Where approvals are asked for, and when nobody decides
-- ---------------------------------------------------------------------------------------------
create function app.mail_approval(p_approval public.approvals, p_subject text) returns void
language plpgsql security definer set search_path = '' as $$
begin
  -- The link only leads to the approval. Deciding takes a session of somebody who may, and a click.
  perform app.enqueue_mail(u.email, 'approval.request', p_subject || ': ' || app.mail_name(p_approval.title),
    'A run in ' || app.mail_name(t.name) || E' waits for a decision:\n\n' || app.mail_name(p_approval.title)
      || E'\n\nLook at it and decide, signed in:\n\n{{app}}/' || t.slug || '/approvals?approval=' || p_approval.id
      || E'\n\nIt stays open until ' || to_char(p_approval.expires_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI') || ' UTC.',
    'approval/' || p_approval.id || '/' || coalesce(p_approval.escalated_at::text, 'first') || '/' || u.id)
  from public.members m join public.users u on u.id = m.user_id join public.tenants t on t.id = m.tenant_id
  where m.tenant_id = p_approval.tenant_id and (
    m.user_id = p_approval.escalate_to
    or case when p_approval.escalated_at is not null then p_approval.escalate_to is null and m.role = 'admin'
      else m.role in ('admin', p_approval.decider_role) end)
  order by u.id limit 50;
end
$$;
comment on function app.mail_approval(public.approvals, text) is 'Tells those who may decide by mail, once for each asking.';
revoke execute on function app.mail_approval(public.approvals, text) from public, anon, authenticated;

create function public.request_approval(p_run uuid, p_approval jsonb) returns uuid
language plpgsql security definer set search_path = '' as $$
declare
  v_run public.runs;
  v_pull_request public.pull_requests;
  v_policy public.approval_policies;
  v_approval public.approvals;
  v_auto boolean;
begin
  select * into v_run from public.runs r where r.id = p_run for update;
  perform app.require_job(v_run.tenant_id);
  if v_run.finished_at is not null or v_run.status = 'stopping' then
    raise exception 'the run has ended' using errcode = 'PT409';
  end if;
  select * into v_approval from public.approvals a
  where a.run_id = p_run and a.kind = p_approval ->> 'kind' and a.subject_digest = p_approval ->> 'subjectDigest';
  if found then
    return v_approval.id;
  end if;
  select * into v_pull_request from public.pull_requests p where p.id = (p_approval ->> 'pullRequestId')::uuid;
  v_policy := app.match_approval_policy(v_run.tenant_id, jsonb_build_object('kind', p_approval ->> 'kind',
    'agent', lower(split_part(p_approval ->> 'agent', '_', 1)), 'risk', p_approval ->> 'risk',
    'paths', coalesce(p_approval -> 'paths', '[]'), 'branch', v_pull_request.base_branch,
    'costMicros', (select coalesce(sum(c.amount_micros), 0) from public.costs c where c.run_id = p_run)));
  v_auto := coalesce(v_policy.decision = 'auto', false);
  insert into public.approvals (tenant_id, run_id, pull_request_id, kind, title, subject_digest, risk, rationale,
    confidence, requested_by_agent, choices, expires_at, policy_name, decider_role, escalate_to, status, decided_at,
    decision_reason)
  values (v_run.tenant_id, p_run, (p_approval ->> 'pullRequestId')::uuid, p_approval ->> 'kind', p_approval ->> 'title',
    p_approval ->> 'subjectDigest', p_approval ->> 'risk', p_approval ->> 'rationale',
    (p_approval ->> 'confidence')::real, p_approval ->> 'agent', coalesce(p_approval -> 'choices', '[]'),
    case when v_policy.id is null then (p_approval ->> 'expiresAt')::timestamptz
      else now() + make_interval(hours => v_policy.expires_hours) end,
    v_policy.name, coalesce(v_policy.decider_role, 'member'), v_policy.escalate_to,
    case when v_auto then 'approved' else 'pending' end, case when v_auto then now() end,
    case when v_auto then 'Approved by the rule “' || v_policy.name || '”' end)
  returning * into v_approval;
  perform app.audit(v_run.tenant_id, 'approval.request', 'approval', v_approval.id,
    jsonb_strip_nulls(jsonb_build_object('runId', p_run, 'policy', v_policy.name)));
  if v_auto then
    perform app.audit(v_run.tenant_id, 'approval.approved', 'approval', v_approval.id, jsonb_build_object('runId', p_run,
      'policy', v_policy.name, 'digest', v_approval.subject_digest));
    return v_approval.id;
  end if;
  update public.runs set status = 'waiting', waiting_for =
    case p_approval ->> 'kind' when 'choose_fix' then 'your answer: ' else 'your approval: ' end || (p_approval ->> 'title') where id = p_run;
  perform app.mail_approval(v_approval, 'Your decision is needed');
  return v_approval.id;
end
$$;
comment on function public.request_approval(uuid, jsonb) is
  'Asks for a decision once for each subject, as the rules of the tenant say: whose it is, until when, or that none is needed.';
grant execute on function public.request_approval(uuid, jsonb) to authenticated;

create function public.expire_approvals() returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_approval public.approvals;
  v_events jsonb := '[]';
begin
  for v_approval in
    select a.* from public.approvals a where a.status = 'pending' and a.expires_at <= now() order by a.id for update skip locked
  loop
    if v_approval.escalated_at is null then
      -- The first time-out asks somebody else, for as long again.
      update public.approvals set escalated_at = now(), expires_at = now() + greatest(expires_at - requested_at, interval '1 hour')
      where id = v_approval.id returning * into v_approval;
      perform app.audit(v_approval.tenant_id, 'approval.escalate', 'approval', v_approval.id,
        jsonb_build_object('runId', v_approval.run_id, 'to', v_approval.escalate_to));
      perform app.mail_approval(v_approval, 'Nobody has decided');
    else
      update public.approvals set status = 'expired' where id = v_approval.id;
      v_events := v_events || app.send_event(v_approval.tenant_id, 'approval/decided', jsonb_build_object(
        'approvalId', v_approval.id, 'runId', v_approval.run_id, 'decision', 'expired'));
    end if;
  end loop;
  return v_events;
end
$$;
comment on function public.expire_approvals() is
  'Approvals past their time are asked of somebody else first and end the second time; a timeout is not a denial. For the scheduler; gives the events to send.';
grant execute on function public.expire_approvals() to service_role;
