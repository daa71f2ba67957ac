import { z } from "zod";
import type { WireError } from "../model.ts";
import { retryAfter } from "../timing/backoff.ts";
import type { HttpAnswer } from "./http-call.ts";

const op = z.object({
  id: z.string().min(1),
  op: z.string().min(1),
  name: z.string().nullish(),
  displayName: z.string().nullish(),
  opts: z.record(z.string(), z.unknown()).nullish(),
  data: z.unknown().optional(),
  error: z.unknown().optional(),
});

/** One operation the SDK reports or asks for. */
export type Op = z.infer<typeof op>;

/** What a call came to. */
export type Answer =
  | { kind: "ops"; ops: Op[]; noRetry: boolean; retryAfterMs?: number; requestVersion?: number }
  | { kind: "result"; data: string; requestVersion?: number }
  | { kind: "error"; error: WireError; retriable: boolean; retryAfterMs?: number };

/** Parses operations out of JSON; `undefined` when they are not of the right form. */
export function parseOps(body: unknown): Op[] | undefined {
  const result = z.array(op).safeParse(Array.isArray(body) ? body : [body]);
  return result.success ? result.data : undefined;
}

/** Reads what an app answered to a call. Anything that is no answer of the SDK is an error that is retried. */
export function readAnswer(answer: HttpAnswer, now: number): Answer {
  const { status, headers } = answer;
  const body = parseJson(answer.body);
  if (status >= 200 && status < 300) {
    if (!headers["x-inngest-sdk"]) {
      return failure(true, "the app's answer is not from the Inngest SDK (no x-inngest-sdk header)", answer);
    }
    if (status === 201) return readStreamed(body, headers, now, answer);
    const requestVersion = Number(headers["x-inngest-req-version"] ?? Number.NaN);
    const version = Number.isInteger(requestVersion) ? requestVersion : undefined;
    if (status === 206) {
      const ops = body === undefined ? undefined : parseOps(body);
      if (!ops) return failure(true, "the app answered with operations the engine can't read", answer);
      const { noRetry, retryAfterMs } = retryHeaders(headers, now);
      return { kind: "ops", ops, noRetry: noRetry === true, retryAfterMs, requestVersion: version };
    }
    if (body === undefined && answer.body !== "")
      return failure(true, "the app's answer is not JSON", answer);
    return { kind: "result", data: answer.body || "null", requestVersion: version };
  }
  const { noRetry, retryAfterMs } = retryHeaders(headers, now);
  const retriable = noRetry === undefined ? status >= 500 || status < 400 : !noRetry;
  return { kind: "error", error: toWireError(body, answer), retriable, retryAfterMs };
}

/** A streamed answer wraps status, headers and body of the real one. */
function readStreamed(body: unknown, headers: Record<string, string>, now: number, raw: HttpAnswer): Answer {
  const wrapped = z
    .object({
      status: z.number(),
      headers: z.record(z.string(), z.string()).nullish(),
      body: z.unknown().optional(),
    })
    .safeParse(body);
  if (!wrapped.success) return failure(true, "the app's streamed answer ended before it was complete", raw);
  const { data } = wrapped;
  const inner = Object.entries(data.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]);
  return readAnswer(
    {
      status: data.status,
      headers: { ...headers, ...Object.fromEntries(inner) },
      body: typeof data.body === "string" ? data.body : JSON.stringify(data.body ?? null),
    },
    now,
  );
}

function retryHeaders(headers: Record<string, string>, now: number) {
  const flag = headers["x-inngest-no-retry"];
  const after = headers["retry-after"];
  return {
    noRetry: flag === undefined ? undefined : flag === "true",
    retryAfterMs: after === undefined ? undefined : retryAfter(after, now),
  };
}

function failure(retriable: boolean, message: string, answer: HttpAnswer): Answer {
  const start = answer.body.slice(0, 200);
  return {
    kind: "error",
    retriable,
    error: {
      name: "Error",
      message: `${message}; status ${answer.status}, body starts with ${JSON.stringify(start)}`,
    },
  };
}

/** Brings whatever an error body holds into the form of an error, keeping its other fields. */
export function toWireError(body: unknown, answer?: HttpAnswer): WireError {
  if (typeof body === "object" && body !== null) {
    const given = body as Record<string, unknown>;
    const message = given.message ?? given.error ?? "";
    return {
      ...given,
      name: typeof given.name === "string" && given.name ? given.name : "Error",
      message: typeof message === "string" ? message : JSON.stringify(message),
    };
  }
  const text = typeof body === "string" ? body : (answer?.body ?? "");
  return {
    name: "Error",
    message: text.slice(0, 1000) || `the app answered with status ${answer?.status ?? 0}`,
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
