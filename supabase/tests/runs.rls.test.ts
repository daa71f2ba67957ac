import { expect, test } from "vitest";
import { callFunction, unwrap } from "#lib/db/call.ts";
import { refusal } from "./refusal.ts";
import { type Actor, setUpWorld, submittedGoal } from "./world.ts";

const world = setUpWorld();

const stop = (actor: Actor, run: string) => callFunction(world.as(actor), "stop_run", { p_run: run });
const rerun = (actor: Actor, run: string) => callFunction(world.as(actor), "rerun_run", { p_run: run });
const begin = (actor: Actor, run: string) =>
  callFunction(world.as(actor), "begin_run", { p_run: run, p_base_sha: "abc" });

const finish = (actor: Actor, run: string, status = "succeeded") =>
  callFunction(world.as(actor), "finish_run", {
    p_run: run,
    p_status: status,
    p_outcome: status === "stopped" ? "stopped" : "merged",
    p_verdict: null,
    p_reason: "The end.",
  });

const step = (run: string, status: string) =>
  callFunction(world.as("job"), "record_step", {
    p_run: run,
    p_step: { key: "fix", position: 1, title: "Fix", agent: "dev", status },
  });

const stateOf = async (run: string) =>
  unwrap(await world.as("analyst").from("runs").select("status, outcome, reason").eq("id", run).single());

test("members stop runs, once; readers and others may not", async () => {
  const { runId } = await submittedGoal(world);
  expect((await refusal(stop("analyst", runId)))[0]).toBe("forbidden");
  expect((await refusal(stop("owner", runId)))[0]).toBe("forbidden");
  expect((await refusal(stop("stranger", runId)))[0]).toBe("not_found");
  expect((await refusal(stop("neighbour", runId)))[0]).toBe("not_found");
  expect(await stop("member", runId)).toMatchObject({ event: { name: "run/stop-requested" } });
  expect(await stop("admin", runId)).toEqual({ event: null });
  await finish("job", runId, "stopped");
  expect(await refusal(stop("member", runId))).toEqual(["unprocessable", "The run has already ended."]);
});

test("a run that is being stopped ends as stopped, whatever else comes in", async () => {
  const { runId } = await submittedGoal(world);
  await begin("job", runId);
  await stop("member", runId);
  expect(await finish("job", runId, "succeeded")).toBeNull();
  expect((await refusal(begin("job", runId)))[0]).toBe("conflict");
  expect(await finish("job", runId, "stopped")).toMatchObject({
    name: "run/finished",
    data: { runId, status: "stopped" },
  });
  expect(await stateOf(runId)).toEqual({ status: "stopped", outcome: "stopped", reason: "The end." });
});

test("only a job of the tenant writes the course of a run", async () => {
  const { runId } = await submittedGoal(world);
  for (const actor of ["admin", "owner", "stranger", "neighbour", "neighbourJob"] as const) {
    expect((await refusal(begin(actor, runId)))[0]).toBe("forbidden");
    expect((await refusal(finish(actor, runId)))[0]).toBe("forbidden");
  }
  expect((await refusal(begin("anonymous", runId)))[0]).toBe("unauthenticated");
  await begin("job", runId);
  expect((await stateOf(runId)).status).toBe("running");
});

test("nothing is written into a run that has ended", async () => {
  const { runId } = await submittedGoal(world);
  await begin("job", runId);
  await step(runId, "running");
  expect(await finish("job", runId)).toMatchObject({ name: "run/finished" });
  expect(await finish("job", runId, "failed")).toBeNull();
  const job = world.as("job");
  const own = { tenant_id: world.tenant.id, run_id: runId };
  expect(await refusal(step(runId, "succeeded"))).toEqual(["conflict", "The run has ended."]);
  const late = await Promise.all([
    job.from("evidence").insert({ ...own, key: "late", kind: "diff", title: "Late", data: {} }),
    job.from("tool_calls").insert({ ...own, key: "late", position: 1, tool: "edit" }),
    job.from("costs").insert({ ...own, key: "late", kind: "sandbox", engine: "local" }),
    job.from("run_steps").update({ status: "failed" }).eq("run_id", runId),
    job.from("runs").update({ status: "running", finished_at: null }).eq("id", runId),
    job.from("runs").update({ verdict: "verified" }).eq("id", runId),
  ]);
  expect(late.map((answer) => answer.error?.code)).toEqual(Array(6).fill("PT409"));
  expect((await stateOf(runId)).status).toBe("succeeded");
});

test("the end of a run ends what was open in it", async () => {
  const { runId } = await submittedGoal(world);
  await begin("job", runId);
  await step(runId, "running");
  const call = { key: "c1", stepKey: "fix", position: 1, kind: "tool", tool: "edit", risk: "low", input: {} };
  await callFunction(world.as("job"), "begin_tool_call", { p_run: runId, p_call: call });
  await finish("job", runId, "failed");
  const open = async (table: "run_steps" | "tool_calls" | "agent_executions") =>
    unwrap(await world.as("analyst").from(table).select("status").eq("run_id", runId));
  expect(await open("run_steps")).toEqual([{ status: "failed" }]);
  expect(await open("tool_calls")).toEqual([{ status: "failed" }]);
  expect(await open("agent_executions")).toEqual([{ status: "failed" }]);
});

test("a call that ended is found again instead of running twice, one that was cut off is taken up", async () => {
  const { runId } = await submittedGoal(world);
  await begin("job", runId);
  const job = world.as("job");
  const call = { key: "c1", position: 1, kind: "tool", tool: "edit", risk: "low", input: {} };
  const beginCall = () => callFunction(job, "begin_tool_call", { p_run: runId, p_call: call });
  const first = (await beginCall()) as { id: string };
  expect(await beginCall()).toMatchObject({ id: first.id, status: "running", attempt: 2 });
  const cost = { engine: "local", durationMs: 12, amountMicros: 3 };
  const ended = {
    p_call: first.id,
    p_status: "succeeded",
    p_output: { ok: true },
    p_error: null,
    p_cost: cost,
  };
  await callFunction(job, "end_tool_call", ended);
  await callFunction(job, "end_tool_call", { ...ended, p_status: "failed" });
  expect(await beginCall()).toMatchObject({
    id: first.id,
    status: "succeeded",
    output: { ok: true },
    attempt: 2,
  });
  const costs = unwrap(
    await world.as("analyst").from("costs").select("duration_ms, amount_micros").eq("run_id", runId),
  );
  expect(costs).toEqual([{ duration_ms: 12, amount_micros: 3 }]);
});

test("every change leaves a line in the events of the run, in order, which nobody can change", async () => {
  const { runId } = await submittedGoal(world);
  await begin("job", runId);
  await step(runId, "running");
  await step(runId, "succeeded");
  await finish("job", runId);
  const events = unwrap(
    await world
      .as("analyst")
      .from("run_events")
      .select("id, subject, status")
      .eq("run_id", runId)
      .order("id"),
  );
  const seen = events.map((event) => `${event.subject} ${event.status}`);
  expect(seen.filter((line) => line.startsWith("run_steps"))).toEqual([
    "run_steps running",
    "run_steps succeeded",
  ]);
  expect(seen[0]).toBe("runs queued");
  expect(seen.at(-1)).toBe("runs succeeded");
  for (const db of [world.as("job"), world.database.service]) {
    expect((await db.from("run_events").delete().eq("run_id", runId)).error?.code).toBe("42501");
    expect((await db.from("run_events").update({ status: "x" }).eq("run_id", runId)).error?.code).toBe(
      "42501",
    );
  }
});

test("a run is repeated by a member once it has ended", async () => {
  const { goalId, runId } = await submittedGoal(world);
  expect(await refusal(rerun("member", runId))).toEqual([
    "unprocessable",
    "The run has not ended yet: stop it first.",
  ]);
  await finish("job", runId, "failed");
  expect((await refusal(rerun("analyst", runId)))[0]).toBe("forbidden");
  expect((await refusal(rerun("neighbour", runId)))[0]).toBe("not_found");
  const again = (await rerun("member", runId)) as { runId: string };
  const row = unwrap(
    await world.as("analyst").from("runs").select("goal_id, rerun_of, status").eq("id", again.runId).single(),
  );
  expect(row).toEqual({ goal_id: goalId, rerun_of: runId, status: "queued" });
});
