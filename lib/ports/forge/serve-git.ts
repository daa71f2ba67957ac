import { AppError } from "#lib/errors.ts";
import { type GitService, type GitUser, handleGitRequest } from "#lib/ports/forge/http-backend.ts";
import { existingFolder } from "#lib/ports/forge/repository-folder.ts";

/** What an access token opens; null when the token is wrong. */
export type VerifyToken = (asked: {
  tenantSlug: string;
  repositoryName: string;
  token: string;
}) => Promise<({ tenantId: string; repositoryId: string } & GitUser) | null>;

export interface ServeGitInput {
  request: Request;
  tenantSlug: string;
  /** Segments after the tenant, `["shop.git", "info", "refs"]`; one with escapes names nothing. */
  path: string[];
  /** Throws `not_found` for a repository that the token's tenant does not have. */
  verify: VerifyToken;
  forgeDir: string;
  maxPushBytes?: number;
}

const SEGMENT = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/;
const SERVICES: readonly string[] = ["info/refs", "git-upload-pack", "git-receive-pack"];

function parsePath(path: string[]): { repositoryName: string; service: GitService } | null {
  const [first = "", ...rest] = path;
  const service = rest.join("/");
  if (!SEGMENT.test(first) || !SERVICES.includes(service)) return null;
  return { repositoryName: first.replace(/\.git$/, ""), service: service as GitService };
}

/** The password of HTTP Basic; the user name is of no meaning, as with other forges. */
function basicPassword(request: Request): string | null {
  const encoded = /^Basic ([A-Za-z0-9+/=]+)$/i.exec(request.headers.get("authorization") ?? "")?.[1];
  if (!encoded) return null;
  const text = Buffer.from(encoded, "base64").toString("utf8");
  const colon = text.indexOf(":");
  const password = colon < 0 ? "" : text.slice(colon + 1);
  return password === "" || password.length > 500 ? null : password;
}

function refusal(status: number, text: string): Response {
  const headers = new Headers({ "content-type": "text/plain; charset=utf-8" });
  if (status === 401) headers.set("www-authenticate", 'Basic realm="MorningAI", charset="UTF-8"');
  return new Response(`${text}\n`, { status, headers });
}

/**
 * `/api/git/<tenant>/<repository>.git/…`: authenticates with an access token as password and serves git.
 * 401 without or with a wrong token, 404 for anything that is not there for this token.
 */
export async function serveGit(input: ServeGitInput): Promise<Response> {
  const { request, tenantSlug, verify, forgeDir } = input;
  const parsed = SEGMENT.test(tenantSlug) ? parsePath(input.path) : null;
  if (!parsed) return refusal(404, "There is no repository at this address.");
  const token = basicPassword(request);
  if (!token) return refusal(401, "Give an access token as password.");
  try {
    const grant = await verify({ tenantSlug, repositoryName: parsed.repositoryName, token });
    if (!grant) return refusal(401, "This access token is not valid.");
    const { service } = parsed;
    const { maxPushBytes } = input;
    const user = { label: grant.label, access: grant.access };
    const repositoryDir = existingFolder(forgeDir, grant);
    return await handleGitRequest({ request, repositoryDir, service, user, maxPushBytes });
  } catch (error) {
    if (error instanceof AppError && error.expected) return refusal(error.status, error.message);
    throw error;
  }
}
