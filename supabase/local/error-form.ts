/** HTTP status by SQLSTATE, or by its first two characters: the table of PostgREST's documentation. */
const statusBySqlState: Record<string, number> = {
  "08": 503,
  "09": 500,
  "0L": 403,
  "0P": 403,
  "23503": 409,
  "23505": 409,
  "25006": 405,
  "25": 500,
  "28": 403,
  "2D": 500,
  "38": 500,
  "39": 500,
  "3B": 500,
  "40": 500,
  "53400": 500,
  "53": 503,
  "54": 500,
  "55": 500,
  "57": 500,
  "58": 500,
  F0: 500,
  HV: 500,
  P0001: 400,
  P0: 500,
  XX: 500,
};

/** These keep the form that Supabase Lite gives them, which depends on the request. */
const leftToLite = (code: string): boolean => code.startsWith("PT") || /^42|^PGRST$/.test(code);

interface DatabaseError {
  code: string;
  message: string;
  detail?: string | null;
  hint?: string | null;
}

function isDatabaseError(error: unknown): error is DatabaseError {
  return (
    typeof error === "object" &&
    error !== null &&
    "code" in error &&
    typeof error.code === "string" &&
    /^[0-9A-Z]{5}$/.test(error.code)
  );
}

/**
 * A database error in the form with which a request ends as PostgREST would end it. Supabase Lite
 * answers 500 "SUP" to what it does not know (a raised exception, a violated check); the shape of
 * `raise sqlstate 'PGRST'` carries code, message, detail, hint and status through.
 */
export function toPostgrestError(error: unknown): unknown {
  if (!isDatabaseError(error) || leftToLite(error.code)) return error;
  const status = statusBySqlState[error.code] ?? statusBySqlState[error.code.slice(0, 2)] ?? 400;
  const { code, message, detail, hint } = error;
  return {
    code: "PGRST",
    message: JSON.stringify({ code, message, details: detail ?? null, hint: hint ?? null }),
    detail: JSON.stringify({ status, headers: {} }),
  };
}
