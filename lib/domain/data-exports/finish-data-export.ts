import { callFunction } from "#lib/db/call.ts";
import type { Context } from "#lib/domain/context.ts";

/** Ends an export; `ready` writes its manifest, `failed` lets another one be asked for. */
export async function finishDataExport(
  context: Context,
  input: { dataExportId: string; status: "ready" | "failed" },
): Promise<void> {
  await callFunction(context.db, "finish_data_export", {
    p_data_export: input.dataExportId,
    p_status: input.status,
  });
}
