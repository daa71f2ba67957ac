import { callFunction, unwrap } from "#lib/db/call.ts";
import { storableJson } from "#lib/db/storable-json.ts";
import type { Context } from "#lib/domain/context.ts";
import { runTestSuite } from "#lib/domain/test-reports/run-test-suite.ts";
import { countCases, type TestCounts, type TestRunner } from "#lib/domain/test-reports/schema.ts";
import { AppError } from "#lib/errors.ts";
import type { ExecResult, Sandbox } from "#lib/ports/sandbox/port.ts";

export interface CheckPlan {
  pullRequestId: string;
  runId: string;
  repositoryId: string;
  headSha: string;
  runner: TestRunner;
  install: string | null;
  test: string | null;
  build: string | null;
  lint: string | null;
}

interface CheckResult {
  status: "passed" | "failed" | "skipped";
  summary: string;
  output: string;
  counts?: TestCounts;
}

/** CI has more time than the agent's own runs: nobody waits for it, and it is the only run of a suite that is slow. */
const TESTS_MS = 20 * 60_000;

const OUTPUT_LIMIT = 60_000;

function resultOf(command: string, exec: ExecResult): CheckResult {
  const why = exec.timedOut
    ? "did not end in time"
    : exec.outOfMemory
      ? "ran out of memory"
      : `ended with exit code ${exec.exitCode}`;
  return {
    status: exec.exitCode === 0 ? "passed" : "failed",
    summary: `"${command}" ${why}`,
    output: `${exec.stdout}${exec.stderr}`.slice(-OUTPUT_LIMIT),
  };
}

async function runCommand(
  sandbox: Sandbox,
  command: string | null,
  network: "none" | "registry",
): Promise<CheckResult> {
  if (!command) return { status: "skipped", summary: "No command is set", output: "" };
  return resultOf(
    command,
    await sandbox.exec({
      argv: ["sh", "-c", command],
      network,
      limits: { wallMs: 8 * 60_000, cpuSeconds: 900, memoryMb: 4_096 },
    }),
  );
}

async function runTests(sandbox: Sandbox, plan: CheckPlan): Promise<CheckResult> {
  if (!plan.test) return { status: "skipped", summary: "No command is set", output: "" };
  const report = await runTestSuite(sandbox, {
    command: plan.test,
    runner: plan.runner,
    wallMs: TESTS_MS,
    cpuSeconds: (TESTS_MS / 1_000) * 2,
  });
  const counts = countCases(report.cases);
  return {
    status: report.exitCode === 0 && counts.failed === 0 ? "passed" : "failed",
    summary: report.parsed
      ? `${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`
      : `Exit code ${report.exitCode}`,
    output: report.output,
    counts,
  };
}

/** Error `conflict` once a person has stopped the run: no further command is started for it. */
async function refuseStopped(context: Context, plan: CheckPlan): Promise<void> {
  const run = unwrap(await context.db.from("runs").select("status").eq("id", plan.runId).single());
  if (run.status === "stopping" || run.status === "stopped") {
    throw new AppError("conflict", "The run was stopped.");
  }
}

async function record(
  context: Context,
  plan: CheckPlan,
  name: string,
  result: CheckResult | null,
): Promise<void> {
  const now = context.clock.now().toISOString();
  const clean = result && (storableJson(result) as unknown as CheckResult);
  unwrap(
    await context.db.from("checks").upsert(
      {
        tenant_id: context.tenantId,
        run_id: plan.runId,
        pull_request_id: plan.pullRequestId,
        head_sha: plan.headSha,
        name,
        status: result?.status ?? "running",
        ...(clean
          ? {
              summary: clean.summary,
              output: clean.output,
              counts: clean.counts ? { ...clean.counts } : null,
              finished_at: now,
            }
          : { started_at: now }),
      },
      { onConflict: "pull_request_id,head_sha,name" },
    ),
  );
}

/**
 * CI of the local forge: the head commit in a clean sandbox, with the repository's own commands. Each
 * check is recorded as it goes; a failed set-up ends the round. Returns the overall status.
 */
export async function runChecks(context: Context, plan: CheckPlan): Promise<"passed" | "failed"> {
  const id = `${plan.pullRequestId}-ci`;
  const { sandbox } = await context.ports.sandbox.open(id);
  try {
    await callFunction(context.db, "begin_checks", { p_pull_request: plan.pullRequestId });
    await sandbox.unpack(
      await context.ports.forge.archive(
        { tenantId: context.tenantId, repositoryId: plan.repositoryId },
        plan.headSha,
      ),
    );
    const rounds: [string, () => Promise<CheckResult>][] = [
      ["setup", () => runCommand(sandbox, plan.install, "registry")],
      ["tests", () => runTests(sandbox, plan)],
      ["build", () => runCommand(sandbox, plan.build, "none")],
      ["lint", () => runCommand(sandbox, plan.lint, "none")],
    ];
    let status: "passed" | "failed" = "passed";
    for (const [name, check] of rounds) {
      await refuseStopped(context, plan);
      await record(context, plan, name, null);
      const result = await check();
      await record(context, plan, name, result);
      if (result.status === "failed") status = "failed";
      if (result.status === "failed" && name === "setup") break;
    }
    return status;
  } finally {
    await sandbox.destroy();
  }
}
