import type { PostgrestError } from "@supabase/supabase-js";
import { AppError, type ErrorCode } from "#lib/errors.ts";

/** SQLSTATE or PostgREST code → our code. `PT…` codes are raised by our own SQL functions. */
const codeByState: Record<string, ErrorCode> = {
  PT400: "invalid_input",
  PT401: "unauthenticated",
  PT403: "forbidden",
  PT404: "not_found",
  PT409: "conflict",
  PT413: "too_large",
  PT422: "unprocessable",
  PT429: "rate_limited",
  "22001": "invalid_input",
  "22003": "invalid_input",
  "22P02": "invalid_input",
  "23502": "invalid_input",
  "23503": "conflict",
  "23505": "conflict",
  "23514": "invalid_input",
  "40001": "conflict",
  "42501": "forbidden",
  "57014": "unavailable",
  PGRST116: "not_found",
  PGRST301: "unauthenticated",
  PGRST303: "unauthenticated",
};

/** The text of a `PT…` exception is written for people; any other may show internals. */
const speaksToPeople = (state: string): boolean => state.startsWith("PT");

/** supabase-js reports a request that got no answer with an empty code and status 0. */
const hasNoAnswer = (error: PostgrestError, status: number): boolean =>
  status === 0 || (!error.code && /fetch failed|TimeoutError|AbortError/.test(error.message));

const capitalised = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

function codeOf(error: PostgrestError, status: number): ErrorCode | undefined {
  // Without a token PostgREST answers 401 where a person without the right would get 403.
  if (error.code === "42501" && status === 401) return "unauthenticated";
  // app.require_recent_authentication()
  if (error.code === "PT403" && error.hint === "reauthenticate") return "reauthentication_required";
  return codeByState[error.code];
}

/**
 * A failed answer of the data API as an AppError with the database's error as its cause.
 * @param status HTTP status of the answer; 0 when there was none
 */
export function mapError(error: PostgrestError, status: number): AppError {
  if (hasNoAnswer(error, status)) return new AppError("unavailable", undefined, { cause: error });
  const code = codeOf(error, status);
  if (!code) {
    const fallback: ErrorCode = status >= 502 && status <= 504 ? "unavailable" : "internal";
    return new AppError(fallback, undefined, { cause: error });
  }
  const text = speaksToPeople(error.code) ? `${capitalised(error.message)}.` : undefined;
  const retryAfterSeconds = code === "rate_limited" ? Number(error.hint) || 60 : undefined;
  return new AppError(code, text, { cause: error, ...(retryAfterSeconds ? { retryAfterSeconds } : {}) });
}
