import { z } from "zod";
import { callFunction } from "#lib/db/call.ts";
import type { PlatformContext } from "#lib/domain/context.ts";
import { renderMail } from "#lib/domain/mails/render-mail.ts";
import { Mail } from "#lib/domain/mails/schema.ts";

/**
 * The newest mails of the platform. Their text comes along only while there is no mail server: it may hold
 * links that sign people in.
 * @throws AppError `not_found` for anybody but the platform and its Owner
 */
export async function listMails(context: Pick<PlatformContext, "db" | "ports">): Promise<Mail[]> {
  const { kind, appUrl } = context.ports.mail;
  const rows = await callFunction(context.db, "list_mails", { p_with_body: kind === "local" });
  return z
    .array(Mail)
    .parse(rows)
    .map((mail) => ({ ...mail, body: renderMail(mail.body, appUrl).text }));
}
