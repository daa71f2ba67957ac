import type { AddressInfo } from "node:net";
import { SMTPServer } from "smtp-server";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { newId } from "#lib/ids.ts";
import type { MailPort } from "./port.ts";
import { selectMail } from "./select.ts";

interface Delivery {
  from: string;
  to: string[];
  source: string;
}

const appUrl = "https://app.example.test";
const deliveries: Delivery[] = [];
let server: SMTPServer;

/** A mail server that takes everything but what is addressed to `refused.invalid` and `busy.invalid`. */
beforeAll(async () => {
  server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    onRcptTo: ({ address }, _session, callback) => {
      const code = address.endsWith("@refused.invalid") ? 550 : address.endsWith("@busy.invalid") ? 451 : 0;
      callback(code ? Object.assign(new Error("no"), { responseCode: code }) : null);
    },
    onData: (stream, session, callback) => {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        const { mailFrom, rcptTo } = session.envelope;
        deliveries.push({
          from: mailFrom ? mailFrom.address : "",
          to: rcptTo.map(({ address }) => address),
          source: Buffer.concat(chunks).toString("utf8"),
        });
        callback();
      });
    },
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterAll(() => new Promise<void>((resolve) => server.close(() => resolve())));
beforeEach(() => {
  deliveries.length = 0;
});

const smtpUrl = () => `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`;
const adapters: [string, () => MailPort][] = [
  ["local", () => selectMail({ appUrl: `${appUrl}/` })],
  ["smtp", () => selectMail({ appUrl: `${appUrl}/`, smtpUrl: smtpUrl() })],
];

const mail = (change: { to?: string; subject?: string } = {}) => ({
  id: newId(),
  to: "ada@example.test",
  subject: "Confirm your address",
  text: "Hello Ada",
  html: "<p>Hello Ada</p>",
  ...change,
});

describe.each(adapters)("%s", (kind, open) => {
  test("takes a mail, and says which address links begin with", async () => {
    const port = open();
    expect(port).toMatchObject({ kind, appUrl });
    await expect(port.send(mail())).resolves.toBeUndefined();
  });

  test.each([
    "ada@example.test, eve@example.test",
    "ada@example.test\r\nBcc: eve@example.test",
    '"eve@example.test x"@example.test',
    "Ada <ada@example.test>",
    "ada@example.test;eve@example.test",
    "ada(comment)@example.test",
    "-oQ/tmp@example.test",
    "ada@localhost",
    "ada@[127.0.0.1]",
    "",
  ])("refuses %j for good: it is not one plain address", async (to) => {
    await expect(open().send(mail({ to }))).rejects.toMatchObject({ code: "unprocessable" });
    expect(deliveries).toEqual([]);
  });

  test.each(["Hello\r\nBcc: eve@example.test", "Hello\nX-Header: 1", ""])(
    "refuses the subject %j, which would write headers",
    async (subject) => {
      await expect(open().send(mail({ subject }))).rejects.toMatchObject({ code: "unprocessable" });
      expect(deliveries).toEqual([]);
    },
  );

  test("tells a mailbox that does not exist from a server that is busy", async () => {
    await expect(open().send(mail({ to: "x@refused.invalid" }))).rejects.toMatchObject({
      code: "unprocessable",
    });
    await expect(open().send(mail({ to: "x@busy.invalid" }))).rejects.toMatchObject({ code: "unavailable" });
  });
});

test("by SMTP one person gets text and HTML, from our address, under an id that a repeat keeps", async () => {
  const sent = mail({ subject: "Grüße" });
  await selectMail({ appUrl, smtpUrl: smtpUrl() }).send(sent);
  expect(deliveries).toHaveLength(1);
  expect(deliveries[0]).toMatchObject({ from: "no-reply@app.example.test", to: ["ada@example.test"] });
  const source = deliveries[0]?.source ?? "";
  expect(source).toContain("Subject: =?UTF-8?Q?Gr=C3=BC=C3=9Fe?=");
  expect(source).toContain(`Message-ID: <${sent.id}@app.example.test>`);
  expect(source).toContain("Auto-Submitted: auto-generated");
  expect(source).toMatch(/Content-Type: text\/plain[\s\S]*Hello Ada[\s\S]*Content-Type: text\/html/);
});

test("a server on another machine that offers no TLS gets nothing; one that does not answer is tried again", async () => {
  // 0.0.0.0 reaches this machine and is not one of its loopback names.
  const elsewhere = smtpUrl().replace("127.0.0.1", "0.0.0.0");
  await expect(selectMail({ appUrl, smtpUrl: elsewhere }).send(mail())).rejects.toMatchObject({
    code: "unavailable",
  });
  expect(deliveries).toEqual([]);
  await expect(selectMail({ appUrl, smtpUrl: "smtp://127.0.0.1:1" }).send(mail())).rejects.toMatchObject({
    code: "unavailable",
    message: expect.not.stringContaining("127.0.0.1"),
  });
});
