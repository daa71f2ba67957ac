import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { unwrap } from "#lib/db/call.ts";
import { createServiceClient } from "#lib/db/service-client.ts";
import { decideApproval } from "#lib/domain/approvals/decide-approval.ts";
import type { Context } from "#lib/domain/context.ts";
import { submitGoal } from "#lib/domain/goals/submit-goal.ts";
import { connectRepository } from "#lib/domain/repositories/connect-repository.ts";
import { rerunRun } from "#lib/domain/runs/rerun-run.ts";
import type { RunSnapshot } from "#lib/domain/runs/snapshot-schema.ts";
import { stopRun } from "#lib/domain/runs/stop-run.ts";
import { commitAll, gitIn, makeRepository, writeFiles } from "#scripts/testing/git-repository.ts";
import { discountBug } from "#scripts/testing/hostile-repositories.ts";
import {
  asksForApproval,
  demoAdmin,
  importEnd,
  type LivePlatform,
  openLivePlatform,
  runUntil,
  secondAdmin,
} from "#scripts/testing/live-platform.ts";

const GOAL = "The discount does not start at a hundred pieces";

/** Seconds that the slow test sleeps; the number also finds its process on this machine. */
const SLEEP = 8_000_000 + process.pid;

let live: LivePlatform;
let context: Context;

beforeAll(async () => {
  live = await openLivePlatform({ RETRY_MS: "500" });
  context = await demoAdmin();
});

afterAll(() => live.close());

async function submit(name: string, files: Record<string, string>) {
  const location = makeRepository(path.join(live.repositories, name), files);
  const { repositoryId } = await connectRepository(context, { name, sourceKind: "path", location });
  await importEnd(context, repositoryId);
  return { repositoryId, ...(await submitGoal(context, { repositoryId, body: GOAL })) };
}

function pending(snapshot: RunSnapshot): string {
  const approval = snapshot.approvals.find((one) => one.status === "pending");
  if (!approval) throw new Error(`nothing is asked: ${snapshot.run.reason}`);
  return approval.id;
}

/** A clone of the forge's repository, outside of the product. */
function clone(repositoryId: string, name: string): string {
  const target = path.join(live.folder, name);
  gitIn(
    live.folder,
    "clone",
    "--quiet",
    path.join(live.dataDir, "forge", context.tenantId, `${repositoryId}.git`),
    target,
  );
  return target;
}

const branches = (folder: string): string =>
  gitIn(folder, "for-each-ref", "--format=%(refname:lstrip=3)", "refs/remotes/origin");

test("of two people who approve at once one wins, and the merged branch passes its tests outside", async () => {
  const second = await secondAdmin();
  const { repositoryId, runId } = await submit("approved", discountBug);
  const approvalId = pending(await runUntil(context, runId, asksForApproval));
  const answers = await Promise.allSettled(
    [context, second].map((person) => decideApproval(person, { approvalId, decision: "approved" })),
  );
  const refused = answers.filter((answer) => answer.status === "rejected");
  expect(refused.map((answer) => answer.reason)).toMatchObject([{ code: "conflict" }]);
  const end = await runUntil(context, runId);
  expect(end.run).toMatchObject({ status: "succeeded", outcome: "merged", verdict: "verified" });
  expect(end.pullRequest?.status).toBe("merged");
  const folder = clone(repositoryId, "merged-clone");
  expect(gitIn(folder, "rev-parse", "HEAD").trim()).toBe(end.pullRequest?.mergedSha);
  execFileSync(process.execPath, ["--test"], {
    cwd: folder,
    env: { PATH: process.env.PATH ?? "", NODE_ENV: "test" },
  });
});

test("a rejection keeps its reason and the branch, and merges nothing", async () => {
  const { repositoryId, runId } = await submit("rejected", discountBug);
  const approvalId = pending(await runUntil(context, runId, asksForApproval));
  await expect(
    decideApproval(context, { approvalId, decision: "rejected", reason: " " }),
  ).rejects.toMatchObject({
    code: "invalid_input",
  });
  await decideApproval(context, { approvalId, decision: "rejected", reason: "Ask sales first." });
  const end = await runUntil(context, runId);
  expect(end.run).toMatchObject({ outcome: "rejected", verdict: "verified" });
  expect(end.run.reason).toContain("Ask sales first.");
  expect(end.approvals).toMatchObject([{ status: "rejected", decisionReason: "Ask sales first." }]);
  const folder = clone(repositoryId, "rejected-clone");
  expect(branches(folder)).toContain(end.run.branch);
  expect(gitIn(folder, "rev-parse", "origin/main").trim()).toBe(end.run.baseSha);
});

test("a base branch that moved in between ends in a merge conflict that names the files", async () => {
  const { repositoryId, runId } = await submit("conflicting", discountBug);
  const approvalId = pending(await runUntil(context, runId, asksForApproval));
  const folder = clone(repositoryId, "conflicting-clone");
  writeFiles(folder, { "src/discount.js": "export const discount = (pieces) => (pieces > 90 ? 10 : 0);\n" });
  commitAll(folder, "Another rule");
  gitIn(folder, "push", "--quiet", "origin", "main");
  await decideApproval(context, { approvalId, decision: "approved" });
  const end = await runUntil(context, runId);
  expect(end.run).toMatchObject({ status: "failed", outcome: "merge_conflict" });
  expect(end.run.reason).toContain("src/discount.js");
  expect(end.pullRequest?.status).toBe("open");
  gitIn(folder, "fetch", "--quiet");
  expect(branches(folder)).toContain(end.run.branch);
  expect(gitIn(folder, "rev-parse", "main")).toBe(gitIn(folder, "rev-parse", "origin/main"));
});

/** Processes of this machine that sleep for the slow test. */
function sleepers(): number {
  return readdirSync("/proc").filter(
    (name) => /^\d+$/.test(name) && commandLine(name).includes(String(SLEEP)),
  ).length;
}

function commandLine(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8");
  } catch {
    return "";
  }
}

const ledger = async (runId: string) =>
  unwrap(await createServiceClient().from("costs").select("id, key").eq("run_id", runId).order("id"));

test("a stop while tests run ends their processes first; a rerun works on the repository as it is then", async () => {
  const slow = `import test from "node:test";
import { execFileSync } from "node:child_process";
test("sleeps", () => execFileSync("sleep", ["${SLEEP}"]));
`;
  const { repositoryId, runId } = await submit("slow", { ...discountBug, "test/slow.test.js": slow });
  await runUntil(context, runId, () => sleepers() > 0);
  expect(sleepers()).toBeGreaterThan(0);
  await stopRun(context, { runId });
  await expect(rerunRun(context, { runId })).rejects.toMatchObject({ code: "unprocessable" });
  const end = await runUntil(context, runId);
  expect(sleepers()).toBe(0);
  expect(end.run).toMatchObject({ status: "stopped", outcome: "stopped", branch: null });
  const costs = await ledger(runId);
  await expect(stopRun(context, { runId })).rejects.toMatchObject({ code: "unprocessable" });

  const folder = clone(repositoryId, "slow-clone");
  rmSync(path.join(folder, "test/slow.test.js"));
  commitAll(folder, "No more sleep");
  gitIn(folder, "push", "--quiet", "origin", "main");
  const again = await rerunRun(context, { runId });
  const second = await runUntil(context, again.runId, asksForApproval);
  expect(second.run).toMatchObject({ verdict: "verified", rerunOf: { id: runId } });
  await sleep(1_000);
  expect(await ledger(runId)).toEqual(costs);
  expect((await runUntil(context, runId)).run.status).toBe("stopped");
});
