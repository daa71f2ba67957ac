import { beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { callFunction } from "#lib/db/call.ts";
import { decideApproval } from "#lib/domain/approvals/decide-approval.ts";
import { listApprovals } from "#lib/domain/approvals/queries.ts";
import { getGoal, listGoals } from "#lib/domain/goals/queries.ts";
import { submitGoal } from "#lib/domain/goals/submit-goal.ts";
import { exportRun } from "#lib/domain/runs/export-run.ts";
import { getRunPart } from "#lib/domain/runs/get-run-part.ts";
import { getRunSnapshot } from "#lib/domain/runs/get-run-snapshot.ts";
import { listRunEvents, listRuns } from "#lib/domain/runs/queries.ts";
import { rerunRun } from "#lib/domain/runs/rerun-run.ts";
import { stopRun } from "#lib/domain/runs/stop-run.ts";
import { createDomainContext, type DomainContext } from "#scripts/testing/domain-context.ts";
import { connectReadyRepository } from "#scripts/testing/ready-repository.ts";
import { writeSampleRun } from "#scripts/testing/sample-run.ts";
import { setUpTestDatabase, type TestTenant } from "#scripts/testing/test-database.ts";

const database = setUpTestDatabase();
let tenant: TestTenant;
let member: DomainContext;
let analyst: DomainContext;
let stranger: DomainContext;
let repositoryId: string;

beforeAll(async () => {
  tenant = await database.createTenant();
  const other = await database.createTenant();
  const person = await database.createUser({ tenant });
  member = createDomainContext(person.db, tenant.id, person.id);
  analyst = createDomainContext((await database.createUser({ tenant, role: "analyst" })).db, tenant.id);
  stranger = createDomainContext((await database.createUser({ tenant: other })).db, other.id);
  repositoryId = await connectReadyRepository(member, database.job(tenant), "shop");
});

const toolValueOf = (output: unknown): string => z.object({ text: z.string() }).parse(output).text;

const submit = (body = "Orders at the free-shipping limit are charged.\nSee the failing test.") =>
  submitGoal(member, { repositoryId, body });

test("a submitted goal has a queued run at once and its event is sent", async () => {
  const { goalId, runId } = await submit();
  const { run, steps, lastEventId } = await getRunSnapshot(member, runId);
  expect(run).toMatchObject({
    status: "queued",
    verdict: null,
    goal: { id: goalId },
    repository: { name: "shop" },
  });
  expect(run.goal.title).toBe("Orders at the free-shipping limit are charged.");
  expect(run.requestedBy).toMatch(/person/);
  expect(steps).toEqual([]);
  expect(lastEventId).toBeGreaterThan(0);
  expect(member.sent.at(-1)).toMatchObject({
    name: "goal/submitted",
    data: { goalId, runId, tenantId: tenant.id },
  });
});

test("a goal is stored though the durable engine is down, and its event is left to the sweeper", async () => {
  member.engineDown = true;
  const { runId } = await submit();
  member.engineDown = false;
  expect((await getRunSnapshot(member, runId)).run.status).toBe("queued");
  const { data } = await database.service
    .from("outbox_events")
    .select("id")
    .is("sent_at", null)
    .eq("data->>runId", runId);
  expect(data).toHaveLength(1);
});

test("a goal that is empty, too long or for a repository of others is refused with the reason", async () => {
  await expect(submit("  \n ")).rejects.toMatchObject({
    code: "invalid_input",
    fields: { body: "Write what should be done." },
  });
  await expect(submit("x".repeat(100_000))).rejects.toThrow(/at most 20,000 characters/);
  await expect(submitGoal(stranger, { repositoryId, body: "Read it" })).rejects.toMatchObject({
    code: "not_found",
  });
  await expect(submitGoal(analyst, { repositoryId, body: "Change it" })).rejects.toMatchObject({
    code: "forbidden",
  });
});

test("a snapshot holds plan, steps, calls, evidence, pull request, checks and approval of one run", async () => {
  const { runId } = await submit();
  await submit();
  await writeSampleRun({ job: database.job(tenant), tenantId: tenant.id, runId }, "waiting");
  const snapshot = await getRunSnapshot(member, runId);
  expect(snapshot.run).toMatchObject({ status: "waiting", verdict: "verified", engine: "local" });
  expect(snapshot.plan?.steps.map((step) => step.key)).toEqual([
    "setup",
    "reproduce",
    "locate",
    "fix",
    "verify",
    "pull-request",
  ]);
  expect(snapshot.steps.map((step) => step.position)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  expect(snapshot.toolCalls).toHaveLength(8);
  expect(snapshot.evidence.map((one) => one.kind)).toEqual([
    "setup",
    "test_report",
    "root_cause",
    "diff",
    "test_report",
    "verification",
  ]);
  expect(snapshot.cost).toEqual({
    amountMicros: 0,
    inputTokens: 0,
    outputTokens: 0,
    modelCalls: 0,
    sandboxMs: 8200,
  });
  expect(snapshot.pullRequest).toMatchObject({ number: 1, status: "open", checksStatus: "passed" });
  expect(snapshot.checks.map((check) => check.name)).toEqual(["lint", "tests"]);
  expect(snapshot.approvals).toMatchObject([{ status: "pending", risk: "low" }]);
  expect(snapshot.handoffs).toHaveLength(1);
  expect(snapshot.decisions).toHaveLength(1);
});

test("a long output is clipped in the snapshot and whole on request and in the bundle", async () => {
  const { runId } = await submit();
  const text = `first line\n${"ж".repeat(100_000)}\nlast line`;
  const call = {
    tenant_id: tenant.id,
    run_id: runId,
    key: "k",
    position: 1,
    tool: "run_command",
    output: { text },
  };
  const { data } = await database.job(tenant).from("tool_calls").insert(call).select("id").single();
  const [shown] = (await getRunSnapshot(member, runId)).toolCalls;
  expect(shown?.clipped).toBe(true);
  const clipped = toolValueOf(shown?.output);
  expect(clipped.length).toBeLessThan(7_000);
  expect(clipped).toMatch(/^first line[\s\S]*characters left out of this view[\s\S]*last line$/);
  const part = await getRunPart(member, runId, { subject: "tool_calls", subjectId: data?.id ?? "" });
  expect(part.output).toEqual({ text });
  const bundle = await exportRun(member, runId);
  expect(bundle.toolCalls[0]?.output).toEqual({ text });
  expect(bundle.events.length).toBeGreaterThanOrEqual(2);
});

test("people of another tenant find nothing of a run", async () => {
  const { runId, goalId } = await submit();
  await expect(getRunSnapshot(stranger, runId)).rejects.toMatchObject({ code: "not_found" });
  await expect(getGoal(stranger, goalId)).rejects.toMatchObject({ code: "not_found" });
  expect(await listRunEvents(stranger, runId, 0)).toEqual([]);
  expect(await listRuns(stranger)).toEqual([]);
  // Even with the other tenant's id in the context the rows stay hidden.
  await expect(getRunSnapshot({ ...stranger, tenantId: tenant.id }, runId)).rejects.toMatchObject({
    code: "not_found",
  });
});

test("a stop is asked for once, and a run that has ended can be run again but not stopped", async () => {
  const { runId, goalId } = await submit();
  await expect(rerunRun(member, { runId })).rejects.toThrow("The run has not ended yet: stop it first.");
  const before = member.sent.length;
  await stopRun(member, { runId });
  await stopRun(member, { runId });
  expect(member.sent.slice(before).map((event) => event.name)).toEqual(["run/stop-requested"]);
  expect((await getRunSnapshot(member, runId)).run.status).toBe("stopping");
  await callFunction(database.job(tenant), "finish_run", {
    p_run: runId,
    p_status: "stopped",
    p_outcome: "stopped",
    p_verdict: null,
    p_reason: "Stopped.",
  });
  await expect(stopRun(member, { runId })).rejects.toMatchObject({ code: "unprocessable" });
  const again = await rerunRun(member, { runId });
  const { run } = await getRunSnapshot(member, again.runId);
  expect(run).toMatchObject({ status: "queued", rerunOf: { id: runId }, goal: { id: goalId } });
  expect(await getGoal(member, goalId)).toMatchObject({ runCount: 2, latestRun: { id: again.runId } });
});

test("of two people who decide at once one wins and the other is told", async () => {
  const { runId } = await submit();
  const { approvalId } = await writeSampleRun(
    { job: database.job(tenant), tenantId: tenant.id, runId },
    "waiting",
  );
  const id = approvalId ?? "";
  await expect(decideApproval(member, { approvalId: id, decision: "rejected", reason: " " })).rejects.toThrow(
    /Say why you reject/,
  );
  await expect(decideApproval(analyst, { approvalId: id, decision: "approved" })).rejects.toMatchObject({
    code: "forbidden",
  });
  const pending = (await listApprovals(member, "pending")).find((one) => one.approval.id === id);
  expect(pending?.diff?.files).toEqual([{ path: "src/pricing/shipping.ts", additions: 1, deletions: 1 }]);
  expect(pending?.verification?.verdict).toBe("verified");
  const second = createDomainContext((await database.createUser({ tenant })).db, tenant.id);
  const results = await Promise.allSettled([
    decideApproval(member, { approvalId: id, decision: "approved" }),
    decideApproval(second, { approvalId: id, decision: "rejected", reason: "Not now." }),
  ]);
  expect(results.map((result) => result.status).sort()).toEqual(["fulfilled", "rejected"]);
  const loser = results.find((result) => result.status === "rejected");
  expect(loser?.reason).toMatchObject({ code: "conflict" });
  expect(member.sent.concat(second.sent).filter((event) => event.data.approvalId === id)).toHaveLength(1);
  const decided = (await listApprovals(member, "decided")).find((one) => one.approval.id === id);
  expect(decided?.approval.decidedBy).toMatch(/person/);
});

test("goals are found by words, with signs of the pattern language taken as they are", async () => {
  await submit("Raise the 100%_limit of uploads");
  expect((await listGoals(member, { search: "100%_limit" })).map((goal) => goal.title)).toEqual([
    "Raise the 100%_limit of uploads",
  ]);
  expect(await listGoals(member, { search: "1%limit%zz" })).toEqual([]);
});
