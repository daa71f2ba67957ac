import { systemClock } from "#lib/clock.ts";
import { unwrap } from "#lib/db/call.ts";
import { mintToken } from "#lib/db/mint-token.ts";
import { createServiceClient } from "#lib/db/service-client.ts";
import { createUserClient } from "#lib/db/user-client.ts";
import type { Context } from "#lib/domain/context.ts";
import { env } from "#lib/env.ts";
import { createLogger } from "#lib/observability/logger.ts";
import { ports } from "#lib/ports/ports.ts";
import { Problem } from "../start/problem.ts";
import { startScriptSession } from "./script-session.ts";

const DEMO_ADMIN = "admin@demo.morningai.local";

/** Acts as a person in a tenant, with that person's rights and no more. */
export async function personContext(person: { userId: string; tenantId: string }): Promise<Context> {
  const { userId, tenantId } = person;
  const sessionId = await startScriptSession(createServiceClient(), userId);
  const token = () => mintToken({ actor: "user", sub: userId, session_id: sessionId }, systemClock.now());
  return {
    db: createUserClient({
      url: env().SUPABASE_URL,
      publishableKey: env().SUPABASE_PUBLISHABLE_KEY,
      accessToken: token,
    }),
    tenantId,
    actor: { kind: "user", userId },
    ports: ports(),
    clock: systemClock,
    log: createLogger("goal", env().LOG_LEVEL),
  };
}

/** The administrator of the demo tenant. */
export async function adminContext(): Promise<Context> {
  const service = createServiceClient();
  const user = unwrap(
    await service.from("users").select("id, members(tenant_id)").eq("email", DEMO_ADMIN).maybeSingle(),
  );
  const tenantId = user?.members[0]?.tenant_id;
  if (!user || !tenantId)
    throw new Problem("The demo tenant is missing.", "Start the platform once with npm start.");
  return personContext({ userId: user.id, tenantId });
}
