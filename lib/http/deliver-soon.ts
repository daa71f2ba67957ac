import { after } from "next/server";
import { createServiceClient } from "#lib/db/service-client.ts";
import { deliverMails } from "#lib/domain/mails/deliver-mails.ts";
import { webLog } from "#lib/http/web-log.ts";
import { ports } from "#lib/ports/ports.ts";

/**
 * Sends the mail that this request has caused once the answer is on its way: the answer takes the same time
 * whether there was one. What fails here is sent by the durable function.
 */
export function deliverSoon(): void {
  after(async () => {
    const log = webLog();
    try {
      await deliverMails({ db: createServiceClient(), ports: ports(), log });
    } catch (error) {
      log.warn({ err: error }, "mail left to the next delivery");
    }
  });
}
