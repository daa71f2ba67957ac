import { createServiceClient } from "#lib/db/service-client.ts";
import { verifyForgeToken } from "#lib/domain/repositories/verify-forge-token.ts";
import { env } from "#lib/env.ts";
import { reportError } from "#lib/http/problem.ts";
import { REQUEST_ID_HEADER, requestIdOf } from "#lib/http/request.ts";
import { type GitServer, selectGitServer } from "#lib/ports/forge/select.ts";

export interface GitRouteArguments {
  params: Promise<{ tenant: string; path: string[] }>;
}

let server: GitServer | undefined;

function gitServer(): GitServer {
  server ??= selectGitServer({ dataDir: env().DATA_DIR, maxMb: env().REPOSITORY_MAX_MB });
  return server;
}

/** Edge of git's smart HTTP protocol; the password is an access token made in the settings. */
export async function gitRoute(request: Request, route: GitRouteArguments): Promise<Response> {
  const { tenant, path } = await route.params;
  const requestId = requestIdOf(request.headers);
  try {
    return await gitServer()({
      request,
      tenantSlug: tenant,
      path,
      verify: (asked) => verifyForgeToken(createServiceClient(), asked),
    });
  } catch (error) {
    const { status, message } = reportError(error, requestId);
    return new Response(`${message}\n`, { status, headers: { [REQUEST_ID_HEADER]: requestId } });
  }
}
