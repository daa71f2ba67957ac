import { afterAll, beforeAll, expect, test } from "vitest";
import { unwrap } from "#lib/db/call.ts";
import type { OwnerContext } from "#lib/domain/context.ts";
import { cancelEngineRun } from "#lib/domain/engine/cancel-engine-run.ts";
import { getEngineRun, viewEngine } from "#lib/domain/engine/queries.ts";
import { retryEngineRun } from "#lib/domain/engine/retry-engine-run.ts";
import type { EngineRun, EngineStep } from "#lib/domain/engine/schema.ts";
import { AppError } from "#lib/errors.ts";
import { selectEngine } from "#lib/ports/engine/select.ts";
import { createDomainContext } from "#scripts/testing/domain-context.ts";
import { type EngineWithApp, startEngineWithApp } from "#scripts/testing/engine-with-app.ts";
import { setUpTestDatabase, type TestTenant, type TestUser } from "#scripts/testing/test-database.ts";

const database = setUpTestDatabase();
let served: EngineWithApp;
let tenant: TestTenant;
let people: Record<"owner" | "admin", TestUser>;

beforeAll(async () => {
  served = await startEngineWithApp();
  tenant = await database.createTenant();
  people = {
    owner: await database.createUser({ owner: true }),
    admin: await database.createUser({ tenant, role: "admin" }),
  };
});
afterAll(() => served.close());

function as(actor: "owner" | "admin", dev = served.url): OwnerContext {
  const { db, log, ports } = createDomainContext(people[actor].db, tenant.id);
  return { db, log, ports: { ...ports, engine: selectEngine({ dev }) } };
}

/** The run that an event started, once it is in a status. */
async function runOf(functionId: string, status: EngineRun["status"]): Promise<EngineRun> {
  for (;;) {
    const view = await viewEngine(as("owner"), { function: functionId, status });
    if (view.kind !== "here") throw new Error("the engine is away");
    const [run] = view.runs;
    if (run) return run;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

const auditedFor = async (runId: string) => {
  const rows = unwrap(
    await people.owner.db.from("audit_log").select("action, tenant_id, actor_id, data").order("id"),
  );
  return rows
    .filter((row) => (row.data as { engineRun?: string } | null)?.engineRun === runId)
    .map(({ action, tenant_id, actor_id }) => ({ action, tenant_id, actor_id }));
};

test("the Owner sees functions, apps and runs with what they wait for and why they failed", async () => {
  await served.send("work/nap", { tenantId: tenant.id });
  await served.send("work/broken", {});
  const waiting = await runOf("product-nap", "waiting");
  const failed = await runOf("product-broken", "failed");
  expect(waiting.waits).toMatchObject([{ kind: "event", target: "work/wake", step: "alarm" }]);
  expect(failed.error).toBe("the tool is broken");
  const view = await viewEngine(as("owner"), {});
  expect(view).toMatchObject({
    kind: "here",
    status: {
      counts: { waiting: 1, failed: 1 },
      apps: [{ id: "product", url: served.appUrl, syncError: null, syncedAt: expect.any(String) }],
    },
  });
  const functions = view.kind === "here" ? view.status.functions : [];
  expect(functions.find((one) => one.id === "product-nap")).toMatchObject({
    triggers: [{ kind: "event", value: "work/nap" }],
    concurrency: [{ limit: 2, key: "event.data.tenantId" }],
    maxAttempts: 1,
  });
  const { run, served: work } = await getEngineRun(as("owner"), waiting.id);
  expect(run).toMatchObject({
    events: [{ name: "work/nap" }],
    steps: [{ name: "first", result: { done: 1 } }],
  });
  expect(work).toEqual({ tenant: expect.objectContaining({ name: expect.any(String) }), runId: null });
});

test("cancel and retry are the Owner's, and each leaves a row in the audit log of the tenant it concerns", async () => {
  const napping = await runOf("product-nap", "waiting");
  await expect(cancelEngineRun(as("admin"), { runId: napping.id })).rejects.toMatchObject({
    code: "not_found",
  });
  expect((await getEngineRun(as("owner"), napping.id)).run.status).toBe("waiting");
  await cancelEngineRun(as("owner"), { runId: napping.id });
  expect((await getEngineRun(as("owner"), napping.id)).run.status).toBe("cancelled");
  const owner = people.owner.id;
  expect(await auditedFor(napping.id)).toEqual([
    { action: "engine_run.cancel", tenant_id: tenant.id, actor_id: owner },
  ]);
  const failed = await runOf("product-broken", "failed");
  const again = await retryEngineRun(as("owner"), { runId: failed.id });
  expect((await getEngineRun(as("owner"), again.runId)).run.retryOf).toBe(failed.id);
  expect(await auditedFor(failed.id)).toEqual([
    { action: "engine_run.retry", tenant_id: null, actor_id: owner },
  ]);
});

test("a run is taken up again from one of its steps, with the results of those before", async () => {
  await served.send("work/two-steps", {});
  const first = await runOf("product-two-steps", "completed");
  const { run } = await getEngineRun(as("owner"), first.id);
  const again = await retryEngineRun(as("owner"), { runId: first.id, fromStep: run.steps[1]?.id });
  let next = await getEngineRun(as("owner"), again.runId);
  while (next.run.endedAt === null) next = await getEngineRun(as("owner"), again.runId);
  const results = (steps: EngineStep[]) => steps.map((step) => step.result);
  const [kept, made] = results(run.steps);
  expect(results(next.run.steps)[0]).toBe(kept);
  expect(results(next.run.steps)[1]).not.toBe(made);
});

test("what the engine refuses is told with its reason, and unknown runs are not found", async () => {
  const failed = await runOf("product-broken", "failed");
  await expect(cancelEngineRun(as("owner"), { runId: failed.id })).rejects.toMatchObject({
    code: "unprocessable",
    message: expect.stringContaining("has ended already"),
  });
  for (const runId of ["unknown", "../v1/status"]) {
    const { code } = (await retryEngineRun(as("owner"), { runId }).catch(
      (error: unknown) => error,
    )) as AppError;
    expect(["not_found", "invalid_input"]).toContain(code);
  }
});

test("an engine that is away, another server at its address, and Inngest are told apart", async () => {
  const away = await viewEngine(as("owner", "http://127.0.0.1:9"), {});
  expect(away).toMatchObject({ kind: "away", reason: expect.stringContaining("does not answer") });
  const stranger = await viewEngine(as("owner", served.appUrl), {});
  expect(stranger).toMatchObject({
    kind: "away",
    reason: expect.stringContaining("not the embedded engine"),
  });
  const context = as("owner");
  const inngest = { ...context, ports: { ...context.ports, engine: selectEngine({ eventKey: "key" }) } };
  expect(await viewEngine(inngest, {})).toEqual({ kind: "inngest", dashboard: "https://app.inngest.com" });
  await expect(cancelEngineRun(inngest, { runId: "x" })).rejects.toThrow(AppError);
});
