import type { Context } from "#lib/domain/context.ts";
import { getRunSnapshot } from "#lib/domain/runs/get-run-snapshot.ts";
import { listRunEvents } from "#lib/domain/runs/queries.ts";
import type { RunEvent } from "#lib/domain/runs/schema.ts";
import type { RunSnapshot } from "#lib/domain/runs/snapshot-schema.ts";

const pageSize = 1000;

/** A whole run as one document: everything stored, nothing clipped, and its event log. */
export type RunBundle = {
  format: "morningai/run";
  version: 1;
  exportedAt: string;
  events: RunEvent[];
} & Omit<RunSnapshot, "lastEventId">;

/** The bundle of a run. Errors: `not_found`. */
export async function exportRun(context: Context, runId: string): Promise<RunBundle> {
  const { lastEventId, ...snapshot } = await getRunSnapshot(context, runId, { whole: true });
  const events: RunEvent[] = [];
  for (let after = 0; after < lastEventId; ) {
    const page = await listRunEvents(context, runId, after, pageSize);
    events.push(...page);
    after = page.at(-1)?.id ?? lastEventId;
  }
  return {
    format: "morningai/run",
    version: 1,
    exportedAt: context.clock.now().toISOString(),
    ...snapshot,
    events,
  };
}
