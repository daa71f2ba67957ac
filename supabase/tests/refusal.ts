import { AppError, type ErrorCode } from "#lib/errors.ts";

/** Code and public text with which a verb is refused. Fails when it isn't. */
export async function refusal(work: PromiseLike<unknown>): Promise<[ErrorCode, string]> {
  try {
    await work;
  } catch (error) {
    if (error instanceof AppError) return [error.code, error.message];
    throw error;
  }
  throw new Error("this should have been refused");
}
