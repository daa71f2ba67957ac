import { z } from "zod";
import { callFunction } from "#lib/db/call.ts";
import type { AccountsContext } from "#lib/domain/sessions/accounts-context.ts";
import { sha256 } from "#lib/ids.ts";

const MailLink = z.object({
  userId: z.uuid(),
  email: z.string(),
  name: z.string(),
  /** The address to change to. */
  newEmail: z.string().nullable(),
});
export type MailLink = z.infer<typeof MailLink>;

/** Whom a link from a mail belongs to, without using it up; null when it was used, is too old or made up. */
export async function findMailLink(
  context: Pick<AccountsContext, "db">,
  input: { token: string; purpose: "reset_password" | "magic_link" | "change_email" },
): Promise<MailLink | null> {
  const found = await callFunction(context.db, "find_account_token", {
    p_token_hash: sha256(input.token),
    p_purpose: input.purpose,
  });
  return MailLink.nullable().parse(found);
}
