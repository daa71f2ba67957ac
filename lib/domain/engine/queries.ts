import { z } from "zod";
import type { OwnerContext } from "#lib/domain/context.ts";
import { engineOperator } from "#lib/domain/engine/engine-operator.ts";
import type { EngineRun, EngineRunDetail, EngineRunQuery, EngineStatus } from "#lib/domain/engine/schema.ts";
import { clipDeep } from "#lib/domain/runs/clip-text.ts";
import { findTenantById } from "#lib/domain/tenants/queries.ts";
import { AppError } from "#lib/errors.ts";

const pageSize = 25;

/**
 * The engine as a page shows it. That it does not answer is a state to be shown, not an error of the
 * page: `away` carries the sentence for people.
 */
export type EngineView =
  | { kind: "here"; status: EngineStatus; runs: EngineRun[]; next: string | null }
  | { kind: "away"; url: string; reason: string }
  | { kind: "inngest"; dashboard: string }
  | { kind: "none" };

/** Status of the engine and one page of its runs. */
export async function viewEngine(
  context: Pick<OwnerContext, "ports" | "log">,
  query: EngineRunQuery,
): Promise<EngineView> {
  const { engine } = context.ports;
  if (engine.kind !== "embedded") return engine;
  const { status, function: functionId, before } = query;
  try {
    const [overview, page] = await Promise.all([
      engine.operator.status(),
      engine.operator.listRuns({ status, functionId, before, limit: pageSize }),
    ]);
    return { kind: "here", status: overview, ...page };
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== "unavailable") throw error;
    context.log.warn({ err: error.cause ?? error }, "the durable engine can't be read");
    return { kind: "away", url: engine.url, reason: error.message };
  }
}

const Served = z.object({ tenantId: z.uuid(), runId: z.uuid().optional() });

/** What an engine run works for, when its event says so. */
export interface ServedRun {
  tenant: { slug: string; name: string };
  runId: string | null;
}

/** Results may be megabytes; a page carries the beginning and end of each text. */
const clipped = (run: EngineRunDetail): EngineRunDetail => ({
  ...run,
  output: clipDeep(run.output).value,
  steps: run.steps.map((step) => ({ ...step, result: clipDeep(step.result).value })),
  events: run.events.map((event) => ({
    ...event,
    data: clipDeep(event.data).value as Record<string, unknown>,
  })),
});

/** One run of the engine with the run of the product that it serves. Errors: `not_found`, `unavailable`. */
export async function getEngineRun(
  context: OwnerContext,
  runId: string,
): Promise<{ run: EngineRunDetail; served: ServedRun | null }> {
  const run = clipped(await engineOperator(context).getRun(runId));
  const ids = Served.safeParse(run.events[0]?.data).data;
  const tenant = ids && (await findTenantById(context, ids.tenantId));
  return { run, served: tenant ? { tenant, runId: ids.runId ?? null } : null };
}
