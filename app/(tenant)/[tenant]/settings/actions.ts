"use server";

import { revalidatePath } from "next/cache";
import { cookies, headers } from "next/headers";
import { z } from "zod";
import { disconnectIdentity } from "#lib/domain/identities/disconnect-identity.ts";
import { DisconnectIdentityInput } from "#lib/domain/identities/schema.ts";
import { changePassword } from "#lib/domain/users/change-password.ts";
import { eraseAccount } from "#lib/domain/users/erase-account.ts";
import { renameUser } from "#lib/domain/users/rename-user.ts";
import { requestEmailChange } from "#lib/domain/users/request-email-change.ts";
import {
  ChangeEmailInput,
  ChangePasswordInput,
  EraseAccountInput,
  RenameUserInput,
} from "#lib/domain/users/schema.ts";
import { accountAction } from "#lib/http/account-action.ts";
import { accountsContext } from "#lib/http/accounts.ts";
import { deliverSoon } from "#lib/http/deliver-soon.ts";
import { CONNECT_COOKIE, connectCookieOptions } from "#lib/http/identity-claim-cookie.ts";
import { originOf } from "#lib/http/request.ts";

/** The name stands in the frame of every page. */
const renewPages = () => revalidatePath("/", "layout");

export const renameUserAction = accountAction({
  input: RenameUserInput,
  run: async (visit, input) => {
    await renameUser(visit, input);
    renewPages();
  },
});

export const changePasswordAction = accountAction({
  input: ChangePasswordInput,
  run: async (visit, input) => {
    const accounts = accountsContext(originOf(await headers()));
    const result = await changePassword(accounts, input, visit.session);
    deliverSoon();
    renewPages();
    return result;
  },
});

export const changeEmailAction = accountAction({
  input: ChangeEmailInput,
  run: async (visit, input) => {
    await requestEmailChange(accountsContext(originOf(await headers())), input, visit.session);
  },
});

/** Says to the way back from GitHub that it is to be connected to this person, and nothing else. */
export const prepareGithubAction = accountAction({
  input: z.object({}),
  run: async () => {
    (await cookies()).set(CONNECT_COOKIE, "1", connectCookieOptions);
  },
});

export const disconnectIdentityAction = accountAction({
  input: DisconnectIdentityInput,
  run: async (visit, input) => {
    await disconnectIdentity(visit, input);
    renewPages();
  },
});

export const eraseAccountAction = accountAction({
  input: EraseAccountInput,
  run: eraseAccount,
});
