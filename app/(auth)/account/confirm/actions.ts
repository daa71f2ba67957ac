"use server";

import { confirmIdentity } from "#lib/domain/sessions/confirm-identity.ts";
import { ConfirmIdentityInput } from "#lib/domain/sessions/schema.ts";
import { sessionAction } from "#lib/http/session-action.ts";

export const confirmIdentityAction = sessionAction({ input: ConfirmIdentityInput, run: confirmIdentity });
