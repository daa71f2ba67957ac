import { unwrap } from "#lib/db/call.ts";
import type { Database } from "#lib/db/database.ts";
import type { Json as NullableJson } from "#lib/db/types.ts";
import { sampleEvidence, samplePatch, samplePlan, samplePullRequest } from "./sample-run-content.ts";
import { sampleSteps } from "./sample-run-steps.ts";

type Json = NonNullable<NullableJson>;

/** How far the sample run has come. */
export type SampleStage = "planned" | "verifying" | "waiting" | "merged";

interface Target {
  /** Client of a job of the tenant. */
  job: Database;
  tenantId: string;
  runId: string;
}

const at = (seconds: number): string => new Date(Date.now() - 60_000 + seconds * 1000).toISOString();

/**
 * Writes into a queued run what a fix of the sample repository writes, up to a stage, with a job's
 * rights: plan, steps, tool calls, evidence, costs, pull request, checks, approval.
 */
export async function writeSampleRun(
  target: Target,
  stage: SampleStage,
): Promise<{ approvalId: string | null }> {
  const { job, runId, tenantId } = target;
  unwrap(await job.rpc("save_plan", { p_run: runId, p_plan: samplePlan as Json }));
  const started = { status: "running", started_at: at(0), heartbeat_at: at(3), engine: "local" };
  unwrap(await job.from("runs").update(started).eq("id", runId).select("id"));
  const own = { tenant_id: tenantId, run_id: runId };
  const decision = { ...own, key: "route", made_by: "meta", decision: "Route to Dev_Agent" };
  const why = { rationale: "The goal names a failing test, so it is a bug fix.", confidence: 0.92 };
  unwrap(
    await job
      .from("decisions")
      .insert({ ...decision, ...why })
      .select("id"),
  );
  const handoff = {
    ...own,
    key: "meta-dev",
    from_agent: "meta",
    to_agent: "dev",
    reason: "The plan is checked.",
  };
  const expected = { expected_result: "A fix that the whole suite verifies.", payload: { planSteps: 6 } };
  unwrap(
    await job
      .from("handoffs")
      .insert({ ...handoff, ...expected })
      .select("id"),
  );
  const done = { planned: 0, verifying: 4, waiting: 8, merged: 9 }[stage];
  await writeSteps(target, done);
  if (done >= 4) await writeEvidence(target, done >= 5);
  return stage === "waiting" || stage === "merged"
    ? { approvalId: await writePullRequest(target) }
    : { approvalId: null };
}

async function writeSteps({ job, tenantId, runId }: Target, done: number): Promise<void> {
  const execution = { tenant_id: tenantId, run_id: runId, agent: "dev", status: "running" };
  const { id } = unwrap(await job.from("agent_executions").insert(execution).select("id").single());
  for (const [index, step] of sampleSteps.entries()) {
    const finished = index < done;
    const status = finished
      ? "succeeded"
      : index === done
        ? step.key === "approval"
          ? "waiting"
          : "running"
        : "pending";
    const times = {
      started_at: index <= done ? at(index * 4) : null,
      finished_at: finished ? at(index * 4 + 3.4) : null,
    };
    const { calls, summary, ...row } = step;
    const values = { ...row, ...times, tenant_id: tenantId, run_id: runId, agent_execution_id: id, status };
    const stored = unwrap(
      await job
        .from("run_steps")
        .insert({ ...values, position: index + 1, summary: finished ? summary : null })
        .select("id")
        .single(),
    );
    for (const [position, call] of calls.entries()) {
      if (index > done) continue;
      const callRow = {
        tenant_id: tenantId,
        run_id: runId,
        run_step_id: stored.id,
        key: `${step.key}-${position}`,
        position: index * 100 + position,
        kind: call.kind ?? "tool",
        tool: call.tool,
        input: call.input as Json,
        output: (finished ? call.output : null) as Json,
        status: finished ? "succeeded" : "running",
        started_at: at(index * 4 + position * 0.5),
        finished_at: finished ? at(index * 4 + position * 0.5 + 0.42) : null,
      };
      unwrap(await job.from("tool_calls").insert(callRow).select("id"));
    }
  }
  const cost = {
    tenant_id: tenantId,
    run_id: runId,
    agent_execution_id: id,
    key: "sandbox-1",
    kind: "sandbox",
  };
  unwrap(
    await job
      .from("costs")
      .insert({ ...cost, engine: "local", duration_ms: 8200 })
      .select("id"),
  );
}

async function writeEvidence({ job, tenantId, runId }: Target, verified: boolean): Promise<void> {
  for (const one of sampleEvidence.slice(0, verified ? undefined : 4)) {
    const row = { ...one, data: one.data as Json, tenant_id: tenantId, run_id: runId };
    unwrap(await job.from("evidence").insert(row).select("id"));
  }
}

async function writePullRequest({ job, tenantId, runId }: Target): Promise<string> {
  const opened = unwrap(
    await job.rpc("open_pull_request", { p_run: runId, p_pull_request: samplePullRequest as Json }),
  ) as { id: string; number: number };
  const check = {
    tenant_id: tenantId,
    run_id: runId,
    pull_request_id: opened.id,
    head_sha: samplePullRequest.headSha,
  };
  const times = { started_at: at(28), finished_at: at(33) };
  const tests = {
    name: "tests",
    status: "passed",
    summary: "24 passed",
    counts: { total: 24, passed: 24, failed: 0, skipped: 0 },
  };
  const output = "✔ order total includes shipping below the limit (1.2ms)\n# tests 24\n# pass 24\n# fail 0";
  unwrap(
    await job
      .from("checks")
      .insert([
        { ...check, ...tests, ...times, output },
        { ...check, ...times, name: "lint", status: "passed", summary: "No findings" },
      ])
      .select("id"),
  );
  unwrap(
    await job.from("pull_requests").update({ checks_status: "passed" }).eq("id", opened.id).select("id"),
  );
  unwrap(
    await job
      .from("runs")
      .update({ verdict: "verified", head_sha: samplePullRequest.headSha })
      .eq("id", runId)
      .select("id"),
  );
  const approval = {
    pullRequestId: opened.id,
    kind: "merge_pull_request",
    title: `Merge pull request #${opened.number} into main`,
    subjectDigest: `${samplePullRequest.headSha}:${samplePatch.length}`,
    risk: "low",
    rationale: "One comparison changed in one file; the failing test passes and no other test changed.",
    confidence: 0.94,
    agent: "meta",
    expiresAt: new Date(Date.now() + 26 * 3_600_000).toISOString(),
  };
  return unwrap(await job.rpc("request_approval", { p_run: runId, p_approval: approval })) as string;
}
