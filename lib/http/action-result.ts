import { headers } from "next/headers";
import { redirect } from "next/navigation";
import type { z } from "zod";
import { parseInput } from "#lib/domain/parse-input.ts";
import type { ErrorCode } from "#lib/errors.ts";
import { reportError } from "#lib/http/problem.ts";
import { callerOf, requireAllowed, takeRequest } from "#lib/http/rate-limit.ts";
import { pathTo, requestIdOf } from "#lib/http/request.ts";

export interface ActionError {
  code: ErrorCode;
  /** For people. */
  message: string;
  /** Field → message. */
  fields: Record<string, string>;
  requestId: string;
}

/** What a server action answers; forms show `error`, and never see a thrown one. */
export type ActionResult<Data> = { ok: true; data: Data } | { ok: false; error: ActionError };

/** Text fields of a form as an object; a field that comes twice becomes a list. */
function fromForm(form: FormData): Record<string, unknown> {
  const names = [...new Set(form.keys())].filter((name) => !name.startsWith("$ACTION_"));
  return Object.fromEntries(
    names.map((name) => {
      const values = form.getAll(name);
      return [name, values.length === 1 ? values[0] : values];
    }),
  );
}

/** Input of an action, from a form or a call, as its schema says. */
export function actionInput<Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> {
  return parseInput(schema, input instanceof FormData ? fromForm(input) : input);
}

/**
 * Counts the request of the caller and runs the body of an action; what it throws becomes the answer, the unexpected is
 * logged as well. When a sensitive act asks who is there, the browser goes to the page that asks, which leads back to
 * the page of the act.
 */
export async function answerAction<Data>(run: () => Promise<Data>): Promise<ActionResult<Data>> {
  const from = await headers();
  try {
    requireAllowed(await takeRequest(await callerOf(from), "default"));
    return { ok: true, data: await run() };
  } catch (error) {
    const requestId = requestIdOf(from);
    const { code, message, fields } = reportError(error, requestId);
    if (code === "reauthentication_required") redirect(pathTo("/account/confirm", from));
    return { ok: false, error: { code, message, fields, requestId } };
  }
}
