import { createClient } from "@supabase/supabase-js";
import type { Database } from "#lib/db/database.ts";
import { databaseFetch } from "#lib/db/database-fetch.ts";
import type { Database as Schema } from "#lib/db/types.ts";
import { env } from "#lib/env.ts";

/**
 * A client past row-level security. Only for what belongs to no tenant or comes before a session
 * exists: sign-in, the outbox sweeper, git tokens, the Owner Console's own tables and the seed.
 * Everything else uses the client of the person or of the job.
 */
export function createServiceClient(
  options: { url: string; secretKey: string } = {
    url: env().SUPABASE_URL,
    secretKey: env().SUPABASE_SECRET_KEY,
  },
): Database {
  return createClient<Schema>(options.url, options.secretKey, {
    auth: { persistSession: false, autoRefreshToken: false, detectSessionInUrl: false },
    global: { fetch: databaseFetch },
  });
}
