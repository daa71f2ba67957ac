import { z } from "zod";
import { callFunction } from "#lib/db/call.ts";
import type { AccountsContext } from "#lib/domain/sessions/accounts-context.ts";
import { sha256 } from "#lib/ids.ts";

/** The address that a sign-up waits to have confirmed; null when the link was used, is too old or made up. */
export async function findSignUp(
  context: Pick<AccountsContext, "db">,
  input: { token: string },
): Promise<{ email: string } | null> {
  const found = await callFunction(context.db, "find_sign_up", { p_token_hash: sha256(input.token) });
  return z.object({ email: z.string() }).nullable().parse(found);
}
