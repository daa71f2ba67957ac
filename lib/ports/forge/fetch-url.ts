import { AppError } from "#lib/errors.ts";
import { guardedFetch } from "#lib/net/guarded-fetch.ts";
import { type EgressRules, resolveTarget, type Target } from "#lib/net/resolve-target.ts";
import { gitText } from "#lib/ports/forge/git-command.ts";
import type { ImportRules } from "#lib/ports/forge/init-repository.ts";
import { fetchAll } from "#lib/ports/forge/local-fetch.ts";
import type { BasicLogin } from "#lib/ports/forge/port.ts";

const DISCOVERY = "/info/refs";
/** Enough to see that an answer begins; git reads it whole. */
const FIRST_BYTES = 1024;

const authorizationOf = (login: BasicLogin): string =>
  `Basic ${Buffer.from(`${login.username}:${login.password}`).toString("base64")}`;

/** The first line of git's words that says something, for people. */
function reason(stderr: string): string {
  const line =
    stderr.split("\n").find((text) => /^(fatal|error|remote):/.test(text)) ?? stderr.split("\n")[0];
  return (line ?? "").replace(/^(fatal|error|remote): /, "").slice(0, 300);
}

let pinning: Promise<boolean> | undefined;

/** git connects to an address we checked from 2.37 on; an older one would ask a resolver again. */
async function requirePinning(): Promise<void> {
  pinning ??= gitText("/", ["version"]).then((text) => {
    const [, major = 0, minor = 0] = (/(\d+)\.(\d+)/.exec(text) ?? []).map(Number);
    return major > 2 || (major === 2 && minor >= 37);
  });
  if (await pinning) return;
  throw new AppError("unavailable", "Importing from an address needs git 2.37 or newer on this server.");
}

/** Follows redirections for git, each one checked; answers the address of the repository in the end. */
async function findRepository(
  location: string,
  authorization: string | null,
  egress: EgressRules,
): Promise<URL> {
  const asked = new URL(location);
  asked.pathname = asked.pathname.replace(/\/+$/, "") + DISCOVERY;
  asked.search = "?service=git-upload-pack";
  const { url } = await guardedFetch(asked, {
    rules: egress,
    ...(authorization ? { authorization } : {}),
    headers: { "user-agent": "git/2" },
    timeoutMs: 30_000,
    maxBytes: FIRST_BYTES,
    overLimit: "cut",
  });
  if (!url.pathname.endsWith(DISCOVERY)) {
    throw new AppError("invalid_input", `${asked.hostname} leads on to something that is no git repository.`);
  }
  url.pathname = url.pathname.slice(0, -DISCOVERY.length);
  url.search = "";
  return url;
}

/** curl takes the checked addresses and asks nobody; redirections and other places for objects are off. */
function pinned({ host, port, addresses }: Target): Record<string, string> {
  const list = addresses.map((address) => (address.includes(":") ? `[${address}]` : address));
  return { "http.followRedirects": "false", "http.curloptResolve": `${host}:${port}:${list.join(",")}` };
}

/**
 * Fetches all branches and tags from an address that a user gave. The login goes along as a header of this call, to
 * the host it is for, and is stored nowhere.
 * @returns the name of the branch that HEAD is
 */
export async function fetchUrl(
  folder: string,
  source: { location: string; login?: BasicLogin },
  rules: ImportRules,
): Promise<string | null> {
  await requirePinning();
  const authorization = source.login ? authorizationOf(source.login) : null;
  const first = await resolveTarget(source.location, rules.egress);
  const found = await findRepository(first.url.href, authorization, rules.egress);
  const target = await resolveTarget(found, rules.egress);
  const settings: Record<string, string> = {
    "http.lowSpeedLimit": "1000",
    "http.lowSpeedTime": "60",
    ...pinned(target),
  };
  if (authorization && found.origin === first.url.origin) {
    settings["http.extraHeader"] = `Authorization: ${authorization}`;
  }
  const { head, problem } = await fetchAll(folder, found.href, "http:https", settings, rules.maxBytes);
  if (problem !== null) {
    throw new AppError(
      "invalid_input",
      `No repository could be fetched from ${found.href}: ${reason(problem)}`,
    );
  }
  return head;
}
