import { callFunction } from "#lib/db/call.ts";
import type { Context } from "#lib/domain/context.ts";

/** Rows of one page. */
export const EXPORT_PAGE = 200;

/** Writes one page of a table into an export; true when there may be a further one. */
export async function addExportPart(
  context: Context,
  input: { dataExportId: string; table: string; position: number },
): Promise<boolean> {
  const rows = await callFunction(context.db, "add_export_part", {
    p_data_export: input.dataExportId,
    p_table: input.table,
    p_position: input.position,
    p_limit: EXPORT_PAGE,
  });
  return rows === EXPORT_PAGE;
}
