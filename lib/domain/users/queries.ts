import { callFunction } from "#lib/db/call.ts";
import type { Context } from "#lib/domain/context.ts";
import { Viewer } from "#lib/domain/users/schema.ts";

/**
 * The signed-in person with tenants and roles.
 * @throws AppError `unauthenticated` when the session was revoked or has expired
 */
export async function getViewer(context: Pick<Context, "db">): Promise<Viewer> {
  return Viewer.parse(await callFunction(context.db, "whoami", {}));
}

/** Everything that is kept about the signed-in person, without hashes of passwords and tokens. */
export async function exportMyData(context: Pick<Context, "db">): Promise<unknown> {
  return callFunction(context.db, "export_my_data", {});
}
