import { after } from "next/server";
import { createServiceClient } from "#lib/db/service-client.ts";
import { deliverMails } from "#lib/domain/mails/deliver-mails.ts";
import { webLog } from "#lib/http/web-log.ts";
import { ports } from "#lib/ports/ports.ts";

/**
 * Does work once the answer is on its way, then sends the mail that is due: the answer takes the same time
 * whether there was something to do. What can't be sent now is sent by the durable function.
 */
export function afterAnswer(work: () => Promise<void> = async () => undefined): void {
  after(async () => {
    const log = webLog();
    try {
      await work();
      await deliverMails({ db: createServiceClient(), ports: ports(), log });
    } catch (error) {
      log.error({ err: error }, "work after the answer failed");
    }
  });
}
