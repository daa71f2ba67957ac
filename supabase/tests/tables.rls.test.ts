import type { SupabaseClient } from "@supabase/supabase-js";
import { beforeAll, describe, expect, test } from "vitest";
import { unwrap } from "#lib/db/call.ts";
import type { Database } from "#lib/db/database.ts";
import { newId } from "#lib/ids.ts";
import { type Ids, sampleRows, type TableName } from "./sample-rows.ts";
import { type Story, stories } from "./table-stories.ts";
import { type Actor, actors, setUpWorld, submittedGoal } from "./world.ts";

const world = setUpWorld();
let ids: Ids;

type Row = Record<string, unknown>;

/** Table names are data here, so the types of the rows can't help. */
const untyped = (db: Database): SupabaseClient => db as unknown as SupabaseClient;

const keyOf = (table: TableName, row: Row): Row =>
  Object.fromEntries((stories[table].key ?? ["id"]).map((column) => [column, row[column]]));

async function insertByPlatform(table: TableName): Promise<Row> {
  const row: Row = { ...sampleRows[table](ids) };
  return unwrap(await untyped(world.database.service).from(table).insert(row).select().single());
}

/** A row of the tenant in this table; some exist by what was done, the platform adds the others. */
async function existingRow(table: TableName): Promise<Row> {
  const made: Partial<Record<TableName, Row>> = {
    audit_chains: { tenant_id: ids.tenant },
    audit_log: { tenant_id: ids.tenant },
    run_events: { run_id: ids.run },
    agents: { id: "dev" },
    permissions: { id: "tenant.read" },
    members: { tenant_id: ids.tenant, user_id: ids.user },
    tenants: { id: ids.tenant },
    users: { id: ids.user },
    pull_requests: { id: ids.pullRequest },
    user_credentials: { user_id: ids.user },
  };
  const filter = made[table];
  if (!filter) return insertByPlatform(table);
  return unwrap(await untyped(world.database.service).from(table).select().match(filter).limit(1).single());
}

beforeAll(async () => {
  const { goalId, runId } = await submittedGoal(world);
  const spare = await submittedGoal(world);
  const user = world.people.member.id;
  const { service } = world.database;
  const run = unwrap(await service.from("runs").select("repository_id").eq("id", runId).single());
  ids = {
    tenant: world.tenant.id,
    user,
    repository: run.repository_id,
    goal: goalId,
    run: runId,
    spareRun: spare.runId,
    plan: newId(),
    session: newId(),
    pullRequest: newId(),
    dataExport: newId(),
  };
  unwrap(
    await service
      .from("plans")
      .insert({ ...sampleRows.plans(ids), id: ids.plan })
      .select("id"),
  );
  unwrap(
    await service
      .from("sessions")
      .insert({ ...sampleRows.sessions(ids), id: ids.session })
      .select("id"),
  );
  unwrap(
    await service
      .from("data_exports")
      .insert({ ...sampleRows.data_exports(ids), id: ids.dataExport })
      .select("id"),
  );
  unwrap(await service.from("user_credentials").insert(sampleRows.user_credentials(ids)).select("user_id"));
  const pullRequest = { ...sampleRows.pull_requests(ids), id: ids.pullRequest, run_id: ids.run };
  unwrap(await service.from("pull_requests").insert(pullRequest).select("id"));
});

/** What an actor can really do with a row of the tenant, and with a new one. */
async function abilities(actor: Actor, table: TableName, row: Row): Promise<string[]> {
  const from = () => untyped(world.as(actor)).from(table);
  const [column = ""] = stories[table].key ?? ["id"];
  const can: string[] = [];
  const seen = await from().select(column).match(keyOf(table, row));
  if (seen.data?.length) can.push("read");
  const mayWrite = stories[table].write.includes(actor);
  const fresh: Row = { ...sampleRows[table](ids), ...(mayWrite ? { id: newId() } : {}) };
  const inserted = await from().insert(fresh);
  if (!inserted.error) can.push("insert");
  const updated = await from()
    .update({ [column]: row[column] })
    .match(keyOf(table, row))
    .select(column);
  if (updated.data?.length) can.push("update");
  const deleted = await from()
    .delete()
    .match(keyOf(table, mayWrite ? fresh : row))
    .select(column);
  if (deleted.data?.length) can.push("delete");
  return can;
}

const expected = (story: Story, actor: Actor): string[] => [
  ...(story.read.includes(actor) ? ["read"] : []),
  ...(story.write.includes(actor) ? ["insert", "update", "delete"] : []),
];

const tables = Object.keys(stories) as TableName[];

describe("each actor can do with the rows of a tenant what the story of the table says, and no more", () => {
  test.each(tables)("%s", async (table) => {
    const row = await existingRow(table);
    const found: Partial<Record<Actor, string[]>> = {};
    for (const actor of actors) found[actor] = await abilities(actor, table, row);
    expect(found).toEqual(
      Object.fromEntries(actors.map((actor) => [actor, expected(stories[table], actor)])),
    );
    const left = await untyped(world.database.service).from(table).select().match(keyOf(table, row));
    expect(left.data).toHaveLength(1);
  });
});

describe("a job can't move a row of its tenant to another", () => {
  test.each(tables.filter((table) => stories[table].write.includes("job")))("%s", async (table) => {
    const row = await existingRow(table);
    const { error } = await untyped(world.as("job"))
      .from(table)
      .update({ tenant_id: world.neighbourTenant.id })
      .match(keyOf(table, row));
    // Refused by the policy, or before it by the guard of references.
    expect(["42501", "PT404"]).toContain(error?.code);
  });
});
