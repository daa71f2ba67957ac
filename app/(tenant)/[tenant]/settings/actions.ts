"use server";

import { revalidatePath } from "next/cache";
import { headers } from "next/headers";
import { changePassword } from "#lib/domain/users/change-password.ts";
import { eraseAccount } from "#lib/domain/users/erase-account.ts";
import { renameUser } from "#lib/domain/users/rename-user.ts";
import { ChangePasswordInput, EraseAccountInput, RenameUserInput } from "#lib/domain/users/schema.ts";
import { accountAction } from "#lib/http/account-action.ts";
import { accountsContext } from "#lib/http/accounts.ts";
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
    renewPages();
    return result;
  },
});

export const eraseAccountAction = accountAction({
  input: EraseAccountInput,
  run: eraseAccount,
});
