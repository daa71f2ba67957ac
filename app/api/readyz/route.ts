import { apiRoute } from "#lib/http/api-route.ts";
import { readiness } from "#lib/http/readiness.ts";

export const dynamic = "force-dynamic";

/** 200 when database and engine answer, else 503; the body says which part does not. */
export const GET = apiRoute(async () => {
  const state = await readiness();
  return Response.json(state, { status: state.ready ? 200 : 503, headers: { "cache-control": "no-store" } });
});
