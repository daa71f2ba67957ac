"use server";

import { revalidatePath } from "next/cache";
import { addCredential } from "#lib/domain/credentials/add-credential.ts";
import { revokeCredential } from "#lib/domain/credentials/revoke-credential.ts";
import { rotateCredential } from "#lib/domain/credentials/rotate-credential.ts";
import {
  AddCredentialInput,
  RevokeCredentialInput,
  RotateCredentialInput,
} from "#lib/domain/credentials/schema.ts";
import { revokeForgeToken } from "#lib/domain/repositories/revoke-forge-token.ts";
import { RevokeForgeTokenInput } from "#lib/domain/repositories/schema.ts";
import { tenantAction } from "#lib/http/tenant-action.ts";
import { keyRing } from "#lib/key-ring.ts";

const renewPage = () => revalidatePath("/[tenant]/settings/credentials", "page");

export const addCredentialAction = tenantAction({
  input: AddCredentialInput,
  permission: "credential.add",
  run: async (context, input) => {
    await addCredential({ ...context, keyRing: keyRing() }, input);
    renewPage();
  },
});

export const rotateCredentialAction = tenantAction({
  input: RotateCredentialInput,
  permission: "credential.rotate",
  run: async (context, input) => {
    await rotateCredential({ ...context, keyRing: keyRing() }, input);
    renewPage();
  },
});

export const revokeCredentialAction = tenantAction({
  input: RevokeCredentialInput,
  permission: "credential.revoke",
  run: async (context, input) => {
    await revokeCredential(context, input);
    renewPage();
  },
});

/** One's own; an admin ends anybody's: the database holds that rule. */
export const revokeForgeTokenAction = tenantAction({
  input: RevokeForgeTokenInput,
  permission: "forge_token.revoke",
  run: async (context, input) => {
    await revokeForgeToken(context, input);
    renewPage();
  },
});
