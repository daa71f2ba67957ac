import type { Retention, SqlClient } from "./port.ts";

/** Rows that are deleted in one go; a large deletion would hold up the commits behind it. */
const chunk = { runs: 200, rows: 2000 };

/**
 * Deletes some of what is over and tells how many rows: finished runs with their steps, events that no run, buffer or
 * hold refers to, holds for an app that never came, expired claims and counters. Which events are in use is decided
 * by the database alone, in the order of the commits, so nothing that is being started loses its event.
 */
export async function prune(client: SqlClient, retention: Retention): Promise<number> {
  const { before, keepRuns, keepEvents, now } = retention;
  const deletions: [sql: string, parameters: number[]][] = [
    [runsSql, [before, keepRuns, chunk.runs]],
    [agedSql("holds", "received_at"), [before, chunk.rows]],
    [eventsSql, [before, keepEvents, chunk.rows]],
    [agedSql("claims", "expires_at"), [now, chunk.rows]],
    [agedSql("counters", "expires_at"), [now, chunk.rows]],
  ];
  let deleted = 0;
  for (const [sql, parameters] of deletions) {
    const [row] = await client.write(sql, parameters);
    deleted += Number(row?.count ?? 0);
  }
  return deleted;
}

const counted = "select count(*)::integer as count from gone";

const runsSql = `with gone as (
    delete from inngest.runs where id in (
      select id from inngest.runs where ended_at <= greatest($1::double precision, coalesce((
        select ended_at from inngest.runs where ended_at is not null order by ended_at desc offset $2 limit 1), 0))
      order by ended_at limit $3)
    returning id),
  gone_steps as (delete from inngest.steps where run_id in (select id from gone)),
  gone_links as (delete from inngest.run_events where run_id in (select id from gone))
  ${counted}`;

const eventsSql = `with gone as (
    delete from inngest.events where id in (
      select id from inngest.events e
      where received_at <= greatest($1::double precision, coalesce((
          select received_at from inngest.events order by received_at desc offset $2 limit 1), 0))
        and not exists (select from inngest.run_events l where l.event_id = e.id)
        and not exists (select from inngest.holds h where h.event_id = e.id)
        and id not in (select json_array_elements_text(body::json->'eventKeys') from inngest.buffers)
      order by received_at limit $3)
    returning id)
  ${counted}`;

const agedSql = (table: string, moment: string): string => `with gone as (
    delete from inngest.${table} where id in (
      select id from inngest.${table} where ${moment} <= $1 order by ${moment} limit $2)
    returning id)
  ${counted}`;
