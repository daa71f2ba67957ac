import { callFunction } from "#lib/db/call.ts";
import { createServiceClient } from "#lib/db/service-client.ts";
import { hashPassword } from "#lib/domain/users/hash-password.ts";

export interface SeedInput {
  /** Address and secret key of the database's API. */
  url: string;
  secretKey: string;
  /** Passwords of admin@demo.morningai.local and owner@demo.morningai.local, when they don't exist yet. */
  demo: { adminPassword: string; ownerPassword: string };
}

/**
 * Adds what is missing of the demo: the tenant `demo`, its admin, the platform's Owner and the
 * sample repository, which the durable engine then imports. Changes nothing that is there, so it
 * runs at every start.
 * @returns id of the demo tenant
 */
export async function seed({ url, secretKey, demo }: SeedInput): Promise<string> {
  const [admin, owner] = await Promise.all([
    hashPassword(demo.adminPassword),
    hashPassword(demo.ownerPassword),
  ]);
  const service = createServiceClient({ url, secretKey });
  return callFunction(service, "seed_demo", { p_admin_password_hash: admin, p_owner_password_hash: owner });
}
