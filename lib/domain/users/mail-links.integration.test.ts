import { beforeAll, expect, test, vi } from "vitest";
import { unwrap } from "#lib/db/call.ts";
import { mintToken } from "#lib/db/mint-token.ts";
import { createUserClient } from "#lib/db/user-client.ts";
import type { AccountsContext, Device } from "#lib/domain/sessions/accounts-context.ts";
import { requestMagicLink } from "#lib/domain/sessions/request-magic-link.ts";
import { signIn } from "#lib/domain/sessions/sign-in.ts";
import { signInByLink } from "#lib/domain/sessions/sign-in-by-link.ts";
import { confirmEmailChange } from "#lib/domain/users/confirm-email-change.ts";
import { confirmSignUp } from "#lib/domain/users/confirm-sign-up.ts";
import { getViewer } from "#lib/domain/users/queries.ts";
import { requestEmailChange } from "#lib/domain/users/request-email-change.ts";
import { requestPasswordReset } from "#lib/domain/users/request-password-reset.ts";
import { requestSignUp } from "#lib/domain/users/request-sign-up.ts";
import { resetPassword } from "#lib/domain/users/reset-password.ts";
import { sha256 } from "#lib/ids.ts";
import { createLogger } from "#lib/observability/logger.ts";
import { createAccount } from "#scripts/testing/create-account.ts";
import { testKeys } from "#scripts/testing/database-template.ts";
import { setUpTestDatabase } from "#scripts/testing/test-database.ts";

/** How often a password was hashed or compared: the costly work that time would tell. */
const hashed = vi.hoisted(() => ({ count: 0 }));
vi.mock(import("@node-rs/argon2"), async (load) => {
  const real = await load();
  const counted = <Work extends (...input: never[]) => unknown>(work: Work) =>
    ((...input: Parameters<Work>) => {
      hashed.count += 1;
      return work(...input);
    }) as Work;
  return { ...real, hash: counted(real.hash), verify: counted(real.verify) };
});

const database = setUpTestDatabase();
const password = "walnut otter cinema";
const newPassword = "ladder mango quartz";
let context: AccountsContext;
/** Functions of the database that were called, in order. */
let called: string[];

beforeAll(() => {
  const db = new Proxy(database.service, {
    get: (client, key) => {
      const value = Reflect.get(client, key, client);
      if (key !== "rpc") return typeof value === "function" ? value.bind(client) : value;
      return (name: string, input: object) => {
        called.push(name);
        return client.rpc(name as "whoami", input as never);
      };
    },
  });
  context = {
    db,
    log: createLogger("test", "silent"),
    tokenSecret: "a secret of the test",
    later: (work) => work(),
  };
  called = [];
});

let counter = 0;
function newVisitor(): { email: string; device: Device } {
  counter += 1;
  return { email: `ada-${counter}@example.test`, device: { userAgent: "Test", ip: `192.0.2.${counter}` } };
}

async function newAccount() {
  const visitor = newVisitor();
  const person = { name: "Ada", email: visitor.email, password, tenantName: "Acme" };
  return { ...visitor, ...(await createAccount(database.service, person)) };
}

const mailsTo = async (email: string) =>
  unwrap(
    await database.service
      .from("mails")
      .select("kind, subject, body")
      .eq("recipient", email)
      .order("created_at", { ascending: false }),
  );

/** The token of the link in the newest mail to this address. */
async function tokenFor(email: string, path: string): Promise<string> {
  const [mail] = await mailsTo(email);
  const token = new RegExp(`^\\{\\{app\\}\\}/${path}/([\\w-]+)$`, "m").exec(mail?.body ?? "")?.[1];
  if (!token) throw new Error(`no link to ${path} in the newest mail to ${email}: ${mail?.body}`);
  return token;
}

const asPerson = async (session: { userId: string; sessionId: string }) => ({
  db: createUserClient({
    url: database.url,
    publishableKey: testKeys.publishable,
    accessToken: await mintToken({ actor: "user", sub: session.userId, session_id: session.sessionId }),
  }),
});

const signUpInput = (email: string) => ({ name: "Ada", email, password, tenantName: "Acme" });
const usedUp = { code: "unprocessable", message: expect.stringContaining("used or is too old") };

test("a sign-up becomes an account by the link in the mail and the password that was chosen, once", async () => {
  const { email, device } = newVisitor();
  await requestSignUp(context, signUpInput(email), device);
  await expect(signIn(context, { email, password }, device)).rejects.toMatchObject({
    code: "unauthenticated",
  });
  const token = await tokenFor(email, "verify-email");
  const account = await confirmSignUp(context, { token, password }, device);
  expect(account).toMatchObject({ email, slug: expect.stringMatching(/^acme/) });
  expect(await signIn(context, { email, password }, device)).toMatchObject({ userId: account.userId });
  await expect(confirmSignUp(context, { token, password }, device)).rejects.toMatchObject(usedUp);
});

test("whoever reads the mail of an address that a stranger signed up does not get the stranger's password into it", async () => {
  const { email, device } = newVisitor();
  await requestSignUp(context, signUpInput(email), device);
  const token = await tokenFor(email, "verify-email");
  const guess = confirmSignUp(context, { token, password: "not the stranger's" }, device);
  await expect(guess).rejects.toMatchObject({
    code: "invalid_input",
    fields: { password: expect.any(String) },
  });
  expect(unwrap(await database.service.from("users").select("id").eq("email", email))).toEqual([]);
});

test.each([
  ["sign-up", (email: string, device: Device) => requestSignUp(context, signUpInput(email), device)],
  ["reset", (email: string, device: Device) => requestPasswordReset(context, { email }, device)],
  ["sign-in link", (email: string, device: Device) => requestMagicLink(context, { email }, device)],
] as const)(
  "%s: same answer and same work, whether or not the address has an account",
  async (_what, ask) => {
    const [known, unknown] = [await newAccount(), newVisitor()];
    const seen = [];
    for (const { email, device } of [known, unknown]) {
      [called, hashed.count] = [[], 0];
      const answer = await ask(email, device);
      seen.push({ answer, called, hashed: hashed.count });
    }
    expect(seen[0]).toEqual(seen[1]);
  },
);

test("sign-in: same answer and same work for a wrong password, an unknown address and an account without password", async () => {
  const [known, unknown, other] = [await newAccount(), newVisitor(), await newAccount()];
  await database.service.from("user_credentials").delete().eq("user_id", other.userId);
  // The decoy is made once per process.
  await signIn(context, { email: newVisitor().email, password }, newVisitor().device).catch(() => undefined);
  const seen = [];
  for (const { email, device } of [known, unknown, other]) {
    [called, hashed.count] = [[], 0];
    const { code, message } = await signIn(context, { email, password: "wrong" }, device).catch((e) => e);
    seen.push({ code, message, called, hashed: hashed.count });
  }
  expect(seen[0]).toMatchObject({ code: "unauthenticated", hashed: 1 });
  expect(seen[1]).toEqual(seen[0]);
  expect(seen[2]).toEqual(seen[0]);
});

test("somebody who has an account is told so by mail; an unknown address gets no mail of reset and link", async () => {
  const [known, unknown] = [await newAccount(), newVisitor()];
  await requestSignUp(context, signUpInput(known.email), known.device);
  expect(await mailsTo(known.email)).toMatchObject([
    { subject: "You already have a MorningAI account" },
    { subject: "Confirm your e-mail address" },
  ]);
  await requestPasswordReset(context, unknown, unknown.device);
  await requestMagicLink(context, unknown, unknown.device);
  expect(await mailsTo(unknown.email)).toEqual([]);
});

test("nobody gets more than five mails of a kind in an hour, and the answer stays the same", async () => {
  const { email } = await newAccount();
  for (let i = 0; i < 7; i += 1) {
    await requestPasswordReset(context, { email }, { userAgent: "", ip: `198.51.100.${i}` });
  }
  const resets = (await mailsTo(email)).filter(({ kind }) => kind === "user.reset-password");
  expect(resets).toHaveLength(5);
});

test("a reset ends all sessions and every other link, signs nobody in, and its link works once", async () => {
  const { email, device, userId } = await newAccount();
  const session = await signIn(context, { email, password }, device);
  await requestMagicLink(context, { email }, device);
  const magic = await tokenFor(email, "magic-link");
  await requestPasswordReset(context, { email }, device);
  const token = await tokenFor(email, "reset-password");
  const [first, second] = await Promise.allSettled([
    resetPassword(context, { token, newPassword }, device),
    resetPassword(context, { token, newPassword: `${newPassword} x` }, device),
  ]);
  expect([first.status, second.status].sort()).toEqual(["fulfilled", "rejected"]);
  await expect(getViewer(await asPerson(session))).rejects.toMatchObject({ code: "unauthenticated" });
  await expect(signInByLink(context, { token: magic }, device)).rejects.toMatchObject(usedUp);
  await expect(signIn(context, { email, password }, device)).rejects.toMatchObject({
    code: "unauthenticated",
  });
  const open = await database.service
    .from("sessions")
    .select("id")
    .eq("user_id", userId)
    .is("revoked_at", null);
  expect(open.data).toEqual([]);
  const used = first.status === "fulfilled" ? newPassword : `${newPassword} x`;
  await expect(signIn(context, { email, password: used }, device)).resolves.toMatchObject({ userId });
});

test("neither a reset nor a link gets past the second factor", async () => {
  const { email, device, userId } = await newAccount();
  const factor = { user_id: userId, secret_sealed: "sealed", last_step: 0 };
  unwrap(await database.service.from("two_factor_secrets").insert(factor).select("user_id"));
  await requestPasswordReset(context, { email }, device);
  await resetPassword(context, { token: await tokenFor(email, "reset-password"), newPassword }, device);
  await requestMagicLink(context, { email }, device);
  const byLink = await signInByLink(context, { token: await tokenFor(email, "magic-link") }, device);
  const byPassword = await signIn(context, { email, password: newPassword }, device);
  for (const session of [byLink, byPassword]) {
    const person = await asPerson(session);
    await expect(getViewer(person)).rejects.toMatchObject({
      message: "Show your second factor to continue.",
    });
    expect((await person.db.from("tenants").select("id")).data).toEqual([]);
  }
  const factors = await database.service.from("two_factor_secrets").select("user_id").eq("user_id", userId);
  expect(factors.data).toHaveLength(1);
});

test("a sign-in link works once; links past their time open nothing", async () => {
  const { email, device, userId } = await newAccount();
  await requestMagicLink(context, { email }, device);
  const token = await tokenFor(email, "magic-link");
  expect(await signInByLink(context, { token }, device)).toMatchObject({ userId });
  await expect(signInByLink(context, { token }, device)).rejects.toMatchObject(usedUp);
  await requestMagicLink(context, { email }, device);
  await requestPasswordReset(context, { email }, device);
  const past = { expires_at: new Date(Date.now() - 1_000).toISOString() };
  unwrap(await database.service.from("account_tokens").update(past).eq("user_id", userId).select("purpose"));
  const reset = await tokenFor(email, "reset-password");
  await expect(resetPassword(context, { token: reset, newPassword }, device)).rejects.toMatchObject(usedUp);
});

test("the links live as long as their mails say, and are kept as digests", async () => {
  const { email, device, userId } = await newAccount();
  await requestMagicLink(context, { email }, device);
  await requestPasswordReset(context, { email }, device);
  await requestEmailChange(context, { email: newVisitor().email, password }, { userId });
  const rows = unwrap(await database.service.from("account_tokens").select("*").eq("user_id", userId));
  const minutes = rows.map(({ purpose, created_at, expires_at }) => [
    purpose,
    (Date.parse(expires_at) - Date.parse(created_at)) / 60_000,
  ]);
  expect(Object.fromEntries(minutes)).toEqual({ magic_link: 15, reset_password: 30, change_email: 1440 });
  const reset = await tokenFor(email, "reset-password");
  expect(JSON.stringify(rows)).not.toContain(reset);
  expect(rows.map((row) => row.token_hash)).toContain(sha256(reset));
});

test("a new address counts once it is confirmed; the old one is told; a taken one is not given away", async () => {
  const [ada, taken, wanted] = [await newAccount(), await newAccount(), newVisitor()];
  await expect(
    requestEmailChange(context, { email: wanted.email, password: "wrong" }, ada),
  ).rejects.toMatchObject({ fields: { password: expect.any(String) } });
  await requestEmailChange(context, { email: taken.email, password }, ada);
  expect((await mailsTo(taken.email))[0]).toMatchObject({ subject: "You already have a MorningAI account" });
  await requestEmailChange(context, { email: wanted.email, password }, ada);
  const token = await tokenFor(wanted.email, "verify-email");
  await expect(signIn(context, { email: wanted.email, password }, ada.device)).rejects.toThrow();
  expect(await confirmEmailChange(context, { token }, ada.device)).toEqual({ email: wanted.email });
  expect(await signIn(context, { email: wanted.email, password }, ada.device)).toMatchObject({
    userId: ada.userId,
  });
  expect((await mailsTo(ada.email))[0]).toMatchObject({ kind: "user.email-changed" });
});

test("passwords that are stolen, common or the person's own are refused at sign-up and reset", async () => {
  const { email, device } = newVisitor();
  for (const weak of ["Password123!", `${email.split("@")[0]}-example`]) {
    const input = { ...signUpInput(email), password: weak };
    await expect(requestSignUp(context, input, device)).rejects.toMatchObject({
      code: "invalid_input",
      fields: { password: expect.stringContaining("harder to guess") },
    });
  }
  const ada = await newAccount();
  await requestPasswordReset(context, ada, ada.device);
  const token = await tokenFor(ada.email, "reset-password");
  await expect(
    resetPassword(context, { token, newPassword: "iloveyou1234" }, ada.device),
  ).rejects.toMatchObject({ fields: { newPassword: expect.any(String) } });
  // The link is still good: nothing was changed.
  await resetPassword(context, { token, newPassword }, ada.device);
});

test("strangers who use up the attempts of an address lock the owner out neither of the known browser nor of the link", async () => {
  const { email, device } = await newAccount();
  const known = { ...device, hash: sha256("device of ada") };
  await signIn(context, { email, password }, known);
  for (let i = 0; i < 31; i += 1) {
    const p_key = sha256(`sign-in:${email}`);
    await database.service.rpc("take_rate_limit", { p_key, p_limit: 30, p_window_seconds: 900 });
  }
  const stranger = { userAgent: "Stranger", ip: "203.0.113.7", hash: sha256("device of a stranger") };
  await expect(signIn(context, { email, password }, stranger)).rejects.toMatchObject({
    code: "rate_limited",
    retryAfterSeconds: expect.any(Number),
  });
  await expect(signIn(context, { email, password }, known)).resolves.toBeDefined();
  await requestMagicLink(context, { email }, stranger);
  const token = await tokenFor(email, "magic-link");
  await expect(signInByLink(context, { token }, stranger)).resolves.toBeDefined();
});

test("a known browser has ten attempts, and using them up locks nobody else out", async () => {
  const { email, device } = await newAccount();
  const stolen = { ...device, hash: sha256("stolen device") };
  await signIn(context, { email, password }, stolen);
  const attempt = () => signIn(context, { email, password: "wrong" }, stolen).catch((error) => error.code);
  const codes = [];
  for (let i = 0; i < 11; i += 1) codes.push(await attempt());
  expect(codes.filter((code) => code === "unauthenticated")).toHaveLength(10);
  expect(codes.at(-1)).toBe("rate_limited");
  await expect(signIn(context, { email, password }, device)).resolves.toBeDefined();
});

test("a hash of older parameters is made anew at sign-in, without a notice of a changed password", async () => {
  const { email, device, userId } = await newAccount();
  const { hash } = await import("@node-rs/argon2");
  const old = await hash(password, { memoryCost: 8_192, timeCost: 1, parallelism: 1 });
  const credentials = database.service.from("user_credentials");
  unwrap(
    await credentials
      .update({ password_hash: old, updated_at: new Date(0).toISOString() })
      .eq("user_id", userId)
      .select(),
  );
  const before = (await mailsTo(email)).length;
  await signIn(context, { email, password }, device);
  const row = unwrap(
    await database.service.from("user_credentials").select("*").eq("user_id", userId).single(),
  );
  expect(row.password_hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  expect(await mailsTo(email)).toHaveLength(before);
  await expect(signIn(context, { email, password }, device)).resolves.toMatchObject({ userId });
});
