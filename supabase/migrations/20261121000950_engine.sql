-- What the Owner does to the durable engine. The engine keeps its own state; here is the audit row.

create function public.record_engine_action(p_action text, p_engine_run text, p_function text, p_from_step text,
  p_tenant uuid)
returns void language plpgsql security definer set search_path = '' as $$
begin
  perform app.require_permission(null, 'engine.operate');
  if p_action not in ('retry', 'cancel') then
    raise exception 'an action on the engine is retry or cancel' using errcode = 'PT400';
  end if;
  perform app.audit((select t.id from public.tenants t where t.id = p_tenant), 'engine_run.' || p_action,
    'engine_run', null, jsonb_strip_nulls(jsonb_build_object('engineRun', p_engine_run,
      'function', p_function, 'fromStep', p_from_step)));
end
$$;
comment on function public.record_engine_action(text, text, text, text, uuid) is
  'Audit row of the Owner''s action on a run of the durable engine; a tenant that is unknown makes it one of the platform.';
grant execute on function public.record_engine_action(text, text, text, text, uuid) to authenticated;
