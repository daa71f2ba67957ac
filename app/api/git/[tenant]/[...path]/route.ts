import { gitRoute } from "#lib/http/git-route.ts";

/** `git clone <address>/api/git/<tenant>/<repository>.git` */
export { gitRoute as GET, gitRoute as POST };

export const runtime = "nodejs";
