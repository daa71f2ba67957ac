import type { z } from "zod";
import { AppError } from "#lib/errors.ts";

/**
 * Input of a verb as its schema says.
 * @throws AppError `invalid_input` with one message per field, the first as its text
 */
export function parseInput<Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  const fields: Record<string, string> = {};
  for (const issue of result.error.issues) fields[issue.path.join(".")] ??= issue.message;
  throw new AppError("invalid_input", result.error.issues[0]?.message, { fields, cause: result.error });
}
