import type { RunStatus } from "../model.ts";
import type { Batch, LiveRows, Row, RunFilter, SqlClient, Store } from "./port.ts";
import { schemaStatements, type TableName, tables } from "./schema.ts";

const live = "('Queued', 'Running')";

/** The store in Postgres, whichever way it is reached. Creates the schema when it isn't there. */
export async function openSqlStore(client: SqlClient): Promise<Store> {
  for (const statement of schemaStatements) await client.query(statement);
  const rows = async (text: string, parameters: unknown[] = []): Promise<Row[]> =>
    (await client.query(text, parameters)) as Row[];
  return {
    commit: (batch) => commit(client, batch),
    loadLive: () => loadLive(rows),
    nextBoot: async () => {
      const [boot] = await client.query(
        `insert into inngest.boots (id, count) values (1, 1)
         on conflict (id) do update set count = boots.count + 1 returning count`,
      );
      return Number(boot?.count);
    },
    findRuns: (filter) => findRuns(rows, filter),
    readRun: async (id) => (await rows("select * from inngest.runs where id = $1", [id]))[0],
    runsOfEvent: (eventKey) =>
      rows(
        `select r.* from inngest.runs r join inngest.run_events e on e.run_id = r.id
         where e.event_id = $1 order by r.id`,
        [eventKey],
      ),
    stepsOfRun: (runId) => rows("select * from inngest.steps where run_id = $1 order by position", [runId]),
    eventsByKey: (keys) =>
      rows(`select * from inngest.events where id in (${listed(1)})`, [JSON.stringify(keys)]),
    countRuns: async () => {
      const counts = await client.query(
        "select status, count(*)::integer as count from inngest.runs group by status",
      );
      return Object.fromEntries(counts.map(({ status, count }) => [status as RunStatus, Number(count)]));
    },
    takenClaims: (ids, now) =>
      rows(`select * from inngest.claims where id in (${listed(1)}) and expires_at > $2`, [
        JSON.stringify(ids),
        now,
      ]),
    prune: (options) => prune(client, options),
    maintain: () => client.maintain(),
    close: () => client.close(),
  };
}

type Rows = (text: string, parameters?: unknown[]) => Promise<Row[]>;

/** A list of texts as one JSON parameter, to be used behind `in (…)`. */
const listed = (parameter: number): string => `select json_array_elements_text($${parameter}::json)`;

/** One statement writes the whole batch, so one round trip is one transaction. */
async function commit(client: SqlClient, batch: Batch): Promise<void> {
  const parts: string[] = [];
  const parameters: string[] = [];
  for (const [table, rows] of batch.put) {
    parameters.push(JSON.stringify(rows));
    parts.push(`${upsertSql(table)} from json_to_recordset($${parameters.length}::json) as given(${columnsSql(table)})
      on conflict (id) do update set ${assignmentsSql(table)}`);
  }
  for (const [table, ids] of batch.remove) {
    parameters.push(JSON.stringify(ids));
    parts.push(`delete from inngest.${table} where id in (${listed(parameters.length)})`);
  }
  if (parts.length === 0) return;
  const named = parts.map((part, at) => `part${at} as (${part})`);
  await client.query(`with ${named.join(", ")} select 1`, parameters);
}

const columnNames = (table: TableName): string[] => ["id", ...Object.keys(tables[table])];

const upsertSql = (table: TableName): string => {
  const names = columnNames(table).join(", ");
  return `insert into inngest.${table} (${names}) select ${names}`;
};

const columnsSql = (table: TableName): string =>
  ["id text", ...Object.entries(tables[table]).map(([name, type]) => `${name} ${type}`)].join(", ");

const assignmentsSql = (table: TableName): string =>
  Object.keys(tables[table])
    .map((name) => `${name} = excluded.${name}`)
    .join(", ");

async function loadLive(rows: Rows): Promise<LiveRows> {
  const liveRuns = `select id from inngest.runs where status in ${live}`;
  return {
    apps: await rows("select * from inngest.apps"),
    runs: await rows(`select * from inngest.runs where status in ${live} order by id`),
    steps: await rows(`select * from inngest.steps where run_id in (${liveRuns}) order by run_id, position`),
    events: await rows(
      `select * from inngest.events where id in (select event_id from inngest.run_events where run_id in (${liveRuns}))
        or id in (select json_array_elements_text((body::json)->'eventKeys') from inngest.buffers)`,
    ),
    buffers: await rows("select * from inngest.buffers"),
    counters: await rows("select * from inngest.counters"),
  };
}

function findRuns(rows: Rows, filter: RunFilter): Promise<Row[]> {
  const conditions = ["true"];
  const parameters: unknown[] = [];
  const where = (sql: (parameter: number) => string, value: unknown) => {
    parameters.push(value);
    conditions.push(sql(parameters.length));
  };
  if (filter.status) where((at) => `status in (${listed(at)})`, JSON.stringify(filter.status));
  if (filter.functionId) where((at) => `function_id = $${at}`, filter.functionId);
  if (filter.before) where((at) => `id < $${at}`, filter.before);
  parameters.push(filter.limit);
  return rows(
    `select * from inngest.runs where ${conditions.join(" and ")} order by id desc limit $${parameters.length}`,
    parameters,
  );
}

/** Runs that are deleted in one go; a large deletion would hold up everything else. */
const chunk = 500;

async function prune(client: SqlClient, options: Parameters<Store["prune"]>[0]): ReturnType<Store["prune"]> {
  const [overflow] = await client.query(
    "select ended_at from inngest.runs where ended_at is not null order by ended_at desc offset $1 limit 1",
    [options.keepRuns],
  );
  const before = Math.max(options.before, Number(overflow?.ended_at ?? 0));
  const [result] = await client.query(
    `with gone as (delete from inngest.runs where id in (
         select id from inngest.runs where ended_at is not null and ended_at <= $1 limit $2) returning id),
      gone_steps as (delete from inngest.steps where run_id in (select id from gone)),
      gone_links as (delete from inngest.run_events where run_id in (select id from gone))
     select count(*)::integer as count from gone`,
    [before, chunk],
  );
  const unused = await client.query(
    `delete from inngest.events where id in (
       select id from inngest.events e where received_at <= $1 and id not in (${listed(2)})
       and not exists (select 1 from inngest.run_events l where l.event_id = e.id) limit $3) returning id`,
    [before, JSON.stringify(options.keepEvents), chunk],
  );
  await client.query("delete from inngest.claims where expires_at <= $1", [options.now]);
  await client.query("delete from inngest.counters where expires_at <= $1", [options.now]);
  return { runs: Number(result?.count ?? 0), events: unused.length };
}
