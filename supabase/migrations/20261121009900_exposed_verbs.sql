-- The API sees thin functions with the caller's rights; what runs with the owner's rights stands in the
-- schema `app`, which no API exposes (Splinter 0028 and 0029). This migration comes last: each function of
-- `public` that runs with its owner's rights and that people or jobs may call moves to `app`, and a function
-- of the same name, arguments, result and grants that calls it takes its place.
grant usage on schema app to authenticated, service_role;

do $$
declare
  v record;
begin
  for v in
    select p.oid, p.proname as name, pg_get_function_identity_arguments(p.oid) as identity,
      pg_get_function_arguments(p.oid) as arguments, pg_get_function_result(p.oid) as result,
      case p.provolatile when 'v' then 'volatile' when 's' then 'stable' else 'immutable' end as volatility,
      case when p.proretset then 'select * from' else 'select' end as call,
      has_function_privilege('service_role', p.oid, 'execute') as for_platform,
      obj_description(p.oid, 'pg_proc') as comment,
      coalesce((select string_agg(format('%1$I => %1$I', input.name), ', ' order by input.position)
        from unnest(p.proargnames[1:p.pronargs]) with ordinality input(name, position)), '') as passed
    from pg_proc p
    where p.pronamespace = 'public'::regnamespace and p.prosecdef
      and has_function_privilege('authenticated', p.oid, 'execute')
      and not exists (select 1 from pg_depend d where d.objid = p.oid and d.deptype = 'e')
  loop
    execute format('alter function public.%I(%s) set schema app', v.name, v.identity);
    execute format('create function public.%I(%s) returns %s language sql %s set search_path = '''' as %L',
      v.name, v.arguments, v.result, v.volatility, format('%s app.%I(%s)', v.call, v.name, v.passed));
    execute format('revoke execute on function public.%I(%s) from public, anon', v.name, v.identity);
    execute format('grant execute on function public.%I(%s) to authenticated', v.name, v.identity);
    if v.for_platform then
      execute format('grant execute on function public.%I(%s) to service_role', v.name, v.identity);
    else
      execute format('revoke execute on function public.%I(%s) from service_role', v.name, v.identity);
    end if;
    execute format('comment on function public.%I(%s) is %L', v.name, v.identity, v.comment);
  end loop;
end
$$;
