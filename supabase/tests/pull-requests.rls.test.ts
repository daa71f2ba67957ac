import { expect, test } from "vitest";
import { callFunction, unwrap } from "#lib/db/call.ts";
import { refusal } from "./refusal.ts";
import { type Actor, setUpWorld, submittedGoal } from "./world.ts";

const world = setUpWorld();

const content = {
  title: "Fix it",
  body: "It was broken.",
  branch: "fix",
  baseBranch: "main",
  baseSha: "abc",
  headSha: "def",
};

const open = (actor: Actor, run: string) =>
  callFunction(world.as(actor), "open_pull_request", { p_run: run, p_pull_request: content });

async function opened(): Promise<{ runId: string; id: string; number: number }> {
  const { runId } = await submittedGoal(world);
  return { runId, ...((await open("job", runId)) as { id: string; number: number }) };
}

const merge = (actor: Actor, id: string) =>
  callFunction(world.as(actor), "record_merge", { p_pull_request: id, p_sha: "merged" });

async function approve(runId: string): Promise<void> {
  const approval = await callFunction(world.as("job"), "request_approval", {
    p_run: runId,
    p_approval: {
      kind: "merge_pull_request",
      title: "Merge",
      subjectDigest: "digest",
      risk: "low",
      rationale: "Verified",
      confidence: 0.9,
      agent: "dev",
      expiresAt: new Date(Date.now() + 60_000).toISOString(),
    },
  });
  const decision = { p_approval: approval, p_decision: "approved", p_reason: null };
  await callFunction(world.as("member"), "decide_approval", decision);
}

test("only a job of the tenant opens a pull request, and a run has one", async () => {
  const { runId } = await submittedGoal(world);
  for (const actor of ["admin", "owner", "neighbour", "neighbourJob"] as const) {
    expect((await refusal(open(actor, runId)))[0]).toBe("forbidden");
  }
  const first = await open("job", runId);
  expect(first).toMatchObject({ event: { name: "pull-request/opened" } });
  expect(await open("job", runId)).toEqual({ ...(first as object), event: null });
  const events = await world.database.service
    .from("outbox_events")
    .select("id")
    .eq("name", "pull-request/opened")
    .eq("data->>runId", runId);
  expect(unwrap(events)).toHaveLength(1);
});

test("a run that is being stopped opens none", async () => {
  const { runId } = await submittedGoal(world);
  await callFunction(world.as("member"), "stop_run", { p_run: runId });
  expect(await refusal(open("job", runId))).toEqual(["conflict", "The run has ended."]);
});

test("checks are reported by jobs of the tenant alone and answered with an event", async () => {
  const { id, runId } = await opened();
  const complete = (actor: Actor) =>
    callFunction(world.as(actor), "complete_checks", { p_pull_request: id, p_status: "passed" });
  for (const actor of ["admin", "owner", "neighbourJob"] as const) {
    expect((await refusal(complete(actor)))[0]).toBe("forbidden");
    const begin = callFunction(world.as(actor), "begin_checks", { p_pull_request: id });
    expect((await refusal(begin))[0]).toBe("forbidden");
  }
  await callFunction(world.as("job"), "begin_checks", { p_pull_request: id });
  expect(await complete("job")).toMatchObject({
    name: "checks/completed",
    data: { pullRequestId: id, runId, status: "passed", tenantId: world.tenant.id },
  });
});

test("checks start anew for jobs of the tenant alone, on the head that was pushed, while the run goes on", async () => {
  const { id, runId } = await opened();
  const restart = (actor: Actor) =>
    callFunction(world.as(actor), "restart_checks", {
      p_pull_request: id,
      p_head_sha: "fed",
      p_flags: ["tests"],
      p_body: "Mended again.",
    });
  for (const actor of ["admin", "owner", "neighbourJob"] as const)
    expect((await refusal(restart(actor)))[0]).toBe("forbidden");
  expect(await restart("job")).toMatchObject({
    name: "pull-request/updated",
    data: { pullRequestId: id, runId, tenantId: world.tenant.id },
  });
  const row = world
    .as("analyst")
    .from("pull_requests")
    .select("head_sha, flags, checks_status, body")
    .eq("id", id);
  expect(unwrap(await row.single())).toEqual({
    head_sha: "fed",
    flags: ["tests"],
    checks_status: "queued",
    body: "Mended again.",
  });
  await callFunction(world.as("member"), "stop_run", { p_run: runId });
  expect((await refusal(restart("job")))[0]).toBe("conflict");
});

test("a stop ends checks that are under way, and takes no late result of them", async () => {
  const { id, runId } = await opened();
  const job = world.as("job");
  await callFunction(job, "begin_checks", { p_pull_request: id });
  const check = {
    tenant_id: world.tenant.id,
    run_id: runId,
    pull_request_id: id,
    head_sha: "def",
    name: "tests",
  };
  unwrap(
    await job
      .from("checks")
      .insert({ ...check, status: "running" })
      .select("id"),
  );
  await callFunction(world.as("member"), "stop_run", { p_run: runId });
  const beginAgain = callFunction(job, "begin_checks", { p_pull_request: id });
  expect(await refusal(beginAgain)).toEqual(["conflict", "The run was stopped."]);
  await callFunction(job, "finish_run", {
    p_run: runId,
    p_status: "stopped",
    p_outcome: "stopped",
    p_verdict: null,
    p_reason: "Stopped.",
  });
  const late = await job.from("checks").update({ status: "passed" }).eq("run_id", runId);
  expect(late.error?.code).toBe("PT409");
  expect(await callFunction(job, "complete_checks", { p_pull_request: id, p_status: "passed" })).toBeNull();
  const shown = unwrap(
    await world
      .as("analyst")
      .from("pull_requests")
      .select("checks_status, checks(status, summary)")
      .eq("id", id)
      .single(),
  );
  expect(shown).toEqual({
    checks_status: "skipped",
    checks: [{ status: "skipped", summary: "The run was stopped before this check ended" }],
  });
});

test("no merge is recorded that nobody approved", async () => {
  const { id, runId } = await opened();
  expect(await refusal(merge("job", id))).toEqual(["conflict", "Nobody approved this merge."]);
  await approve(runId);
  for (const actor of ["admin", "owner", "neighbourJob"] as const) {
    expect((await refusal(merge(actor, id)))[0]).toBe("forbidden");
  }
  await merge("job", id);
  await merge("job", id);
  const row = unwrap(
    await world.as("analyst").from("pull_requests").select("status, merged_sha").eq("id", id).single(),
  );
  expect(row).toEqual({ status: "merged", merged_sha: "merged" });
  const audited = await world.as("admin").from("audit_log").select("action").eq("target_id", id).order("id");
  expect(unwrap(audited).map((line) => line.action)).toEqual(["pull_request.open", "pull_request.merge"]);
});
