import type { Retention, SqlClient } from "./port.ts";

/** Rows that are deleted in one go; a large deletion would hold up the commits behind it. */
const chunk = { runs: 200, rows: 2000 };

/**
 * Deletes what is over, in steps between which commits have their turn, and tells how many rows: finished runs with
 * their steps, events that no run, buffer or hold refers to, holds for an app that never came, expired claims and
 * counters. Which events are in use is decided by the database alone, in the order of the commits, so nothing that
 * is being started loses its event. Stops early when `goOn` says so.
 */
export async function prune(
  client: SqlClient,
  { before, keepRuns, keepEvents, now }: Retention,
  goOn: () => boolean,
): Promise<number> {
  const [limits] = await client.query(limitsSql, [before, keepRuns, keepEvents]);
  const deletions: [sql: string, moment: number, rows: number][] = [
    [runsSql, Number(limits?.runs), chunk.runs],
    [agedSql("holds", "received_at"), before, chunk.rows],
    [eventsSql, Number(limits?.events), chunk.rows],
    [agedSql("claims", "expires_at"), now, chunk.rows],
    [agedSql("counters", "expires_at"), now, chunk.rows],
  ];
  let deleted = 0;
  for (const [sql, moment, rows] of deletions) {
    for (let gone = rows; gone === rows && goOn(); deleted += gone) {
      const [row] = await client.write(sql, [moment, rows]);
      gone = Number(row?.count ?? 0);
    }
  }
  return deleted;
}

/** The moments before which runs and events go: by their age, or because there are enough newer ones. */
const limitsSql = `select
  greatest($1::double precision, (select ended_at from inngest.runs where ended_at is not null
    order by ended_at desc offset $2 limit 1)) as runs,
  greatest($1::double precision, (select received_at from inngest.events
    order by received_at desc offset $3 limit 1)) as events`;

const counted = "select count(*)::integer as count from gone";

// Ids are gathered into an array first and usage is asked row by row: so the indexes serve both, whatever the planner
// believes about tables it has no statistics of.

const runsSql = `with old as (
    select array(select id from inngest.runs where ended_at <= $1 order by ended_at limit $2) as ids),
  gone as (delete from inngest.runs where id = any((select ids from old)::text[]) returning id),
  gone_steps as (delete from inngest.steps where run_id = any((select ids from old)::text[])),
  gone_links as (delete from inngest.run_events where run_id = any((select ids from old)::text[]))
  ${counted}`;

const eventsSql = `with gone as (delete from inngest.events where id = any(array(
    select id from inngest.events e
    where received_at <= $1
      and (select true from inngest.run_events l where l.event_id = e.id limit 1) is null
      and (select true from inngest.holds h where h.event_id = e.id limit 1) is null
      and id not in (select json_array_elements_text(body::json->'eventKeys') from inngest.buffers)
    order by received_at limit $2)) returning id)
  ${counted}`;

const agedSql = (table: string, moment: string): string => `with gone as (
    delete from inngest.${table} where id = any(array(
      select id from inngest.${table} where ${moment} <= $1 order by ${moment} limit $2))
    returning id)
  ${counted}`;
