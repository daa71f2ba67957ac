import { setTimeout as delay } from "node:timers/promises";
import { systemClock } from "#lib/clock.ts";
import { unwrap } from "#lib/db/call.ts";
import type { Database } from "#lib/db/database.ts";
import { mintToken } from "#lib/db/mint-token.ts";
import { createServiceClient } from "#lib/db/service-client.ts";
import { createUserClient } from "#lib/db/user-client.ts";
import type { Context } from "#lib/domain/context.ts";
import { submitGoal } from "#lib/domain/goals/submit-goal.ts";
import { connectRepository } from "#lib/domain/repositories/connect-repository.ts";
import { getRunSnapshot } from "#lib/domain/runs/get-run-snapshot.ts";
import type { RunSnapshot } from "#lib/domain/runs/snapshot-schema.ts";
import { stopRun } from "#lib/domain/runs/stop-run.ts";
import { env } from "#lib/env.ts";
import { newId } from "#lib/ids.ts";
import { createLogger } from "#lib/observability/logger.ts";
import type { RepositoryRef } from "#lib/ports/forge/port.ts";
import { ports } from "#lib/ports/ports.ts";
import { Problem } from "../start/problem.ts";
import { printProgress, printResult } from "./print.ts";
import type { GoalSource } from "./source.ts";

const POLL_MS = 300;
const DEMO_ADMIN = "admin@demo.morningai.local";

export interface GoalResult {
  verdict: string | null;
  status: string;
  outcome: string | null;
  reason: string | null;
  branch: string | null;
  runNumber: number;
  /** Where the result lies on the forge. */
  repository: RepositoryRef;
  pullRequest: number | null;
  patch: string;
  durationMs: number;
}

/** Acts as the administrator of the demo tenant, with that person's rights and no more. */
async function adminContext(): Promise<Context> {
  const service = createServiceClient();
  const user = unwrap(
    await service.from("users").select("id, members(tenant_id)").eq("email", DEMO_ADMIN).maybeSingle(),
  );
  const tenantId = user?.members[0]?.tenant_id;
  if (!user || !tenantId)
    throw new Problem("The demo tenant is missing.", "Start the platform once with npm start.");
  const db: Database = createUserClient({
    url: env().SUPABASE_URL,
    publishableKey: env().SUPABASE_PUBLISHABLE_KEY,
    accessToken: () => mintToken({ actor: "user", sub: user.id, session_id: newId() }, systemClock.now()),
  });
  return {
    db,
    tenantId,
    actor: { kind: "user", userId: user.id },
    ports: ports(),
    clock: systemClock,
    log: createLogger("goal", "warn"),
  };
}

async function connect(context: Context, source: GoalSource): Promise<string> {
  const name = `${source.name}-${newId().slice(0, 8)}`;
  const { repositoryId } = await connectRepository(context, {
    name,
    sourceKind: source.kind,
    location: source.location,
  });
  for (;;) {
    const row = unwrap(
      await context.db.from("repositories").select("status, status_reason").eq("id", repositoryId).single(),
    );
    if (row.status === "ready") return repositoryId;
    if (row.status === "failed")
      throw new Problem("The repository could not be taken over.", row.status_reason ?? "");
    await delay(POLL_MS);
  }
}

const isOver = ({ run, approvals }: RunSnapshot): boolean =>
  run.finishedAt !== null || approvals.some((approval) => approval.status === "pending");

function patchOf(snapshot: RunSnapshot): string {
  const diff = snapshot.evidence.find((evidence) => evidence.kind === "diff");
  return diff?.kind === "diff" ? diff.data.patch : "";
}

/** Connects the repository, submits the goal and follows the run until it ends or asks for the merge. */
export async function runGoal(input: {
  source: GoalSource;
  goal: string;
  signal: AbortSignal;
  /** Print progress and result; default true. */
  print?: boolean;
}): Promise<GoalResult> {
  const print = input.print ?? true;
  const startedAt = Date.now();
  const context = await adminContext();
  const repositoryId = await connect(context, input.source);
  const { runId } = await submitGoal(context, { repositoryId, body: input.goal });
  const printed = new Set<string>();
  let stopping = false;
  for (;;) {
    const snapshot = await getRunSnapshot(context, runId);
    if (print) printProgress(snapshot, printed);
    if (isOver(snapshot)) {
      const patch = patchOf(snapshot);
      if (print) printResult(snapshot, patch);
      const { run, pullRequest } = snapshot;
      return {
        verdict: run.verdict,
        status: run.status,
        outcome: run.outcome,
        reason: run.reason,
        branch: run.branch,
        runNumber: run.number,
        repository: { tenantId: context.tenantId, repositoryId },
        pullRequest: pullRequest?.number ?? null,
        patch,
        durationMs: Date.now() - startedAt,
      };
    }
    if (input.signal.aborted && !stopping) {
      stopping = true;
      await stopRun(context, { runId });
    }
    await delay(POLL_MS);
  }
}
