import { generateSync } from "otplib";
import { beforeAll, expect, test } from "vitest";
import { unwrap } from "#lib/db/call.ts";
import { mintToken } from "#lib/db/mint-token.ts";
import { createServiceClient } from "#lib/db/service-client.ts";
import { createUserClient } from "#lib/db/user-client.ts";
import { confirmIdentity } from "#lib/domain/sessions/confirm-identity.ts";
import { readSessionState } from "#lib/domain/sessions/queries.ts";
import { revokeOtherSessions } from "#lib/domain/sessions/revoke-other-sessions.ts";
import { revokeSession } from "#lib/domain/sessions/revoke-session.ts";
import { rotateSession } from "#lib/domain/sessions/rotate-session.ts";
import type { NewSession } from "#lib/domain/sessions/schema.ts";
import { signIn } from "#lib/domain/sessions/sign-in.ts";
import { touchSession } from "#lib/domain/sessions/touch-session.ts";
import { confirmTwoFactor } from "#lib/domain/two-factor/confirm-two-factor.ts";
import { openTwoFactorSetUp } from "#lib/domain/two-factor/open-set-up.ts";
import { getTwoFactor } from "#lib/domain/two-factor/queries.ts";
import { removeTwoFactor } from "#lib/domain/two-factor/remove-two-factor.ts";
import { renewRecoveryCodes } from "#lib/domain/two-factor/renew-recovery-codes.ts";
import { Code } from "#lib/domain/two-factor/schema.ts";
import { showSecondFactor } from "#lib/domain/two-factor/show-second-factor.ts";
import type { TwoFactorContext } from "#lib/domain/two-factor/two-factor-context.ts";
import { changePassword } from "#lib/domain/users/change-password.ts";
import { hashPassword } from "#lib/domain/users/hash-password.ts";
import { getViewer } from "#lib/domain/users/queries.ts";
import { newKeyEntry, readKeyRing } from "#lib/key-ring.ts";
import { createLogger } from "#lib/observability/logger.ts";
import { testKeys } from "#scripts/testing/database-template.ts";
import { setUpTestDatabase } from "#scripts/testing/test-database.ts";

const database = setUpTestDatabase();
const password = "walnut otter cinema";
const keyRing = readKeyRing(newKeyEntry("test"));
let passwordHash: string;

/** One instance of the app: clients and memory of its own, the database and the secrets shared. */
function instance(): TwoFactorContext {
  return {
    db: createServiceClient({ url: database.url, secretKey: testKeys.secret }),
    log: createLogger("test", "silent"),
    later: (work) => work(),
    tokenSecret: "a secret of the test",
    keyRing,
  };
}

let here: TwoFactorContext;
let there: TwoFactorContext;

beforeAll(async () => {
  passwordHash = await hashPassword(password);
  [here, there] = [instance(), instance()];
});

interface Person {
  id: string;
  email: string;
  ip: string;
  signIn: () => Promise<NewSession & { ip: string }>;
}

let counter = 0;
async function newPerson(options: { owner?: boolean } = {}): Promise<Person> {
  counter += 1;
  const { id, email } = await database.createUser(options);
  unwrap(
    await database.service
      .from("user_credentials")
      .insert({ user_id: id, password_hash: passwordHash })
      .select("user_id"),
  );
  const ip = `192.0.2.${counter}`;
  const device = { userAgent: "Browser", ip };
  return {
    id,
    email,
    ip,
    signIn: async () => ({ ...(await signIn(here, { email, password }, device)), ip }),
  };
}

/** The client that a page of this session uses. */
async function pageOf(session: { userId: string; sessionId: string }) {
  const token = await mintToken({ actor: "user", sub: session.userId, session_id: session.sessionId });
  return {
    db: createUserClient({ url: database.url, publishableKey: testKeys.publishable, accessToken: token }),
  };
}

const stateOf = async (session: NewSession) => (await readSessionState(await pageOf(session))).state;

/** The app's code of the present step, or of the next one, which a clock that is ahead shows. */
const codeOf = (secret: string, ahead = 0) =>
  generateSync({ secret, epoch: Math.floor(Date.now() / 1000) + ahead });

/** Lets the codes of the present steps be used again, as half a minute would let the next ones. */
const passTime = async (person: { id: string }) =>
  unwrap(
    await database.service
      .from("two_factor_secrets")
      .update({ last_step: 0 })
      .eq("user_id", person.id)
      .select("user_id"),
  );

async function withTwoFactor(options: { owner?: boolean } = {}) {
  const person = await newPerson(options);
  const first = await person.signIn();
  const { secret } = await openTwoFactorSetUp(here, first, person.email);
  const confirmed = await confirmTwoFactor(here, { code: codeOf(secret) }, first);
  await passTime(person);
  return { ...person, first, secret, codes: confirmed.recoveryCodes, session: confirmed.session };
}

const refusedCode = { code: "invalid_input", fields: { code: expect.any(String) } };

test("only a code of the shown key puts it into use; it is kept sealed, and loading the page again shows the same", async () => {
  const person = await newPerson();
  const session = await person.signIn();
  const setUp = await openTwoFactorSetUp(here, session, person.email);
  expect(await openTwoFactorSetUp(there, session, person.email)).toEqual(setUp);
  const other = await person.signIn();
  expect((await openTwoFactorSetUp(here, other, person.email)).secret).not.toBe(setUp.secret);
  const wrong = codeOf(setUp.secret) === "000000" ? "111111" : "000000";
  await expect(confirmTwoFactor(here, { code: wrong }, session)).rejects.toMatchObject(refusedCode);
  expect((await getTwoFactor(await pageOf(session))).since).toBeNull();
  const { recoveryCodes } = await confirmTwoFactor(here, { code: codeOf(setUp.secret) }, session);
  expect(recoveryCodes).toHaveLength(10);
  const { data } = await database.service
    .from("two_factor_secrets")
    .select("secret_sealed")
    .eq("user_id", person.id)
    .single();
  expect(data?.secret_sealed).toMatch(/^v1\.test\./);
  expect(data?.secret_sealed).not.toContain(setUp.secret);
});

test("a password alone gives a session that reaches nothing but its second step", async () => {
  const person = await withTwoFactor();
  const session = await person.signIn();
  const page = await pageOf(session);
  expect(await stateOf(session)).toBe("factor");
  expect((await page.db.from("users").select("id")).data).toEqual([]);
  await expect(getViewer(page)).rejects.toMatchObject({
    code: "unauthenticated",
    message: "Show your second factor to continue.",
  });
  await expect(openTwoFactorSetUp(here, session, person.email)).rejects.toMatchObject({
    code: "unauthenticated",
  });
  await expect(removeTwoFactor(here, { code: codeOf(person.secret) }, session)).rejects.toMatchObject({
    code: "unauthenticated",
  });
  const shown = await showSecondFactor(here, { code: codeOf(person.secret, 30) }, session);
  expect((await getViewer(await pageOf(shown.session))).id).toBe(person.id);
  expect(await stateOf(session)).toBe("over");
  expect(await rotateSession(here, session)).toBeNull();
});

test("one code sent to two instances at once lets one in, and later nobody", async () => {
  const person = await withTwoFactor();
  const sessions = await Promise.all([1, 2, 3, 4].map(() => person.signIn()));
  const code = codeOf(person.secret);
  const answers = await Promise.allSettled(
    sessions.map((session, index) => showSecondFactor(index % 2 ? here : there, { code }, session)),
  );
  expect(answers.filter((answer) => answer.status === "fulfilled")).toHaveLength(1);
  await expect(showSecondFactor(there, { code }, await person.signIn())).rejects.toMatchObject(refusedCode);
});

test("one recovery code sent to two instances at once lets one in, and later nobody", async () => {
  const person = await withTwoFactor();
  const sessions = await Promise.all([1, 2, 3, 4].map(() => person.signIn()));
  const code = Code.parse(person.codes[0]);
  const answers = await Promise.allSettled(
    sessions.map((session, index) => showSecondFactor(index % 2 ? here : there, { code }, session)),
  );
  const [entered, ...others] = answers.flatMap((answer) =>
    answer.status === "fulfilled" ? [answer.value] : [],
  );
  expect(others).toEqual([]);
  expect(entered?.recoveryCodesLeft).toBe(9);
  await expect(showSecondFactor(there, { code }, await person.signIn())).rejects.toMatchObject(refusedCode);
});

test("new recovery codes take the place of the old ones", async () => {
  const person = await withTwoFactor();
  const asking = { ...person.session, ip: person.ip };
  const renewed = await renewRecoveryCodes(here, { code: codeOf(person.secret) }, asking);
  const old = { code: Code.parse(person.codes[0]) };
  await expect(showSecondFactor(here, old, await person.signIn())).rejects.toMatchObject(refusedCode);
  await showSecondFactor(here, { code: Code.parse(renewed[0]) }, await person.signIn());
});

test("wrong codes are counted after the password alone, and the person is told", async () => {
  const person = await withTwoFactor();
  const session = await person.signIn();
  const guess = codeOf(person.secret) === "000000" ? "111111" : "000000";
  const guesses = await Promise.allSettled(
    Array.from({ length: 7 }, () => showSecondFactor(here, { code: guess }, session)),
  );
  const codes = guesses.map((answer) => answer.status === "rejected" && answer.reason.code);
  expect(codes.filter((code) => code === "invalid_input")).toHaveLength(5);
  expect(codes.filter((code) => code === "rate_limited")).toHaveLength(2);
  const elsewhere = { ...(await person.signIn()), ip: "198.51.100.7" };
  await showSecondFactor(there, { code: codeOf(person.secret) }, elsewhere);
  const mails = unwrap(
    await database.service.from("mails").select("subject").eq("recipient", person.email).order("created_at"),
  );
  expect(mails.map((mail) => mail.subject)).toContain("Wrong codes for your account");
});

test("a change of the factor ends every other session and is told by mail", async () => {
  const person = await withTwoFactor();
  const other = await showSecondFactor(here, { code: codeOf(person.secret) }, await person.signIn());
  const asking = { ...person.session, ip: person.ip };
  const { secret } = await openTwoFactorSetUp(here, asking, person.email);
  const changed = await confirmTwoFactor(here, { code: codeOf(secret) }, asking);
  expect(await stateOf(other.session)).toBe("over");
  expect(await stateOf(changed.session)).toBe("ready");
  await passTime(person);
  await expect(
    showSecondFactor(here, { code: codeOf(person.secret) }, await person.signIn()),
  ).rejects.toMatchObject(refusedCode);
  const again = await showSecondFactor(here, { code: codeOf(secret) }, await person.signIn());
  await passTime(person);
  await removeTwoFactor(here, { code: codeOf(secret) }, { ...again.session, ip: person.ip });
  expect(await stateOf(changed.session)).toBe("over");
  expect(await stateOf(await person.signIn())).toBe("ready");
  const mails = unwrap(await database.service.from("mails").select("subject").eq("recipient", person.email));
  expect(mails.map((mail) => mail.subject)).toEqual(
    expect.arrayContaining([
      "Two-factor sign-in is on",
      "Your authenticator app was changed",
      "Two-factor sign-in is off",
    ]),
  );
});

test("the Owner reaches nothing before a second factor is set up, and can't switch it off", async () => {
  const owner = await newPerson({ owner: true });
  const session = await owner.signIn();
  expect(await stateOf(session)).toBe("set_up");
  await expect(getViewer(await pageOf(session))).rejects.toMatchObject({
    message: "Set up two-factor sign-in to continue.",
  });
  const { secret } = await openTwoFactorSetUp(here, session, owner.email);
  const confirmed = await confirmTwoFactor(here, { code: codeOf(secret) }, session);
  expect((await getViewer(await pageOf(confirmed.session))).isOwner).toBe(true);
  await passTime(owner);
  const off = removeTwoFactor(here, { code: codeOf(secret) }, { ...confirmed.session, ip: owner.ip });
  await expect(off).rejects.toMatchObject({ code: "unprocessable" });
});

test("a password that is set anew, by whatever way, does not open the second step", async () => {
  const person = await withTwoFactor();
  const reset = { password_hash: await hashPassword("another long password") };
  unwrap(
    await database.service.from("user_credentials").update(reset).eq("user_id", person.id).select("user_id"),
  );
  const device = { userAgent: "Browser", ip: person.ip };
  const session = await signIn(here, { email: person.email, password: "another long password" }, device);
  expect(await stateOf(session)).toBe("factor");
});

const age = async (session: NewSession, change: { last_active_at?: string; authenticated_at?: string }) =>
  unwrap(await database.service.from("sessions").update(change).eq("id", session.sessionId).select("id"));
const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();

test("sensitive acts ask for password and code again after 24 hours", async () => {
  const person = await withTwoFactor();
  const { session, ip } = person;
  await age(session, { authenticated_at: minutesAgo(24 * 60 + 1) });
  const input = { currentPassword: password, newPassword: "another long password" };
  const stale = { code: "reauthentication_required" };
  await expect(changePassword(here, input, session)).rejects.toMatchObject(stale);
  const asking = { ...session, ip };
  const { secret } = await openTwoFactorSetUp(here, asking, person.email);
  await expect(confirmTwoFactor(here, { code: codeOf(secret) }, asking)).rejects.toMatchObject(stale);
  await expect(confirmIdentity(here, { password: "wrong" }, asking)).rejects.toMatchObject({
    fields: { password: expect.any(String) },
  });
  await expect(confirmIdentity(here, { password }, asking)).rejects.toMatchObject(refusedCode);
  await confirmIdentity(here, { password, code: codeOf(person.secret) }, asking);
  await changePassword(here, input, session);
});

test("an idle session ends after 30 minutes, on every instance; exchanging its token is no activity", async () => {
  const person = await newPerson();
  const session = await person.signIn();
  await age(session, { last_active_at: minutesAgo(29) });
  const rotated = await rotateSession(here, session);
  expect((await readSessionState(await pageOf(session))) as object).toMatchObject({ state: "ready" });
  const { data } = await database.service
    .from("sessions")
    .select("last_active_at")
    .eq("id", session.sessionId)
    .single();
  expect(Date.parse(data?.last_active_at ?? "")).toBeLessThan(Date.now() - 28 * 60_000);
  expect(await touchSession(await pageOf(session))).toMatchObject({ idleSeconds: 1800 });
  await age(session, { last_active_at: minutesAgo(31) });
  await expect(touchSession(await pageOf(session))).rejects.toMatchObject({ code: "unauthenticated" });
  expect((await (await pageOf(session)).db.from("users").select("id")).data).toEqual([]);
  expect(await rotateSession(there, rotated as NewSession)).toBeNull();
});

test("a session that one instance revokes is refused by the other at once; all others end together", async () => {
  const person = await newPerson();
  const [a, b, c] = [await person.signIn(), await person.signIn(), await person.signIn()];
  const pageThere = await pageOf(b);
  expect((await getViewer(pageThere)).id).toBe(person.id);
  await revokeSession(await pageOf(a), { sessionId: b.sessionId });
  await expect(getViewer(pageThere)).rejects.toMatchObject({ code: "unauthenticated" });
  expect(await rotateSession(there, b)).toBeNull();
  // Also the session that the test database made for the person.
  expect(await revokeOtherSessions(await pageOf(a))).toBe(2);
  expect([await stateOf(a), await stateOf(c)]).toEqual(["ready", "over"]);
});
