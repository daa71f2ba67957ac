import { unwrap } from "#lib/db/call.ts";
import type { Context } from "#lib/domain/context.ts";

export interface DecisionRecord {
  key: string;
  /** Agent or part of the platform: "Meta_Agent", "Verification". */
  madeBy: string;
  decision: string;
  rationale: string;
  /** 0–1. */
  confidence: number;
}

/** Keeps who or what decided, and why; the same key again replaces it. */
export async function recordDecision(
  context: Context,
  input: { runId: string; decision: DecisionRecord },
): Promise<void> {
  const { key, madeBy, decision, rationale, confidence } = input.decision;
  unwrap(
    await context.db.from("decisions").upsert(
      {
        tenant_id: context.tenantId,
        run_id: input.runId,
        key,
        made_by: madeBy,
        decision,
        rationale,
        confidence,
      },
      { onConflict: "run_id,key" },
    ),
  );
}
