import { createServiceClient } from "#lib/db/service-client.ts";
import { verifyForgeToken } from "#lib/domain/repositories/verify-forge-token.ts";
import { env } from "#lib/env.ts";
import { reportError } from "#lib/http/problem.ts";
import { requireAllowed, takeRequest } from "#lib/http/rate-limit.ts";
import { originOf, REQUEST_ID_HEADER, requestIdOf } from "#lib/http/request.ts";
import { sha256 } from "#lib/ids.ts";
import { type GitServer, selectGitServer } from "#lib/ports/forge/select.ts";

export interface GitRouteArguments {
  params: Promise<{ tenant: string; path: string[] }>;
}

let server: GitServer | undefined;

function gitServer(): GitServer {
  server ??= selectGitServer({ dataDir: env().DATA_DIR, maxMb: env().REPOSITORY_MAX_MB });
  return server;
}

const limit = async (caller: string) => requireAllowed(await takeRequest(sha256(caller), "default"));

/** Edge of git's smart HTTP protocol; the password is an access token made in the settings. */
export async function gitRoute(request: Request, route: GitRouteArguments): Promise<Response> {
  const { tenant, path } = await route.params;
  const requestId = requestIdOf(request.headers);
  const { ip } = originOf(request.headers);
  try {
    await limit(`git ${request.headers.get("authorization") ?? ip}`);
    return await gitServer()({
      request,
      tenantSlug: tenant,
      path,
      verify: async (asked) => {
        const access = await verifyForgeToken(createServiceClient(), asked);
        // Another token at each request is another caller; the address stays.
        if (!access) await limit(`git refused ${ip}`);
        return access;
      },
    });
  } catch (error) {
    const { status, message, retryAfterSeconds } = reportError(error, requestId);
    const headers = new Headers({ [REQUEST_ID_HEADER]: requestId });
    if (retryAfterSeconds) headers.set("retry-after", String(retryAfterSeconds));
    return new Response(`${message}\n`, { status, headers });
  }
}
