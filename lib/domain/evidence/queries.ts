import { readAll } from "#lib/db/read.ts";
import type { Context } from "#lib/domain/context.ts";
import { Evidence } from "#lib/domain/evidence/schema.ts";

export const evidenceColumns: string =
  "id, runStepId:run_step_id, key, kind, title, data, createdAt:created_at";

/** Evidence of a run, oldest first. */
export async function listEvidence(context: Context, runId: string): Promise<Evidence[]> {
  return readAll(
    context.db
      .from("evidence")
      .select(evidenceColumns)
      .eq("tenant_id", context.tenantId)
      .eq("run_id", runId)
      .order("created_at")
      .order("key"),
    Evidence,
  );
}
