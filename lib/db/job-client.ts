import { type Clock, systemClock } from "#lib/clock.ts";
import type { Database } from "#lib/db/database.ts";
import { mintToken, tokenSeconds } from "#lib/db/mint-token.ts";
import { createUserClient } from "#lib/db/user-client.ts";
import { env } from "#lib/env.ts";

/** A new token is made when less than this is left of the old one; seconds. */
const renewSeconds = 120;

/** Gives the token of a tenant's jobs, renewed in time: durable functions may run for hours. */
export function jobTokens(tenantId: string, clock: Clock = systemClock): () => Promise<string> {
  let current: { token: Promise<string>; renewAt: number } | undefined;
  return () => {
    const now = clock.now();
    if (!current || now.getTime() >= current.renewAt) {
      const token = mintToken({ actor: "job", sub: tenantId, tenant_id: tenantId }, now);
      current = { token, renewAt: now.getTime() + (tokenSeconds - renewSeconds) * 1000 };
    }
    return current.token;
  };
}

/**
 * A client for durable jobs that reaches one tenant and no other: row-level security narrows it,
 * as it does for people.
 */
export function createJobClient(tenantId: string): Database {
  const { SUPABASE_URL, SUPABASE_PUBLISHABLE_KEY } = env();
  return createUserClient({
    url: SUPABASE_URL,
    publishableKey: SUPABASE_PUBLISHABLE_KEY,
    accessToken: jobTokens(tenantId),
  });
}
