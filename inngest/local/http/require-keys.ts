import type { IncomingHttpHeaders } from "node:http";
import { hashedKey, sameSecret } from "../call/signature.ts";
import type { EngineOptions } from "../engine-options.ts";
import { decodeSegment, RequestRefused } from "./server.ts";

/** Looks at a request before its route does; throws {@link RequestRefused}. */
export type Guard = (path: string, headers: IncomingHttpHeaders) => void;

const open = new Set(["/health", "/dev"]);

/**
 * With keys the engine answers only those who have them: events need an event key in their path, everything
 * else the signing key as a bearer token, plain or hashed as the SDK sends it.
 */
export function requireKeys({ signingKey, eventKeys = [] }: EngineOptions): Guard {
  const tokens = signingKey ? [signingKey, hashedKey(signingKey)] : [];
  return (path, headers) => {
    const eventKey = /^\/e\/([^/]+)/.exec(path)?.[1];
    if (eventKey !== undefined) {
      const known = eventKeys.some((key) => sameSecret(key, decodeSegment(eventKey)));
      if (eventKeys.length > 0 && !known) throw new RequestRefused(401, "the event key is not known");
      return;
    }
    if (tokens.length === 0 || open.has(path)) return;
    const given = headers.authorization?.replace(/^Bearer /i, "") ?? "";
    if (!tokens.some((token) => sameSecret(token, given))) {
      throw new RequestRefused(401, "the signing key is missing or not the engine's");
    }
  };
}
