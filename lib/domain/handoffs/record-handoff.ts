import { unwrap } from "#lib/db/call.ts";
import type { Json } from "#lib/db/types.ts";
import type { Context } from "#lib/domain/context.ts";

export interface HandoffRecord {
  key: string;
  from: string;
  to: string;
  reason: string;
  payload: Record<string, Json>;
  expectedResult: string;
}

/** Keeps a message from one agent to another. */
export async function recordHandoff(
  context: Context,
  input: { runId: string; handoff: HandoffRecord },
): Promise<void> {
  const { key, from, to, reason, payload, expectedResult } = input.handoff;
  unwrap(
    await context.db.from("handoffs").upsert(
      {
        tenant_id: context.tenantId,
        run_id: input.runId,
        key,
        from_agent: from,
        to_agent: to,
        reason,
        payload,
        expected_result: expectedResult,
      },
      { onConflict: "run_id,key" },
    ),
  );
}
