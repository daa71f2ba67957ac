import { createClient } from "@supabase/supabase-js";
import type { Database } from "#lib/db/database.ts";
import { databaseFetch } from "#lib/db/database-fetch.ts";
import type { Database as Schema } from "#lib/db/types.ts";

export interface UserClientOptions {
  url: string;
  publishableKey: string;
  /** Access token from mint-token.ts; a function is asked before every request. */
  accessToken: string | (() => Promise<string>);
}

/**
 * A client with the rights of one access token. Sessions are ours, so Supabase's own sign-in is
 * switched off: nothing is stored, refreshed or read from cookies here.
 */
export function createUserClient({ url, publishableKey, accessToken }: UserClientOptions): Database {
  return createClient<Schema>(url, publishableKey, {
    accessToken: typeof accessToken === "string" ? async () => accessToken : accessToken,
    global: { fetch: databaseFetch },
  });
}
