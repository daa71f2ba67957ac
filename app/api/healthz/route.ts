export const dynamic = "force-dynamic";

/** The process answers. Asks nothing else, so that a slow database does not get it restarted. */
export function GET(): Response {
  return Response.json({ ok: true }, { headers: { "cache-control": "no-store" } });
}
