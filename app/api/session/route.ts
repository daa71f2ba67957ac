import { touchSession } from "#lib/domain/sessions/touch-session.ts";
import { AppError } from "#lib/errors.ts";
import { apiRoute, requireSameOrigin } from "#lib/http/api-route.ts";
import { getSessionState, getVisit } from "#lib/http/session.ts";

const noStore = { headers: { "cache-control": "no-store" } };

/** What the session may do and how long it may be idle. Asking is no activity. */
export const GET = apiRoute(async () => Response.json(await getSessionState(), noStore));

/** The person is here: the time that a session may be idle for begins again. */
export const POST = apiRoute(async (request) => {
  requireSameOrigin(request);
  const visit = await getVisit();
  if (!visit) throw new AppError("unauthenticated");
  return Response.json(await touchSession(visit), noStore);
});
