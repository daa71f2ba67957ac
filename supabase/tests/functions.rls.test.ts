import type { SupabaseClient } from "@supabase/supabase-js";
import { beforeAll, expect, test } from "vitest";
import { unwrap } from "#lib/db/call.ts";
import { newId } from "#lib/ids.ts";
import { setUpCatalogue } from "./catalogue.ts";
import { functionStories } from "./function-stories.ts";
import { type Ids, sampleRows, type TableName } from "./sample-rows.ts";
import { stories } from "./table-stories.ts";
import { type Actor, setUpWorld, submittedGoal } from "./world.ts";

interface Parameter {
  name: string;
  type: string;
}

const ask = setUpCatalogue();
const world = setUpWorld();
/** What the functions are asked about: rows of the tenant, by the name and type of the parameter. */
let addressed: Record<string, unknown>;
let parametersOf: Map<string, Parameter[]>;

const untyped = (actor: Actor): SupabaseClient => world.as(actor) as unknown as SupabaseClient;
const service = (): SupabaseClient => world.database.service as unknown as SupabaseClient;

/** Any value of the type; identifiers have to be known, for an invented one proves nothing. */
function anyOf({ name, type }: Parameter, ofFunction: string): unknown {
  if (type === "uuid")
    throw new Error(`${ofFunction}: which row of the tenant is ${name}? Add it to the test.`);
  if (type === "jsonb") return {};
  if (type === "boolean") return true;
  if (type === "timestamp with time zone") return new Date().toISOString();
  if (type.endsWith("[]")) return [];
  return /int|numeric|double/.test(type) ? 1 : "something";
}

function argumentsFor(ofFunction: string): Record<string, unknown> {
  const parameters = parametersOf.get(ofFunction) ?? [];
  return Object.fromEntries(
    parameters.map((one) => [one.name, addressed[`${one.name} ${one.type}`] ?? anyOf(one, ofFunction)]),
  );
}

async function readParameters(): Promise<Map<string, Parameter[]>> {
  const rows = await ask<{ name: string; parameters: Parameter[] }>(`select p.proname as name, coalesce((
      select jsonb_agg(jsonb_build_object('name', input.name, 'type', format_type(p.proargtypes[input.position - 1], null)) order by input.position)
      from unnest(p.proargnames[1:p.pronargs]) with ordinality input(name, position)), '[]') as parameters
    from pg_proc p where p.pronamespace = 'public'::regnamespace`);
  return new Map(rows.map((row) => [row.name, row.parameters]));
}

async function makeRow(table: TableName, ids: Ids): Promise<string> {
  const row: Record<string, unknown> = { ...sampleRows[table](ids), id: newId() };
  return unwrap(await service().from(table).insert(row).select("id").single()).id;
}

beforeAll(async () => {
  parametersOf = await readParameters();
  const { goalId, runId } = await submittedGoal(world);
  const spare = await submittedGoal(world);
  const run = unwrap(await service().from("runs").select("repository_id").eq("id", runId).single());
  const ids: Ids = {
    tenant: world.tenant.id,
    user: world.people.member.id,
    repository: run.repository_id,
    goal: goalId,
    run: runId,
    spareRun: spare.runId,
    plan: newId(),
    session: newId(),
    pullRequest: newId(),
    dataExport: newId(),
  };
  addressed = {
    "p_tenant uuid": ids.tenant,
    "p_repository uuid": ids.repository,
    "p_goal uuid": ids.goal,
    "p_run uuid": ids.run,
    "p_user uuid": ids.user,
    "p_invitation uuid": await makeRow("invitations", ids),
    "p_session uuid": await makeRow("sessions", ids),
    "p_pull_request uuid": await makeRow("pull_requests", { ...ids, spareRun: ids.run }),
    "p_credential uuid": await makeRow("credentials", ids),
    "p_forge_token uuid": await makeRow("forge_tokens", ids),
    "p_approval uuid": await makeRow("approvals", ids),
    "p_kill_switch uuid": await makeRow("kill_switches", ids),
    "p_policy uuid": await makeRow("approval_policies", ids),
    "p_data_export uuid": await makeRow("data_exports", ids),
    "p_tool_call uuid": await makeRow("tool_calls", ids),
    "p_call uuid": await makeRow("tool_calls", ids),
    "p_run_step uuid": await makeRow("run_steps", ids),
    "p_step uuid": await makeRow("run_steps", ids),
  };
});

/** Everything the tenant and its people have, as text for each table. */
async function readTenant(): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const table of Object.keys(stories)) {
    const { data } = await service().from(table).select();
    const rows = (data ?? []).map((row) => JSON.stringify(row)).sort();
    found[table] = rows.filter((row) => ownIds().some((id) => row.includes(id))).join("\n");
  }
  return found;
}

const ownIds = (): string[] => [
  world.tenant.id,
  world.people.admin.id,
  world.people.member.id,
  world.people.analyst.id,
];

/** Not signed in, not allowed, no such row for you. Any other error means that something was looked at before. */
const refusals = ["PT401", "PT403", "PT404", "42501"];

/** Functions that ask about nobody but the caller, or, like the outbox, touch only what the caller may see. */
const aboutOneself = [
  "list_my_identities",
  "create_tenant",
  "erase_my_account",
  "export_my_data",
  "list_my_security_log",
  "list_my_sessions",
  "mark_events_sent",
  "my_login_notifications",
  "my_two_factor",
  "rename_me",
  "revoke_my_other_sessions",
  "session_state",
  "set_my_login_notifications",
  "touch_session",
  "whoami",
];

const exposed = Object.entries(functionStories).flatMap(([name, callers]) =>
  callers === "platform" ? [] : [name],
);

test.each(["stranger", "neighbour", "neighbourJob", "anonymous"] as const)(
  "no function shows a %s anything of the tenant or changes it",
  async (actor) => {
    const before = await readTenant();
    const told: string[] = [];
    const open: string[] = [];
    for (const name of exposed) {
      const { data, error } = await untyped(actor).rpc(name, argumentsFor(name));
      if (!refusals.includes(error?.code ?? "") && !aboutOneself.includes(name))
        open.push(`${name}: ${error?.message ?? "answered"}`);
      if (ownIds().some((id) => JSON.stringify(data ?? null).includes(id))) told.push(name);
    }
    expect(told).toEqual([]);
    expect(open).toEqual([]);
    expect(await readTenant()).toEqual(before);
  },
);

test("the questions reach rows of the tenant: its own people or jobs are not told that there is no such row", async () => {
  const unknown: string[] = [];
  for (const name of exposed) {
    const codes: (string | undefined)[] = [];
    for (const actor of ["job", "analyst", "owner"] as const) {
      codes.push((await untyped(actor).rpc(name, argumentsFor(name))).error?.code);
    }
    if (codes.every((code) => code === "PT404")) unknown.push(name);
  }
  expect(unknown).toEqual([]);
});
