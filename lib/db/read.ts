import type { PostgrestError } from "@supabase/supabase-js";
import type { z } from "zod";
import { unwrap } from "#lib/db/call.ts";
import { AppError } from "#lib/errors.ts";

/** What a request of the data API resolves to, as far as reading needs it. */
type Answer = PromiseLike<{ data: unknown; error: PostgrestError | null; status: number }>;

/**
 * All rows of a query, parsed.
 * @throws AppError of the database; ZodError (a defect of ours) when a row has another shape
 */
export async function readAll<Schema extends z.ZodType>(
  query: Answer,
  schema: Schema,
): Promise<z.output<Schema>[]> {
  return schema
    .array()
    .parse(unwrap((await query) as Parameters<typeof unwrap>[0]) ?? []) as z.output<Schema>[];
}

/**
 * The one row of a query.
 * @throws AppError `not_found` when there is none
 */
export async function readOne<Schema extends z.ZodType>(
  query: Answer,
  schema: Schema,
): Promise<z.output<Schema>> {
  const [row] = await readAll(query, schema);
  if (row === undefined) throw new AppError("not_found");
  return row;
}
