import { getRunSnapshot } from "#lib/domain/runs/get-run-snapshot.ts";
import { runRoute } from "#lib/http/run-route.ts";

/** The run as of now; long texts clipped. */
export const GET = runRoute("tenant.read", async ({ context }, runId) =>
  Response.json(await getRunSnapshot(context, runId), { headers: { "cache-control": "no-store" } }),
);
