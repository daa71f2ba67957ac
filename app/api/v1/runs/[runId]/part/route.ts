import { parseInput } from "#lib/domain/parse-input.ts";
import { getRunPart } from "#lib/domain/runs/get-run-part.ts";
import { RunPartInput } from "#lib/domain/runs/snapshot-schema.ts";
import { runRoute } from "#lib/http/run-route.ts";

/** One tool call, check or piece of evidence whole: `?subject=tool_calls&subjectId=…`. */
export const GET = runRoute("tenant.read", async ({ context }, runId, request) => {
  const input = parseInput(RunPartInput, Object.fromEntries(new URL(request.url).searchParams));
  const part = await getRunPart(context, runId, input);
  return Response.json(part, { headers: { "cache-control": "no-store" } });
});
