-- Limits that all instances share.

create function public.take_rate_limits(p_key text, p_limits int[], p_windows int[]) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_answer jsonb := '[]';
  v_row public.rate_limits;
  v_window interval;
begin
  for i in 1 .. cardinality(p_limits) loop
    v_window := make_interval(secs => p_windows[i]);
    insert into public.rate_limits as r (key, hits) values (p_key || ':' || p_windows[i], 1)
    on conflict (key) do update set
      hits = case when r.started_at <= now() - v_window then 1 else r.hits + 1 end,
      started_at = case when r.started_at <= now() - v_window then now() else r.started_at end
    returning * into v_row;
    v_answer := v_answer || jsonb_build_object('remaining', p_limits[i] - v_row.hits,
      'resetSeconds', greatest(1, ceil(extract(epoch from v_row.started_at + v_window - now())))::int);
  end loop;
  -- Now and then, so that it costs nearly nothing: what nobody has used for a day goes.
  if random() < 0.01 then
    delete from public.rate_limits r where r.key in (
      select o.key from public.rate_limits o where o.started_at < now() - interval '1 day' limit 500
      for update skip locked);
  end if;
  return v_answer;
end
$$;
comment on function public.take_rate_limits(text, int[], int[]) is
  'Counts one request of a caller in several fixed windows (seconds) at once; for each what remains (below zero: refuse) and when it begins anew. Counting comes first, so parallel requests can not slip through together.';
grant execute on function public.take_rate_limits(text, int[], int[]) to service_role;
