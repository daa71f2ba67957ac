import type { PostgrestSingleResponse } from "@supabase/supabase-js";
import type { Database } from "#lib/db/database.ts";
import { mapError } from "#lib/db/map-error.ts";
import type { Database as Schema } from "#lib/db/types.ts";

type Functions = Schema["public"]["Functions"];
type FunctionName = keyof Functions & string;

/** Every argument may be null in SQL, which the generated types don't know. */
type Nullable<Args> = { [Name in keyof Args]: Args[Name] | null };

/**
 * The data of an answer of the data API.
 * @throws AppError mapped from the database's error (lib/db/map-error.ts)
 */
export function unwrap<Data>(answer: PostgrestSingleResponse<Data>): Data {
  if (answer.error) throw mapError(answer.error, answer.status);
  return answer.data;
}

/**
 * Calls one of our SQL functions: one request, one transaction.
 * @throws AppError; a `PTxxx` raised in SQL keeps its text for people
 */
export async function callFunction<Name extends FunctionName>(
  db: Database,
  name: Name,
  args: Nullable<Functions[Name]["Args"]>,
): Promise<Functions[Name]["Returns"]> {
  const answer = await db.rpc(name, args as Functions[Name]["Args"]);
  return unwrap(answer as PostgrestSingleResponse<Functions[Name]["Returns"]>);
}
