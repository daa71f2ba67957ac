import type { z } from "zod";
import { mapError } from "#lib/db/map-error.ts";
import { AppError } from "#lib/errors.ts";

/** What a PostgREST request resolves to, as far as reading needs it. */
type Reply = PromiseLike<{ data: unknown; error: unknown }>;

/**
 * All rows of a query, parsed. Errors: those of the database as `AppError`; `internal` when a row does
 * not have the shape of its schema.
 */
export async function readAll<Schema extends z.ZodType>(
  query: Reply,
  schema: Schema,
): Promise<z.output<Schema>[]> {
  const { data, error } = await query;
  if (error) throw mapError(error);
  return schema.array().parse(data ?? []) as z.output<Schema>[];
}

/** The one row of a query; `not_found` when there is none. */
export async function readOne<Schema extends z.ZodType>(
  query: Reply,
  schema: Schema,
): Promise<z.output<Schema>> {
  const [row] = await readAll(query, schema);
  if (row === undefined) throw new AppError("not_found");
  return row;
}
