import { beforeEach, expect, test } from "vitest";
import { unwrap } from "#lib/db/call.ts";
import type { PlatformContext } from "#lib/domain/context.ts";
import { deliverMails } from "#lib/domain/mails/deliver-mails.ts";
import { listMails } from "#lib/domain/mails/queries.ts";
import { AppError } from "#lib/errors.ts";
import { createLogger } from "#lib/observability/logger.ts";
import type { MailPort, OutgoingMail } from "#lib/ports/mail/port.ts";
import { setUpTestDatabase } from "#scripts/testing/test-database.ts";

const database = setUpTestDatabase();
const appUrl = "https://app.example.test";
let sent: OutgoingMail[];
let failure: AppError | undefined;

/** A mail server that remembers, or fails as the test says. */
const port = (kind: MailPort["kind"]): MailPort => ({
  kind,
  appUrl,
  send: async (mail) => {
    if (failure) throw failure;
    sent.push(mail);
  },
});
const context = (kind: MailPort["kind"] = "smtp"): PlatformContext => ({
  db: database.service,
  log: createLogger("test", "silent"),
  ports: { mail: port(kind) } as PlatformContext["ports"],
});

const row = async (id: string) =>
  unwrap(await database.service.from("mails").select("*").eq("id", id).single());

async function enqueue(change: { recipient?: string } = {}): Promise<string> {
  const mail = {
    recipient: "ada@example.test",
    kind: "test",
    subject: "Hello",
    body: "See\n{{app}}/x",
    ...change,
  };
  return unwrap(await database.service.from("mails").insert(mail).select("id").single()).id;
}

beforeEach(async () => {
  sent = [];
  failure = undefined;
  unwrap(await database.service.from("mails").delete().neq("kind", "").select("id"));
});

test("mail leaves once, however many deliver at the same time, and its text does not stay", async () => {
  const ids = await Promise.all(Array.from({ length: 6 }, () => enqueue()));
  const counts = await Promise.all([
    deliverMails(context()),
    deliverMails(context()),
    deliverMails(context()),
  ]);
  expect(counts.reduce((a, b) => a + b)).toBe(6);
  expect(sent.map(({ id }) => id).sort()).toEqual([...ids].sort());
  expect(sent[0]).toMatchObject({ to: "ada@example.test", text: "See\nhttps://app.example.test/x" });
  expect(await row(ids[0] ?? "")).toMatchObject({ status: "sent", body: "", attempts: 1 });
  expect(await deliverMails(context())).toBe(0);
});

test("without a mail server the text stays to be read", async () => {
  const id = await enqueue();
  await deliverMails(context("local"));
  expect(await row(id)).toMatchObject({ status: "sent", body: "See\n{{app}}/x" });
  expect(await listMails(context("local"))).toMatchObject([{ id, body: "See\nhttps://app.example.test/x" }]);
  expect(await listMails(context("smtp"))).toMatchObject([{ id, body: "" }]);
});

test("a busy server is asked again later, at last given up, with the reason", async () => {
  const id = await enqueue();
  failure = new AppError("unavailable", "The mail server is busy.");
  expect(await deliverMails(context())).toBe(0);
  const waiting = await row(id);
  expect(waiting).toMatchObject({ status: "queued", attempts: 1, last_error: "The mail server is busy." });
  expect(Date.parse(waiting.next_attempt_at)).toBeGreaterThan(Date.now() + 50_000);
  const due = { attempts: 6, next_attempt_at: new Date(0).toISOString() };
  unwrap(await database.service.from("mails").update(due).eq("id", id).select("id"));
  await deliverMails(context());
  expect(await row(id)).toMatchObject({
    status: "failed",
    attempts: 7,
    last_error: "The mail server is busy.",
  });
});

test("what is refused for good is given up at once, and the others go out", async () => {
  const id = await enqueue();
  failure = new AppError("unprocessable", "The mail server answered 550.");
  await deliverMails(context());
  failure = undefined;
  expect(await row(id)).toMatchObject({ status: "failed", attempts: 1 });
  await enqueue();
  expect(await deliverMails(context())).toBe(1);
});

test("a process that died after taking a mail leaves it to the next one", async () => {
  const id = await enqueue();
  unwrap(await database.service.rpc("claim_mails", { p_limit: 1 }));
  expect(await deliverMails(context())).toBe(0);
  unwrap(
    await database.service
      .from("mails")
      .update({ next_attempt_at: new Date(Date.now() - 1_000).toISOString() })
      .eq("id", id)
      .select("id"),
  );
  expect(await deliverMails(context())).toBe(1);
});
