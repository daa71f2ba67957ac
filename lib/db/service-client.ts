import { createClient } from "@supabase/supabase-js";
import type { Database } from "#lib/db/database.ts";
import { databaseFetch } from "#lib/db/database-fetch.ts";
import type { RequestOrigin } from "#lib/db/mint-token.ts";
import type { Database as Schema } from "#lib/db/types.ts";
import { env } from "#lib/env.ts";

/** As app.request_origin() in SQL reads them. Header values are Latin-1, and text from outside may be anything. */
function originHeaders({ ip, user_agent, request_id }: RequestOrigin): Record<string, string> {
  const plain = (text: string) => text.replace(/[^\x20-\x7e]/g, "?");
  return {
    "x-client-ip": plain(ip),
    "x-client-agent": plain(user_agent),
    "x-request-id": plain(request_id),
  };
}

/**
 * A client past row-level security. Only for what belongs to no tenant or comes before a session
 * exists: sign-in, the outbox sweeper, git tokens, the Owner Console's own tables and the seed.
 * Everything else uses the client of the person or of the job.
 * @param origin the request that it serves, for the audit log
 */
export function createServiceClient(
  options: { url: string; secretKey: string } = {
    url: env().SUPABASE_URL,
    secretKey: env().SUPABASE_SECRET_KEY,
  },
  origin?: RequestOrigin,
): Database {
  return createClient<Schema>(options.url, options.secretKey, {
    auth: { persistSession: false, autoRefreshToken: false, detectSessionInUrl: false },
    global: { fetch: databaseFetch, headers: origin ? originHeaders(origin) : {} },
  });
}
