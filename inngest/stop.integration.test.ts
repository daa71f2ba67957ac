import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { unwrap } from "#lib/db/call.ts";
import type { Context } from "#lib/domain/context.ts";
import { submitGoal } from "#lib/domain/goals/submit-goal.ts";
import { engageKillSwitch } from "#lib/domain/kill-switches/engage-kill-switch.ts";
import { listEngagedKillSwitches } from "#lib/domain/kill-switches/queries.ts";
import { releaseKillSwitch } from "#lib/domain/kill-switches/release-kill-switch.ts";
import { connectRepository } from "#lib/domain/repositories/connect-repository.ts";
import { getRunSnapshot } from "#lib/domain/runs/get-run-snapshot.ts";
import { stopRun } from "#lib/domain/runs/stop-run.ts";
import { newId } from "#lib/ids.ts";
import type { EngineOperator } from "#lib/ports/engine/port.ts";
import { makeRepository } from "#scripts/testing/git-repository.ts";
import { processesWith } from "#scripts/testing/host-processes.ts";
import {
  demoAdmin,
  importEnd,
  type LivePlatform,
  openLivePlatform,
  runUntil,
} from "#scripts/testing/live-platform.ts";

/** The promise: milliseconds from the request until no process of the run is alive. */
const PROMISE_MS = 5_000;

let live: LivePlatform;
let context: Context;

beforeAll(async () => {
  live = await openLivePlatform();
  context = await demoAdmin();
});

afterAll(() => live.close());

/** A test suite that never ends, ignores signals, and leaves children that do so in sessions of their own. */
const stubborn = (mark: string) => `
import { spawn } from "node:child_process";
for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"]) process.on(signal, () => {});
const child = "trap '' TERM INT HUP; while :; do sleep 1; done";
for (let n = 0; n < 3; n++) spawn("sh", ["-c", child, "sh", "${mark}"], { detached: true, stdio: "ignore" }).unref();
setInterval(() => {}, 1000);
`;

interface Hanging {
  runId: string;
  repositoryId: string;
  mark: string;
}

/** A run whose tests hang; resolves once their processes are there. */
async function hangingRun(): Promise<Hanging> {
  const mark = `mark-${newId()}`;
  const location = makeRepository(path.join(live.repositories, mark), {
    "package.json": JSON.stringify({ name: "hanging", type: "module", scripts: { test: "node --test" } }),
    "test/hang.test.js": stubborn(mark),
  });
  const { repositoryId } = await connectRepository(context, { name: mark, sourceKind: "path", location });
  expect(await importEnd(context, repositoryId)).toMatchObject({ status: "ready" });
  const { runId } = await submitGoal(context, { repositoryId, body: "The hanging test fails, mend it" });
  while (processesWith(mark).length < 3) await sleep(50);
  return { runId, repositoryId, mark };
}

/** Everything that a run may write, as it is now. */
async function ledgerOf(runId: string) {
  const tables = [
    "run_events",
    "run_steps",
    "tool_calls",
    "costs",
    "evidence",
    "decisions",
    "checks",
  ] as const;
  const rows = await Promise.all(
    tables.map(async (table) =>
      unwrap(await context.db.from(table).select("*").eq("run_id", runId).order("id")),
    ),
  );
  return Object.fromEntries(tables.map((table, index) => [table, rows[index]]));
}

/** Waits until the run is shown as ended and no process of it is alive; what was alive at that moment. */
async function watchEnd({
  runId,
  mark,
}: Hanging): Promise<{ elapsedMs: number; aliveWhenStopped: number[] }> {
  const since = performance.now();
  let goneAfter: number | undefined;
  for (;;) {
    // The status first: processes that are seen after it were alive when it was shown.
    const { run } = await getRunSnapshot(context, runId);
    const alive = processesWith(mark);
    if (alive.length === 0) goneAfter ??= performance.now() - since;
    if (run.finishedAt !== null) {
      return { elapsedMs: goneAfter ?? Number.POSITIVE_INFINITY, aliveWhenStopped: alive };
    }
    await sleep(20);
  }
}

async function expectNothingOpen(runId: string): Promise<void> {
  const { run, steps, toolCalls } = await getRunSnapshot(context, runId);
  expect(run).toMatchObject({ status: "stopped", outcome: "stopped", waitingFor: null });
  expect(steps.filter(({ status }) => ["running", "waiting", "pending"].includes(status))).toEqual([]);
  const cutOff = toolCalls.filter(({ status }) => status === "stopped");
  expect(cutOff).toMatchObject([{ output: null, error: expect.stringContaining("the run ended") }]);
  expect(toolCalls.filter(({ status }) => status === "running")).toEqual([]);
}

function operator(): EngineOperator {
  const { engine } = context.ports;
  if (engine.kind !== "embedded") throw new Error("the platform has no embedded engine");
  return engine.operator;
}

const openRunsOf = async (runId: string) => {
  const { runs } = await operator().listRuns({ limit: 100 });
  const details = await Promise.all(runs.map(({ id }) => operator().getRun(id)));
  return details.filter(
    ({ events, endedAt, functionId }) =>
      events[0]?.data.runId === runId && endedAt === null && functionId !== "morningai-run-clean-up",
  );
};

test("within 5 s after Stop nothing of the run is alive, and nothing is written any more", async () => {
  const hanging = await hangingRun();
  await stopRun(context, { runId: hanging.runId });
  const { elapsedMs, aliveWhenStopped } = await watchEnd(hanging);
  const ledger = await ledgerOf(hanging.runId);
  expect(aliveWhenStopped).toEqual([]);
  expect(elapsedMs).toBeLessThan(PROMISE_MS);
  console.log(`no process of the run was alive ${Math.round(elapsedMs)} ms after Stop`);
  await expectNothingOpen(hanging.runId);
  await sleep(PROMISE_MS);
  expect(await ledgerOf(hanging.runId)).toEqual(ledger);
  expect(processesWith(hanging.mark)).toEqual([]);
  expect(await openRunsOf(hanging.runId)).toEqual([]);
});

test("cancelling the function of a run in the engine ends its processes within 5 s, and the run with them", async () => {
  const hanging = await hangingRun();
  const [serving] = await openRunsOf(hanging.runId);
  expect(serving?.functionId).toBe("morningai-run-execute");
  await operator().cancelRun(serving?.id ?? "");
  const { elapsedMs, aliveWhenStopped } = await watchEnd(hanging);
  expect(aliveWhenStopped).toEqual([]);
  expect(elapsedMs).toBeLessThan(PROMISE_MS);
  await expectNothingOpen(hanging.runId);
  const { run } = await getRunSnapshot(context, hanging.runId);
  expect(run.reason).toMatch("Cancelled by the operator of the platform");
});

test("a kill switch ends the runs of its agent within 5 s, with its reason, and refuses new ones until it is off", async () => {
  const hanging = await hangingRun();
  await engageKillSwitch(context, { agentId: "dev", reason: "It hangs" });
  const { elapsedMs, aliveWhenStopped } = await watchEnd(hanging);
  expect(aliveWhenStopped).toEqual([]);
  expect(elapsedMs).toBeLessThan(PROMISE_MS);
  await expectNothingOpen(hanging.runId);
  const { run } = await getRunSnapshot(context, hanging.runId);
  expect(run.reason).toBe("The kill switch of Dev_Agent is on: It hangs");
  const refused = await submitGoal(context, {
    repositoryId: hanging.repositoryId,
    body: "The hanging test fails, mend it",
  });
  await runUntil(context, refused.runId);
  expect((await getRunSnapshot(context, refused.runId)).run).toMatchObject({
    status: "stopped",
    reason: run.reason,
  });
  const [engaged] = await listEngagedKillSwitches(context);
  await releaseKillSwitch(context, { killSwitchId: engaged?.id ?? "" });
  expect(await listEngagedKillSwitches(context)).toEqual([]);
});
