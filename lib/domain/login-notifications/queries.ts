import { callFunction } from "#lib/db/call.ts";
import type { Context } from "#lib/domain/context.ts";
import { LoginNotifications } from "#lib/domain/login-notifications/schema.ts";

/** The person's own settings. */
export async function getLoginNotifications(context: Pick<Context, "db">): Promise<LoginNotifications> {
  return LoginNotifications.parse(await callFunction(context.db, "my_login_notifications", {}));
}
