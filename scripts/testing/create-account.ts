import { callFunction } from "#lib/db/call.ts";
import type { Database } from "#lib/db/database.ts";
import { slugFrom } from "#lib/domain/tenants/schema.ts";
import { hashPassword } from "#lib/domain/users/hash-password.ts";
import { NewAccount } from "#lib/domain/users/schema.ts";
import { newToken, sha256 } from "#lib/ids.ts";

/**
 * An account with a tenant of its own, as after a sign-up whose mail was read: for tests and evaluations that
 * are about something else.
 * @param service a client past row-level security
 */
export async function createAccount(
  service: Database,
  person: { email: string; name: string; password: string; tenantName: string },
): Promise<NewAccount> {
  const token = newToken();
  await callFunction(service, "request_sign_up", {
    p_email: person.email,
    p_name: person.name,
    p_password_hash: await hashPassword(person.password),
    p_tenant_name: person.tenantName,
    p_tenant_slug: slugFrom(person.tenantName),
    p_token: token,
  });
  return NewAccount.parse(await callFunction(service, "confirm_sign_up", { p_token_hash: sha256(token) }));
}
