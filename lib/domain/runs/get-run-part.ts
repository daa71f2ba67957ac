import { z } from "zod";
import { readOne } from "#lib/db/read.ts";
import type { Context } from "#lib/domain/context.ts";
import { parseInput } from "#lib/domain/parse-input.ts";
import { RunPartInput } from "#lib/domain/runs/snapshot-schema.ts";

const columns = { tool_calls: "id, input, output", evidence: "id, data", checks: "id, output" } as const;

/**
 * One tool call, piece of evidence or check with its whole stored text, which the snapshot clips.
 * Errors: `invalid_input`, `not_found`.
 */
export async function getRunPart(
  context: Context,
  runId: string,
  input: z.input<typeof RunPartInput>,
): Promise<Record<string, unknown>> {
  const { subject, subjectId } = parseInput(RunPartInput, input);
  const query = context.db
    .from(subject)
    .select(columns[subject] as string)
    .eq("tenant_id", context.tenantId)
    .eq("run_id", runId)
    .eq("id", subjectId);
  return readOne(query, z.record(z.string(), z.unknown()));
}
