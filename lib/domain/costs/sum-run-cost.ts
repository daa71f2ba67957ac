import { unwrap } from "#lib/db/call.ts";
import type { Context } from "#lib/domain/context.ts";

/** What a run has cost so far by the ledger, in millionths of a US dollar. */
export async function sumRunCost(context: Context, input: { runId: string }): Promise<number> {
  const rows = unwrap(await context.db.from("costs").select("amount_micros").eq("run_id", input.runId));
  return rows.reduce((sum, row) => sum + row.amount_micros, 0);
}
