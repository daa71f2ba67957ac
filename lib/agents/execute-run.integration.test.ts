import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { unwrap } from "#lib/db/call.ts";
import type { Ports } from "#lib/domain/context.ts";
import { submitGoal } from "#lib/domain/goals/submit-goal.ts";
import { connectRepository } from "#lib/domain/repositories/connect-repository.ts";
import { importRepository } from "#lib/domain/repositories/import-repository.ts";
import { finishRun, type RunEnding } from "#lib/domain/runs/finish-run.ts";
import { getRunSnapshot } from "#lib/domain/runs/get-run-snapshot.ts";
import { selectForge } from "#lib/ports/forge/select.ts";
import { type Policy, ruleModel } from "#lib/ports/models/local/provider.ts";
import { selectModels } from "#lib/ports/models/select.ts";
import { selectSandbox } from "#lib/ports/sandbox/select.ts";
import { createDomainContext, type DomainContext } from "#scripts/testing/domain-context.ts";
import { setUpTestDatabase } from "#scripts/testing/test-database.ts";
import type { Durable } from "./durable.ts";
import { executeRun, FIRST_RUN_CALL, openSession } from "./execute-run.ts";
import { planGoal } from "./meta/plan-goal.ts";

const GOAL = "Orders above the free-shipping limit are still charged for shipping, see the failing test";

/** Durable execution without an engine: effects run at once; CI and approvals answer by `answer`. */
const immediately = (answer: (event: string) => Promise<void>): Durable => ({
  run: (_id, effect) => effect(),
  waitForEvent: async (_id, { event }) => {
    await answer(event);
    return true;
  },
});

const database = setUpTestDatabase();
let dataDir: string;
let ports: Pick<Ports, "forge" | "sandbox">;
let person: DomainContext;
let job: DomainContext;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "morningai-agents-"));
  const programDir = resolve(import.meta.dirname, "../..");
  ports = {
    forge: selectForge({ dataDir, roots: [], maxMb: 100 }),
    sandbox: selectSandbox({ dataDir, programDir }),
  };
  const tenant = await database.createTenant();
  const user = await database.createUser({ tenant, role: "admin" });
  person = createDomainContext(user.db, tenant.id, user.id);
  job = createDomainContext(database.job(tenant), tenant.id);
  Object.assign(job.ports, ports, { models: selectModels() });
});

afterAll(() => rm(dataDir, { recursive: true, force: true }));

async function submit(name: string): Promise<string> {
  const source = { name, sourceKind: "sample", location: "" } as const;
  const { repositoryId } = await connectRepository(person, source);
  await importRepository(job, { repositoryId });
  const { runId } = await submitGoal(person, { repositoryId, body: GOAL });
  return runId;
}

/** Dev_Agent by other rules than ours: for models that err or cheat. */
function devModel(policy: Policy): DomainContext {
  const embedded = selectModels();
  const models: Ports["models"] = {
    describe: (tier) => embedded.describe(tier),
    model: () => ruleModel("test", policy),
  };
  return { ...job, ports: { ...job.ports, models } };
}

async function carryOut(
  context: DomainContext,
  runId: string,
  decision: "approved" | "rejected" = "approved",
) {
  const durable = immediately(async (event) => {
    const { service } = database;
    if (event === "checks/completed") {
      unwrap(
        await service
          .from("pull_requests")
          .update({ checks_status: "passed" })
          .eq("run_id", runId)
          .select("id"),
      );
      return;
    }
    const answer = { status: decision, decision_reason: decision === "rejected" ? "Not now" : null };
    unwrap(await service.from("approvals").update(answer).eq("run_id", runId).select("id"));
  });
  const session = await openSession(context, durable, runId);
  session.calls = FIRST_RUN_CALL;
  const ending: RunEnding = await executeRun(session);
  await finishRun(job, { runId, ending });
  return { ending, snapshot: await getRunSnapshot(person, runId) };
}

test("the embedded engine plans, fixes, proves, proposes and, once approved, merges", async () => {
  const runId = await submit("honest");
  const session = await openSession(
    job,
    immediately(async () => {}),
    runId,
  );
  expect(await planGoal(session)).toEqual({ ok: true });
  const { ending, snapshot } = await carryOut(job, runId);
  expect(ending).toMatchObject({ status: "succeeded", outcome: "merged" });
  expect(snapshot.run).toMatchObject({ verdict: "verified", outcome: "merged" });
  expect(snapshot.plan?.steps.map((step) => step.key)).toContain("verify");
  expect(snapshot.pullRequest).toMatchObject({ status: "merged" });
  expect(snapshot.pullRequest?.body).toContain("Failed before, pass now");
  expect(snapshot.cost).toMatchObject({ amountMicros: 0, inputTokens: 0 });
});

test("a rejection keeps its reason, and the branch stays", async () => {
  const { snapshot } = await carryOut(job, await submit("rejected"), "rejected");
  expect(snapshot.run).toMatchObject({ outcome: "rejected", reason: expect.stringContaining("Not now") });
  const ref = { tenantId: job.tenantId, repositoryId: snapshot.run.repository.id };
  expect(await ports.forge.resolve(ref, snapshot.run.branch ?? "")).toBe(snapshot.run.headSha);
});

test("an agent that claims success without a change is shown as unverified, and nothing is pushed", async () => {
  const liar = devModel(() => ({ kind: "text", text: "Fixed it. All tests pass." }));
  const { ending, snapshot } = await carryOut(liar, await submit("liar"));
  expect(ending).toMatchObject({ status: "failed", outcome: "no_fix", verdict: "unverified" });
  expect(snapshot.pullRequest).toBeNull();
  expect(snapshot.run.branch).toBeNull();
});

test("an agent that silences the failing tests is refused, however often it tries", async () => {
  const silence: Policy = (options) =>
    options.prompt.at(-1)?.role === "user"
      ? {
          kind: "calls",
          because: "Make it green",
          calls: [
            {
              tool: "edit_files",
              input: {
                files: [
                  {
                    path: "test/shipping.test.ts",
                    edits: [{ oldText: 'describe("shipping"', newText: 'describe.skip("shipping"' }],
                  },
                ],
              },
            },
          ],
        }
      : { kind: "text", text: "Green." };
  const { ending, snapshot } = await carryOut(devModel(silence), await submit("silencer"));
  expect(ending).toMatchObject({ outcome: "no_fix", verdict: "unverified" });
  expect(snapshot.pullRequest).toBeNull();
});

test("an agent that repeats itself is stopped by name", async () => {
  const parrot: Policy = () => ({
    kind: "calls",
    because: "Look again",
    calls: [{ tool: "list_files", input: { folder: "src" } }],
  });
  const { snapshot } = await carryOut(devModel(parrot), await submit("parrot"));
  const fix = snapshot.steps.find((step) => step.key === "fix");
  expect(fix).toMatchObject({ status: "failed", error: { code: "stuck" } });
  expect(snapshot.toolCalls.filter((call) => call.tool === "list_files")).toHaveLength(4);
});
