import type { z } from "zod";
import { parseInput } from "#lib/domain/parse-input.ts";
import { AppError } from "#lib/errors.ts";

/** Largest JSON body a route takes unless it says otherwise; bytes. */
export const DEFAULT_BODY_LIMIT = 256 * 1024;

/**
 * Reads a body up to a limit without trusting its declared length.
 * @throws AppError `too_large`
 */
export async function readBody(request: Request, limitBytes: number): Promise<string> {
  const tooLarge = () => new AppError("too_large", `The body may have ${limitBytes} bytes at most.`);
  if (Number(request.headers.get("content-length") ?? 0) > limitBytes) throw tooLarge();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.byteLength;
    if (size > limitBytes) throw tooLarge();
    chunks.push(chunk);
  }
  return new TextDecoder().decode(Buffer.concat(chunks));
}

/**
 * The JSON body of a request as its schema says.
 * @throws AppError `invalid_input` with a message per field, `too_large`
 */
export async function readJson<Schema extends z.ZodType>(
  request: Request,
  schema: Schema,
  limitBytes: number = DEFAULT_BODY_LIMIT,
): Promise<z.output<Schema>> {
  const text = await readBody(request, limitBytes);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new AppError("invalid_input", "The body is not valid JSON.", { cause });
  }
  return parseInput(schema, value);
}
