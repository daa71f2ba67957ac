import type { z } from "zod";
import { parseInput } from "#lib/domain/parse-input.ts";
import { AppError } from "#lib/errors.ts";

/** Largest body of pages, actions and routes unless one says otherwise; bytes. */
export const DEFAULT_BODY_LIMIT = 1024 * 1024;
/** Deeper JSON is no input of ours. */
const DEEPEST = 40;

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

/** How deep objects and lists of a JSON text stand in each other, found without parsing it. */
function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"|[[\]{}]/g)) {
    if (token === "[" || token === "{") deepest = Math.max(deepest, ++depth);
    else if (token === "]" || token === "}") depth -= 1;
  }
  return deepest;
}

/**
 * The JSON body of a request as its schema says.
 * @throws AppError `unsupported_type` (not declared as JSON), `too_large`, `invalid_input` with a message per field
 */
export async function readJson<Schema extends z.ZodType>(
  request: Request,
  schema: Schema,
  limitBytes: number = DEFAULT_BODY_LIMIT,
): Promise<z.output<Schema>> {
  const type = (request.headers.get("content-type") ?? "").split(";")[0]?.trim().toLowerCase();
  if (type !== "application/json") throw new AppError("unsupported_type");
  const text = await readBody(request, limitBytes);
  if (depthOf(text) > DEEPEST) throw new AppError("invalid_input", "The body is nested too deep.");
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new AppError("invalid_input", "The body is not valid JSON.", { cause });
  }
  return parseInput(schema, value);
}
