"use server";

import { headers } from "next/headers";
import { SignUpInput } from "#lib/domain/users/schema.ts";
import { type NewAccount, signUp } from "#lib/domain/users/sign-up.ts";
import { accountsContext } from "#lib/http/accounts.ts";
import { type ActionResult, actionInput, answerAction } from "#lib/http/action-result.ts";
import { deviceOf, originOf } from "#lib/http/request.ts";

/** Makes the account; the browser signs in with it right after. */
export async function signUpAction(form: FormData): Promise<ActionResult<NewAccount>> {
  return answerAction(async () => {
    const from = await headers();
    return signUp(accountsContext(originOf(from)), actionInput(SignUpInput, form), deviceOf(from));
  });
}
