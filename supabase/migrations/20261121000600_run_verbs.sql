-- What people and jobs do to goals, runs, approvals and pull requests. Each verb checks, writes,
-- audits and queues its event in one transaction.

-- ---------------------------------------------------------------------------------------------
-- People
-- ---------------------------------------------------------------------------------------------
create function app.limit_runs(p_tenant uuid) returns void
language plpgsql security definer set search_path = '' as $$
declare
  v_oldest timestamptz;
begin
  -- The row of the tenant is the lock: two requests at once can't both be the tenth.
  if (select t.plan from public.tenants t where t.id = p_tenant for no key update) <> 'free' then
    return;
  end if;
  select r.created_at into v_oldest from public.runs r
  where r.tenant_id = p_tenant and r.created_at > now() - interval '1 hour'
  order by r.created_at desc offset 9 limit 1;
  if v_oldest is not null then
    raise exception 'the Free plan has 10 goals an hour: try again after % UTC',
      to_char((v_oldest + interval '1 hour') at time zone 'UTC', 'HH24:MI')
      using errcode = 'PT429', hint = ceil(extract(epoch from v_oldest + interval '1 hour' - now()))::text;
  end if;
end
$$;
comment on function app.limit_runs(uuid) is
  'Ends the request with 429 when a tenant on the Free plan has started ten runs within an hour; the hint says in how many seconds the next is allowed.';
revoke execute on function app.limit_runs(uuid) from public, anon, authenticated;

create function app.create_run(p_tenant uuid, p_goal uuid, p_repository uuid, p_plan uuid, p_rerun_of uuid)
returns uuid language plpgsql security definer set search_path = '' as $$
declare
  v_id uuid;
begin
  perform app.limit_runs(p_tenant);
  insert into public.runs (tenant_id, goal_id, repository_id, plan_id, rerun_of, number, requested_by)
  values (p_tenant, p_goal, p_repository, p_plan, p_rerun_of, app.next_number(p_tenant, 'run'), app.user_id())
  returning id into v_id;
  return v_id;
end
$$;
revoke execute on function app.create_run(uuid, uuid, uuid, uuid, uuid) from public, anon, authenticated;

create function public.submit_goal(p_repository uuid, p_title text, p_body text, p_seconds int default null) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_repository public.repositories;
  v_goal uuid;
  v_run uuid;
begin
  select * into v_repository from public.repositories r where r.id = p_repository and r.deleted_at is null;
  perform app.require_permission(v_repository.tenant_id, 'goal.submit');
  perform app.require_running(v_repository.tenant_id, '{meta}');
  if v_repository.status <> 'ready' then
    raise exception 'the repository is not ready yet' using errcode = 'PT422';
  end if;
  insert into public.goals (tenant_id, repository_id, number, title, body, seconds, created_by)
  values (v_repository.tenant_id, p_repository, app.next_number(v_repository.tenant_id, 'goal'), p_title, p_body,
    p_seconds, app.user_id())
  returning id into v_goal;
  v_run := app.create_run(v_repository.tenant_id, v_goal, p_repository, null, null);
  perform app.audit(v_repository.tenant_id, 'goal.submit', 'goal', v_goal, jsonb_build_object('runId', v_run));
  return jsonb_build_object('goalId', v_goal, 'runId', v_run,
    'event', app.send_event(v_repository.tenant_id, 'goal/submitted',
      jsonb_build_object('goalId', v_goal, 'runId', v_run)));
end
$$;
grant execute on function public.submit_goal(uuid, text, text, int) to authenticated;

create function public.rerun_run(p_run uuid) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_run public.runs;
  v_new uuid;
begin
  select * into v_run from public.runs r where r.id = p_run;
  perform app.require_permission(v_run.tenant_id, 'run.rerun');
  perform app.require_running(v_run.tenant_id, '{meta}');
  if v_run.finished_at is null then
    raise exception 'the run has not ended yet: stop it first' using errcode = 'PT422';
  end if;
  if not exists (select 1 from public.repositories r where r.id = v_run.repository_id and r.deleted_at is null) then
    raise exception 'the repository was removed: connect it again and write a new goal' using errcode = 'PT422';
  end if;
  v_new := app.create_run(v_run.tenant_id, v_run.goal_id, v_run.repository_id, null, p_run);
  perform app.audit(v_run.tenant_id, 'run.rerun', 'run', v_new, jsonb_build_object('rerunOf', p_run));
  return jsonb_build_object('runId', v_new, 'event', app.send_event(v_run.tenant_id, 'goal/submitted',
    jsonb_build_object('goalId', v_run.goal_id, 'runId', v_new)));
end
$$;
grant execute on function public.rerun_run(uuid) to authenticated;

create function public.remove_repository(p_repository uuid) returns void
language plpgsql security definer set search_path = '' as $$
declare
  v_repository public.repositories;
begin
  select * into v_repository from public.repositories r where r.id = p_repository and r.deleted_at is null for update;
  -- A failed import has nothing to lose; what agents work in is an admin's to take away.
  perform app.require_permission(v_repository.tenant_id,
    case v_repository.status when 'failed' then 'repository.discard' else 'repository.remove' end);
  if exists (select 1 from public.runs r where r.repository_id = p_repository and r.finished_at is null) then
    raise exception 'runs are still at work in this repository: stop them first' using errcode = 'PT422';
  end if;
  update public.repositories set deleted_at = now() where id = p_repository;
  perform app.audit(v_repository.tenant_id, 'repository.remove', 'repository', p_repository,
    jsonb_build_object('name', v_repository.name, 'sourceKind', v_repository.source_kind,
      'sourceLocation', v_repository.source_location));
end
$$;
comment on function public.remove_repository(uuid) is
  'Takes a repository out of use and gives its name free; past runs and their evidence stay readable.';
grant execute on function public.remove_repository(uuid) to authenticated;

create function public.stop_run(p_run uuid) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_run public.runs;
begin
  select * into v_run from public.runs r where r.id = p_run for update;
  perform app.require_permission(v_run.tenant_id, 'run.stop');
  if v_run.finished_at is not null then
    raise exception 'the run has already ended' using errcode = 'PT422';
  end if;
  if v_run.status = 'stopping' then
    return jsonb_build_object('event', null);
  end if;
  update public.runs set status = 'stopping', stop_requested_by = app.user_id(),
    waiting_for = 'its processes to end' where id = p_run;
  perform app.audit(v_run.tenant_id, 'run.stop', 'run', p_run);
  return jsonb_build_object('event', app.send_event(v_run.tenant_id, 'run/stop-requested',
    jsonb_build_object('runId', p_run)));
end
$$;
grant execute on function public.stop_run(uuid) to authenticated;

create function public.decide_approval(p_approval uuid, p_decision text, p_reason text, p_choice int default null)
returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_approval public.approvals;
begin
  select * into v_approval from public.approvals a where a.id = p_approval;
  perform app.require_permission(v_approval.tenant_id, 'approval.decide');
  if v_approval.decider_role = 'admin' and v_approval.escalate_to is distinct from app.user_id()
    and v_approval.tenant_id not in (select app.member_tenants('admin')) then
    raise exception 'a rule of the organisation leaves this to its admins' using errcode = 'PT403';
  end if;
  if p_decision = 'approved' and v_approval.risk = 'high'
    and exists (select 1 from public.runs r where r.id = v_approval.run_id and r.requested_by = app.user_id()) then
    raise exception 'you asked for this run, and what is of high risk needs somebody else' using errcode = 'PT403';
  end if;
  if p_decision not in ('approved', 'rejected') then
    raise exception 'a decision is approved or rejected' using errcode = 'PT400';
  end if;
  if p_decision = 'rejected' and coalesce(trim(p_reason), '') = '' then
    raise exception 'say why you reject: the reason is kept with the run' using errcode = 'PT400';
  end if;
  if p_decision = 'approved' and jsonb_array_length(v_approval.choices) > 0
    and coalesce(p_choice not between 0 and jsonb_array_length(v_approval.choices) - 1, true) then
    raise exception 'choose one of the answers' using errcode = 'PT400';
  end if;
  -- One statement decides: of two people at once, one wins and the other is told. A run that is
  -- being stopped takes no decision any more.
  update public.approvals
  set status = p_decision, decided_by = app.user_id(), decided_at = now(), decision_reason = nullif(trim(p_reason), ''),
    choice = case when p_decision = 'approved' then p_choice end
  where id = p_approval and status = 'pending' and expires_at > now()
    and exists (select 1 from public.runs r where r.id = run_id and r.finished_at is null and r.status <> 'stopping')
  returning * into v_approval;
  if not found then
    raise exception 'this approval is no longer open: it was decided, cancelled or has expired' using errcode = 'PT409';
  end if;
  perform app.audit(v_approval.tenant_id, 'approval.' || p_decision, 'approval', p_approval,
    jsonb_build_object('runId', v_approval.run_id, 'reason', v_approval.decision_reason, 'choice', v_approval.choice,
      'digest', v_approval.subject_digest));
  return jsonb_build_object('event', app.send_event(v_approval.tenant_id, 'approval/decided',
    jsonb_build_object('approvalId', p_approval, 'runId', v_approval.run_id, 'decision', p_decision)));
end
$$;
grant execute on function public.decide_approval(uuid, text, text, int) to authenticated;

-- ---------------------------------------------------------------------------------------------
-- Jobs
-- ---------------------------------------------------------------------------------------------
create function public.save_plan(p_run uuid, p_plan jsonb) returns uuid
language plpgsql security definer set search_path = '' as $$
declare
  v_run public.runs;
  v_plan uuid;
begin
  select * into v_run from public.runs r where r.id = p_run for update;
  perform app.require_job(v_run.tenant_id);
  if v_run.plan_id is not null then
    return v_run.plan_id;
  end if;
  insert into public.plans (tenant_id, goal_id, task_type, summary, analysis, estimate, engine)
  values (v_run.tenant_id, v_run.goal_id, p_plan ->> 'taskType', p_plan ->> 'summary', p_plan -> 'analysis',
    p_plan -> 'estimate', p_plan ->> 'engine')
  returning id into v_plan;
  insert into public.plan_steps (tenant_id, plan_id, key, position, title, action, agent, tool, inputs,
    success_criteria, fallback, depends_on)
  select v_run.tenant_id, v_plan, s.value ->> 'key', s.ordinality::int, s.value ->> 'title', s.value ->> 'action',
    s.value ->> 'agent', s.value ->> 'tool', coalesce(s.value -> 'inputs', '{}'), s.value ->> 'successCriteria',
    s.value ->> 'fallback',
    coalesce((select array_agg(d.value) from jsonb_array_elements_text(s.value -> 'dependsOn') d), '{}')
  from jsonb_array_elements(p_plan -> 'steps') with ordinality s;
  update public.runs set plan_id = v_plan, engine = p_plan ->> 'engine' where id = p_run;
  return v_plan;
end
$$;
grant execute on function public.save_plan(uuid, jsonb) to authenticated;

create function public.request_run(p_run uuid) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_run public.runs;
  v_halt text;
begin
  select * into v_run from public.runs r where r.id = p_run for update;
  perform app.require_job(v_run.tenant_id);
  v_halt := app.halt_reason(v_run.tenant_id, (select array_agg(s.agent) from public.plan_steps s where s.plan_id = v_run.plan_id));
  if v_halt is not null and v_run.finished_at is null then
    update public.runs set status = 'stopping', stop_reason = app.capitalise(v_halt), waiting_for = 'its processes to end'
    where id = p_run;
    return app.send_event(v_run.tenant_id, 'run/stop-requested', jsonb_build_object('runId', p_run));
  end if;
  return app.send_event(v_run.tenant_id, 'run/requested', jsonb_build_object('runId', p_run));
end
$$;
grant execute on function public.request_run(uuid) to authenticated;

create function public.finish_run(p_run uuid, p_status text, p_outcome text, p_verdict text, p_reason text)
returns jsonb language plpgsql security definer set search_path = '' as $$
declare
  v_run public.runs;
  v_step_status text := case p_status when 'succeeded' then 'succeeded' when 'stopped' then 'stopped' else 'failed' end;
begin
  select * into v_run from public.runs r where r.id = p_run for update;
  perform app.require_job(v_run.tenant_id);
  if v_run.finished_at is not null then
    return null;
  end if;
  -- A run that is being stopped ends as stopped, whatever else comes in.
  if v_run.status = 'stopping' and p_status <> 'stopped' then
    return null;
  end if;
  update public.run_steps set finished_at = now(),
    status = case when status = 'pending' then 'skipped' else v_step_status end
  where run_id = p_run and status in ('pending', 'running', 'waiting');
  update public.tool_calls set status = case when p_status = 'stopped' then 'stopped' else 'failed' end,
    finished_at = now(), error = coalesce(error, 'the run ended before this call did')
  where run_id = p_run and status = 'running';
  update public.agent_executions set status = v_step_status, finished_at = now()
  where run_id = p_run and status = 'running';
  update public.approvals set status = 'cancelled' where run_id = p_run and status = 'pending';
  if p_status = 'stopped' then
    update public.checks set status = 'skipped', finished_at = now(),
      summary = 'The run was stopped before this check ended'
    where run_id = p_run and status in ('queued', 'running');
    update public.pull_requests set checks_status = 'skipped'
    where run_id = p_run and checks_status in ('queued', 'running');
  end if;
  update public.runs set status = p_status, outcome = p_outcome, verdict = coalesce(p_verdict, verdict),
    reason = case when p_status = 'stopped' then coalesce(stop_reason, p_reason) else p_reason end, waiting_for = null, finished_at = now()
  where id = p_run;
  return app.send_event(v_run.tenant_id, 'run/finished', jsonb_build_object('runId', p_run, 'status', p_status));
end
$$;
comment on function public.finish_run(uuid, text, text, text, text) is
  'Ends a run and all that is open in it, once; gives the event to send, or null when it had ended or is being stopped.';
grant execute on function public.finish_run(uuid, text, text, text, text) to authenticated;

create function public.open_pull_request(p_run uuid, p_pull_request jsonb) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_run public.runs;
  v_pull_request public.pull_requests;
  v_event jsonb;
begin
  select * into v_run from public.runs r where r.id = p_run for update;
  perform app.require_job(v_run.tenant_id);
  select * into v_pull_request from public.pull_requests p where p.run_id = p_run;
  if not found then
    if v_run.finished_at is not null or v_run.status = 'stopping' then
      raise exception 'the run has ended' using errcode = 'PT409';
    end if;
    insert into public.pull_requests (tenant_id, repository_id, run_id, number, title, body, branch, base_branch,
      base_sha, head_sha, flags)
    values (v_run.tenant_id, v_run.repository_id, p_run,
      app.next_number(v_run.tenant_id, 'pull_request:' || v_run.repository_id), p_pull_request ->> 'title',
      p_pull_request ->> 'body', p_pull_request ->> 'branch', p_pull_request ->> 'baseBranch',
      p_pull_request ->> 'baseSha', p_pull_request ->> 'headSha', coalesce(p_pull_request -> 'flags', '[]'))
    returning * into v_pull_request;
    perform app.audit(v_run.tenant_id, 'pull_request.open', 'pull_request', v_pull_request.id,
      jsonb_build_object('runId', p_run, 'headSha', v_pull_request.head_sha));
    v_event := app.send_event(v_run.tenant_id, 'pull-request/opened',
      jsonb_build_object('pullRequestId', v_pull_request.id, 'runId', p_run));
  end if;
  return jsonb_build_object('id', v_pull_request.id, 'number', v_pull_request.number, 'event', v_event);
end
$$;
grant execute on function public.open_pull_request(uuid, jsonb) to authenticated;

create function public.record_merge(p_pull_request uuid, p_sha text) returns void
language plpgsql security definer set search_path = '' as $$
declare
  v_pull_request public.pull_requests;
begin
  select * into v_pull_request from public.pull_requests p where p.id = p_pull_request for update;
  perform app.require_job(v_pull_request.tenant_id);
  if v_pull_request.status = 'merged' then
    return;
  end if;
  if not exists (select 1 from public.approvals a where a.run_id = v_pull_request.run_id
    and a.kind = 'merge_pull_request' and a.status = 'approved') then
    raise exception 'nobody approved this merge' using errcode = 'PT409';
  end if;
  update public.pull_requests set status = 'merged', merged_sha = p_sha, merged_at = now() where id = p_pull_request;
  update public.repositories set head_sha = p_sha where id = v_pull_request.repository_id
    and default_branch = v_pull_request.base_branch;
  perform app.audit(v_pull_request.tenant_id, 'pull_request.merge', 'pull_request', p_pull_request,
    jsonb_build_object('sha', p_sha));
end
$$;
grant execute on function public.record_merge(uuid, text) to authenticated;

create function public.unsent_events(p_limit int) returns jsonb
language sql stable security definer set search_path = '' as $$
  select coalesce(jsonb_agg(jsonb_build_object('id', o.id, 'name', o.name, 'data', o.data) order by o.created_at), '[]')
  from (select * from public.outbox_events where sent_at is null and created_at < now() - interval '2 seconds'
    order by created_at limit p_limit) o
$$;
comment on function public.unsent_events(int) is 'Events whose immediate send did not happen (the process died in between). For the sweeper.';
grant execute on function public.unsent_events(int) to service_role;
