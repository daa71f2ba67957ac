import { headers } from "next/headers";
import { notFound } from "next/navigation";
import { createServiceClient } from "#lib/db/service-client.ts";
import { listMails } from "#lib/domain/mails/queries.ts";
import type { Mail } from "#lib/domain/mails/schema.ts";
import { isLoopbackVisit } from "#lib/http/loopback.ts";
import { ports } from "#lib/ports/ports.ts";

/** Whether this visitor can read mail at /mailbox. */
export async function hasMailbox(): Promise<boolean> {
  const { mail } = ports();
  return mail.kind === "local" && isLoopbackVisit(await headers(), mail.appUrl);
}

/**
 * All mail of an installation without a mail server, for whoever sits at its machine and so could read the
 * database as well. With a mail server, or from anywhere else, there is no such page.
 */
export async function openMailbox(): Promise<{ mails: Mail[]; appUrl: string }> {
  if (!(await hasMailbox())) return notFound();
  const mails = await listMails({ db: createServiceClient(), ports: ports() });
  return { mails, appUrl: ports().mail.appUrl };
}
