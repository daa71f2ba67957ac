import { callFunction } from "#lib/db/call.ts";
import type { Context } from "#lib/domain/context.ts";
import { TwoFactor } from "#lib/domain/two-factor/schema.ts";

/** The person's own second factor. */
export async function getTwoFactor(context: Pick<Context, "db">): Promise<TwoFactor> {
  return TwoFactor.parse(await callFunction(context.db, "my_two_factor", {}));
}
