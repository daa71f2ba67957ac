/**
 * The one error table: code → HTTP status → public text → is it expected.
 * Expected errors are answers (bad input, a conflict); the others are alarms.
 */
export const errorTable = {
  invalid_input: { status: 400, text: "Some of the input is not valid.", expected: true },
  unauthenticated: { status: 401, text: "Sign in to continue.", expected: true },
  forbidden: { status: 403, text: "Your role does not allow this.", expected: true },
  reauthentication_required: {
    status: 403,
    text: "Confirm that it is you to continue.",
    expected: true,
  },
  not_found: { status: 404, text: "This does not exist, or you have no access to it.", expected: true },
  conflict: { status: 409, text: "Someone or something was faster: reload and look again.", expected: true },
  too_large: { status: 413, text: "This is larger than the limit.", expected: true },
  unsupported_type: { status: 415, text: "Send the body as application/json.", expected: true },
  unprocessable: { status: 422, text: "This can't be done in the present state.", expected: true },
  rate_limited: { status: 429, text: "Too many requests: wait a moment and try again.", expected: true },
  internal: { status: 500, text: "Something went wrong on our side. Nothing was lost.", expected: false },
  unavailable: {
    status: 503,
    text: "A part of the platform is not reachable. Try again in a moment.",
    expected: false,
  },
} as const;

export type ErrorCode = keyof typeof errorTable;

/** An error with a code of the table, a public text for people and a cause for the log. */
export class AppError extends Error {
  readonly code: ErrorCode;
  /** Field → message, for forms. */
  readonly fields: Record<string, string>;
  /** When the same may be tried again, of a limit; seconds. */
  readonly retryAfterSeconds: number | undefined;

  constructor(
    code: ErrorCode,
    message?: string,
    options: { cause?: unknown; fields?: Record<string, string>; retryAfterSeconds?: number } = {},
  ) {
    super(message ?? errorTable[code].text, { cause: options.cause });
    this.name = "AppError";
    this.code = code;
    this.fields = options.fields ?? {};
    this.retryAfterSeconds = options.retryAfterSeconds;
  }

  get status(): number {
    return errorTable[this.code].status;
  }

  get expected(): boolean {
    return errorTable[this.code].expected;
  }
}

/** Any thrown value as an AppError; what is not one becomes `internal` with the cause kept. */
export function toAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  return new AppError("internal", undefined, { cause: error });
}
