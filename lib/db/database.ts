import type { SupabaseClient } from "@supabase/supabase-js";
import type { Database as Schema } from "#lib/db/types.ts";

/** A Supabase client typed with our schema; whose rights it carries is decided where it is made. */
export type Database = SupabaseClient<Schema>;
