import { exportRun } from "#lib/domain/runs/export-run.ts";
import { runRoute } from "#lib/http/run-route.ts";

/** The whole run as one JSON document to keep. */
export const GET = runRoute("tenant.read", async ({ context }, runId) => {
  const bundle = await exportRun(context, runId);
  return new Response(`${JSON.stringify(bundle, null, 2)}\n`, {
    headers: {
      "content-type": "application/json; charset=utf-8",
      "content-disposition": `attachment; filename="run-${bundle.run.number}.json"`,
      "cache-control": "no-store",
    },
  });
});
