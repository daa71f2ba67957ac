import { notFound } from "next/navigation";
import { AppError } from "#lib/errors.ts";

/** What a page reads by an id of its address; the "not found" page when there is no such thing. */
export async function orNotFound<Data>(read: Promise<Data>): Promise<Data> {
  try {
    return await read;
  } catch (error) {
    // An id that is none is refused by the database as invalid input.
    if (error instanceof AppError && (error.code === "not_found" || error.code === "invalid_input"))
      notFound();
    throw error;
  }
}
