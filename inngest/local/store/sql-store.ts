import type { RunStatus } from "../model.ts";
import { commitBatch } from "./commit-batch.ts";
import { type LiveRows, type Row, type RunFilter, type SqlClient, type Store, StoreTaken } from "./port.ts";
import { prune } from "./prune.ts";
import { schemaStatements } from "./schema.ts";
import { listed, storableText } from "./sql-text.ts";

const live = "('Queued', 'Running')";

/** The store in Postgres, whichever way it is reached. Creates the schema when it isn't there. */
export async function openSqlStore(client: SqlClient): Promise<Store> {
  for (const statement of schemaStatements) await client.write(statement);
  const generation = await countOpening(client);
  const rows: Rows = async (text, parameters = []) => (await client.query(text, parameters)) as Row[];
  return {
    generation,
    commit: (batch) => commitBatch(client, batch, generation),
    loadLive: () => loadLive(rows),
    findRuns: (filter) => findRuns(rows, filter),
    readRun: async (id) => (await rows("select * from inngest.runs where id = $1", [id]))[0],
    runsOfEvent: (eventKey) =>
      rows(
        `select r.* from inngest.runs r join inngest.run_events e on e.run_id = r.id
         where e.event_id = $1 order by r.id`,
        [eventKey],
      ),
    stepsOfRun: (runId) => rows("select * from inngest.steps where run_id = $1 order by position", [runId]),
    eventsByKey: (keys) => rows(`select * from inngest.events where id in (${listed(1)})`, [textsJson(keys)]),
    countRuns: async () => {
      const counts = await client.query(
        "select status, count(*)::integer as count from inngest.runs group by status",
      );
      return Object.fromEntries(counts.map(({ status, count }) => [status as RunStatus, Number(count)]));
    },
    takenClaims: (ids, now) =>
      rows(`select * from inngest.claims where id in (${listed(1)}) and expires_at > $2`, [
        textsJson(ids),
        now,
      ]),
    heldEvents: (appUrl, limit) =>
      rows(
        `select e.*, h.id as hold_id, h.given from inngest.holds h join inngest.events e on e.id = h.event_id
         where h.app_url = $1 order by h.id limit $2`,
        [appUrl, limit],
      ),
    prune: (retention, goOn = () => true) => prune(client, retention, goOn),
    maintain: () => client.maintain(),
    watch: (watcher) =>
      client.watch({
        lost: (reason) => watcher.lost(reason),
        back: () =>
          void confirm(client, generation).then(
            () => watcher.back(),
            (error: unknown) => {
              // Any other error means that the connection is lost again, which its own message will say.
              if (error instanceof StoreTaken) watcher.taken(error);
            },
          ),
      }),
    close: () => client.close(),
  };
}

async function countOpening(client: SqlClient): Promise<number> {
  const [boot] = await client.write(
    `insert into inngest.boots (id, count) values (1, 1)
     on conflict (id) do update set count = boots.count + 1 returning count`,
  );
  return Number(boot?.count);
}

/** Rejects with {@link StoreTaken} when the store was opened again after a generation. */
async function confirm(client: SqlClient, generation: number): Promise<void> {
  const [boot] = await client.write("select count from inngest.boots where id = 1");
  if (Number(boot?.count) !== generation) throw new StoreTaken();
}

const textsJson = (texts: string[]): string => JSON.stringify(texts.map(storableText));

type Rows = (text: string, parameters?: unknown[]) => Promise<Row[]>;

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
    holdingUrls: (await rows("select distinct app_url as id from inngest.holds")).map(({ id }) => id),
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
