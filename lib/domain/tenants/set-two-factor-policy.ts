import { callFunction } from "#lib/db/call.ts";
import type { Context } from "#lib/domain/context.ts";

/**
 * Whether members of the tenant need a second factor. From that moment those without one reach nothing but its set-up.
 * @throws AppError `forbidden` for anybody but an admin; `reauthentication_required`; `unprocessable` when the admin
 * who asks for it has none
 */
export async function setTwoFactorPolicy(
  context: Pick<Context, "db" | "tenantId">,
  input: { required: boolean },
): Promise<void> {
  await callFunction(context.db, "set_two_factor_policy", {
    p_tenant: context.tenantId,
    p_required: input.required,
  });
}
