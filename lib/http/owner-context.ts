import { headers } from "next/headers";
import type { OwnerContext } from "#lib/domain/context.ts";
import { requestIdOf } from "#lib/http/request.ts";
import type { Visit } from "#lib/http/session.ts";
import { webLog } from "#lib/http/web-log.ts";
import { ports } from "#lib/ports/ports.ts";

/** The context of the Owner's request, with the person's own database rights. */
export async function ownerContext({ db, session }: Visit): Promise<OwnerContext> {
  const requestId = requestIdOf(await headers());
  return { db, ports: ports(), log: webLog().child({ requestId, userId: session.userId }) };
}
