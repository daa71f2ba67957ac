-- How jobs write the course of a run: steps, tool calls, progress, checks.

create function public.begin_run(p_run uuid, p_base_sha text) returns void
language plpgsql security definer set search_path = '' as $$
declare
  v_run public.runs;
begin
  select * into v_run from public.runs r where r.id = p_run for update;
  perform app.require_job(v_run.tenant_id);
  if v_run.finished_at is not null or v_run.status = 'stopping' then
    raise exception 'the run has ended' using errcode = 'PT409';
  end if;
  perform app.require_running(v_run.tenant_id);
  update public.runs set status = 'running', started_at = coalesce(started_at, now()), heartbeat_at = now(),
    base_sha = coalesce(base_sha, p_base_sha), waiting_for = null
  where id = p_run;
end
$$;
grant execute on function public.begin_run(uuid, text) to authenticated;

create function public.record_step(p_run uuid, p_step jsonb) returns uuid
language plpgsql security definer set search_path = '' as $$
declare
  v_run public.runs;
  v_status text := p_step ->> 'status';
  v_ended boolean := v_status in ('succeeded', 'failed', 'skipped', 'stopped');
  v_execution uuid;
  v_id uuid;
begin
  select * into v_run from public.runs r where r.id = p_run;
  perform app.require_job(v_run.tenant_id);
  if v_status = 'running' and v_run.status <> 'stopping' then
    perform app.require_running(v_run.tenant_id, array[p_step ->> 'agent']);
  end if;
  insert into public.agent_executions (tenant_id, run_id, agent, metered)
  values (v_run.tenant_id, p_run, p_step ->> 'agent', p_step ->> 'agent' <> 'meta')
  on conflict (run_id, agent) do nothing;
  select e.id into v_execution from public.agent_executions e
  where e.run_id = p_run and e.agent = p_step ->> 'agent';
  insert into public.run_steps as s (tenant_id, run_id, agent_execution_id, key, position, title, agent, status,
    summary, error, started_at, finished_at)
  values (v_run.tenant_id, p_run, v_execution, p_step ->> 'key', (p_step ->> 'position')::int, p_step ->> 'title',
    p_step ->> 'agent', v_status, p_step ->> 'summary', nullif(p_step -> 'error', 'null'),
    case when v_status <> 'pending' then now() end, case when v_ended then now() end)
  on conflict (run_id, key) do update set status = excluded.status,
    summary = coalesce(excluded.summary, s.summary), error = excluded.error,
    started_at = coalesce(s.started_at, excluded.started_at), finished_at = excluded.finished_at
  returning id into v_id;
  update public.runs set heartbeat_at = now(),
    status = case when status in ('queued', 'waiting') and v_status = 'running' then 'running' else status end,
    waiting_for = case when status = 'waiting' and v_status = 'running' then null else waiting_for end
  where id = p_run and finished_at is null;
  return v_id;
end
$$;
comment on function public.record_step(uuid, jsonb) is 'Creates or updates the step with this key.';
grant execute on function public.record_step(uuid, jsonb) to authenticated;

create function public.begin_tool_call(p_run uuid, p_call jsonb) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_run public.runs;
  v_call public.tool_calls;
begin
  select * into v_run from public.runs r where r.id = p_run for update;
  perform app.require_job(v_run.tenant_id);
  if v_run.finished_at is not null or v_run.status = 'stopping' then
    raise exception 'the run has ended' using errcode = 'PT409';
  end if;
  perform app.require_running(v_run.tenant_id,
    array(select s.agent from public.run_steps s where s.run_id = p_run and s.key = p_call ->> 'stepKey'));
  select * into v_call from public.tool_calls c where c.run_id = p_run and c.key = p_call ->> 'key';
  if not found then
    insert into public.tool_calls (tenant_id, run_id, run_step_id, key, position, kind, tool, risk, input)
    values (v_run.tenant_id, p_run,
      (select s.id from public.run_steps s where s.run_id = p_run and s.key = p_call ->> 'stepKey'),
      p_call ->> 'key', (p_call ->> 'position')::int, p_call ->> 'kind', p_call ->> 'tool', p_call ->> 'risk',
      p_call -> 'input')
    returning * into v_call;
  elsif v_call.status = 'running' then
    -- The process died in this call: it is taken up again.
    update public.tool_calls set attempt = attempt + 1, started_at = now() where id = v_call.id returning * into v_call;
    update public.runs set resumed = resumed + 1 where id = p_run;
  end if;
  update public.runs set heartbeat_at = now() where id = p_run;
  return jsonb_build_object('id', v_call.id, 'status', v_call.status, 'output', v_call.output, 'error', v_call.error,
    'attempt', v_call.attempt);
end
$$;
comment on function public.begin_tool_call(uuid, jsonb) is
  'Starts a call, or finds it again: a call that has already ended gives its result instead of running twice.';
grant execute on function public.begin_tool_call(uuid, jsonb) to authenticated;

create function public.end_tool_call(p_call uuid, p_status text, p_output jsonb, p_error text, p_cost jsonb)
returns void language plpgsql security definer set search_path = '' as $$
declare
  v_call public.tool_calls;
begin
  select * into v_call from public.tool_calls c where c.id = p_call for update;
  perform app.require_job(v_call.tenant_id);
  if v_call.status <> 'running' then
    return;
  end if;
  update public.tool_calls set status = p_status, output = p_output, error = p_error, finished_at = now()
  where id = p_call;
  insert into public.costs (tenant_id, run_id, agent_execution_id, key, kind, engine, input_tokens, output_tokens,
    duration_ms, amount_micros)
  values (v_call.tenant_id, v_call.run_id,
    (select s.agent_execution_id from public.run_steps s where s.id = v_call.run_step_id), v_call.key,
    case v_call.kind when 'model' then 'model_call' else 'sandbox' end, p_cost ->> 'engine',
    coalesce((p_cost ->> 'inputTokens')::bigint, 0), coalesce((p_cost ->> 'outputTokens')::bigint, 0),
    coalesce((p_cost ->> 'durationMs')::bigint, 0), coalesce((p_cost ->> 'amountMicros')::bigint, 0))
  on conflict (run_id, key) do nothing;
  update public.runs set heartbeat_at = now() where id = v_call.run_id;
end
$$;
grant execute on function public.end_tool_call(uuid, text, jsonb, text, jsonb) to authenticated;

create function public.record_branch(p_run uuid, p_branch text, p_head_sha text, p_verdict text) returns void
language plpgsql security definer set search_path = '' as $$
declare
  v_run public.runs;
begin
  select * into v_run from public.runs r where r.id = p_run for update;
  perform app.require_job(v_run.tenant_id);
  update public.runs set branch = p_branch, head_sha = p_head_sha, verdict = p_verdict
  where id = p_run and finished_at is null;
end
$$;
grant execute on function public.record_branch(uuid, text, text, text) to authenticated;

create function public.wait_for(p_run uuid, p_waiting_for text) returns void
language plpgsql security definer set search_path = '' as $$
declare
  v_run public.runs;
begin
  select * into v_run from public.runs r where r.id = p_run for update;
  perform app.require_job(v_run.tenant_id);
  update public.runs set status = 'waiting', waiting_for = p_waiting_for, heartbeat_at = now()
  where id = p_run and finished_at is null and status <> 'stopping';
end
$$;
comment on function public.wait_for(uuid, text) is 'Says on the run page what the run waits for.';
grant execute on function public.wait_for(uuid, text) to authenticated;

create function public.begin_checks(p_pull_request uuid) returns void
language plpgsql security definer set search_path = '' as $$
declare
  v_pull_request public.pull_requests;
begin
  select * into v_pull_request from public.pull_requests p where p.id = p_pull_request for update;
  perform app.require_job(v_pull_request.tenant_id);
  if exists (select 1 from public.runs r where r.id = v_pull_request.run_id and r.status in ('stopping', 'stopped')) then
    raise exception 'the run was stopped' using errcode = 'PT409';
  end if;
  update public.pull_requests set checks_status = 'running' where id = p_pull_request;
end
$$;
grant execute on function public.begin_checks(uuid) to authenticated;

create function public.complete_checks(p_pull_request uuid, p_status text) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_pull_request public.pull_requests;
begin
  select * into v_pull_request from public.pull_requests p where p.id = p_pull_request for update;
  perform app.require_job(v_pull_request.tenant_id);
  if exists (select 1 from public.runs r where r.id = v_pull_request.run_id and r.status = 'stopped') then
    return null;
  end if;
  update public.pull_requests set checks_status = p_status where id = p_pull_request;
  return app.send_event(v_pull_request.tenant_id, 'checks/completed', jsonb_build_object(
    'pullRequestId', p_pull_request, 'runId', v_pull_request.run_id, 'status', p_status));
end
$$;
grant execute on function public.complete_checks(uuid, text) to authenticated;

create function public.restart_checks(p_pull_request uuid, p_head_sha text, p_flags jsonb, p_body text default null)
returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_pull_request public.pull_requests;
begin
  select * into v_pull_request from public.pull_requests p where p.id = p_pull_request for update;
  perform app.require_job(v_pull_request.tenant_id);
  if v_pull_request.status <> 'open' or exists (select 1 from public.runs r where r.id = v_pull_request.run_id
    and (r.finished_at is not null or r.status = 'stopping')) then
    raise exception 'the run has ended' using errcode = 'PT409';
  end if;
  if v_pull_request.head_sha <> p_head_sha then
    perform app.audit(v_pull_request.tenant_id, 'pull_request.push', 'pull_request', p_pull_request,
      jsonb_build_object('headSha', p_head_sha));
  end if;
  update public.pull_requests set head_sha = p_head_sha, flags = p_flags, checks_status = 'queued',
    body = coalesce(p_body, body)
  where id = p_pull_request;
  return app.send_event(v_pull_request.tenant_id, 'pull-request/updated', jsonb_build_object(
    'pullRequestId', p_pull_request, 'runId', v_pull_request.run_id));
end
$$;
comment on function public.restart_checks(uuid, text, jsonb, text) is
  'Starts CI of an open pull request anew, on the same head or on one that was pushed, then with a new text.';
grant execute on function public.restart_checks(uuid, text, jsonb, text) to authenticated;

create function public.complete_import(p_repository uuid, p_result jsonb) returns void
language plpgsql security definer set search_path = '' as $$
declare
  v_repository public.repositories;
begin
  select * into v_repository from public.repositories r where r.id = p_repository for update;
  perform app.require_job(v_repository.tenant_id);
  update public.repositories set status = p_result ->> 'status', status_reason = p_result ->> 'reason',
    default_branch = coalesce(p_result ->> 'defaultBranch', default_branch),
    head_sha = coalesce(p_result ->> 'headSha', head_sha),
    detection = coalesce(p_result -> 'detection', detection),
    commands = case when commands_edited then commands else coalesce(p_result -> 'commands', commands) end
  where id = p_repository;
end
$$;
grant execute on function public.complete_import(uuid, jsonb) to authenticated;
