import { beforeAll, expect, test } from "vitest";
import { unwrap } from "#lib/db/call.ts";
import { setLoginNotifications } from "#lib/domain/login-notifications/set-login-notifications.ts";
import { tellSlack } from "#lib/domain/login-notifications/tell-slack.ts";
import { listSecurityLines } from "#lib/domain/security-log/queries.ts";
import { confirmIdentity } from "#lib/domain/sessions/confirm-identity.ts";
import { readSessionState } from "#lib/domain/sessions/queries.ts";
import { revokeOtherSessions } from "#lib/domain/sessions/revoke-other-sessions.ts";
import { revokeSession } from "#lib/domain/sessions/revoke-session.ts";
import { rotateSession } from "#lib/domain/sessions/rotate-session.ts";
import type { NewSession } from "#lib/domain/sessions/schema.ts";
import { signIn } from "#lib/domain/sessions/sign-in.ts";
import { touchSession } from "#lib/domain/sessions/touch-session.ts";
import { setTwoFactorPolicy } from "#lib/domain/tenants/set-two-factor-policy.ts";
import { confirmTwoFactor } from "#lib/domain/two-factor/confirm-two-factor.ts";
import { openTwoFactorSetUp } from "#lib/domain/two-factor/open-set-up.ts";
import type { TwoFactorContext } from "#lib/domain/two-factor/two-factor-context.ts";
import { changePassword } from "#lib/domain/users/change-password.ts";
import { getViewer } from "#lib/domain/users/queries.ts";
import { sha256 } from "#lib/ids.ts";
import { setUpTestDatabase } from "#scripts/testing/test-database.ts";
import { codeOf, password, twoFactorPeople } from "#scripts/testing/two-factor-people.ts";

const database = setUpTestDatabase();
const people = twoFactorPeople(database);
const { newPerson, withTwoFactor, pageOf } = people;
const refusedCode = { code: "invalid_input", fields: { code: expect.any(String) } };
let here: TwoFactorContext;
let there: TwoFactorContext;

beforeAll(() => {
  [here, there] = [people.instance(), people.instance()];
});

test("sensitive acts ask for password and code again after 24 hours", async () => {
  const person = await withTwoFactor();
  const { session } = person;
  await people.age(session, { authenticated_at: 24 * 60 + 1 });
  const input = { currentPassword: password, newPassword: "another long password" };
  const stale = { code: "reauthentication_required" };
  await expect(changePassword(here, input, session)).rejects.toMatchObject(stale);
  const { secret } = await openTwoFactorSetUp(here, session, person.email);
  await expect(confirmTwoFactor(here, { code: codeOf(secret) }, session)).rejects.toMatchObject(stale);
  await expect(confirmIdentity(here, { password: "wrong" }, session)).rejects.toMatchObject({
    fields: { password: expect.any(String) },
  });
  await expect(confirmIdentity(here, { password }, session)).rejects.toMatchObject(refusedCode);
  await confirmIdentity(here, { password, code: codeOf(person.secret) }, session);
  await changePassword(here, input, session);
});

test("an idle session ends after 30 minutes, on every instance; exchanging its token is no activity", async () => {
  const person = await newPerson();
  const session = await person.signIn();
  await people.age(session, { last_active_at: 29 });
  const rotated = await rotateSession(here, session);
  expect(await readSessionState(await pageOf(session))).toMatchObject({
    idleSeconds: expect.toSatisfy((s) => s <= 60),
  });
  expect(await touchSession(await pageOf(session))).toMatchObject({ idleSeconds: 1800 });
  await people.age(session, { last_active_at: 31 });
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
  expect([await people.stateOf(a), await people.stateOf(c)]).toEqual(["ready", "over"]);
});

test("a tenant that asks for a second factor closes to members without one, at once", async () => {
  const tenant = await database.createTenant();
  const admin = await withTwoFactor({ tenant, role: "admin" });
  const member = await newPerson({ tenant });
  const session = await member.signIn();
  const page = await pageOf(session);
  const rows = async () => (await page.db.from("tenants").select("id")).data?.length;
  expect(await rows()).toBe(1);
  const byMember = { ...page, tenantId: tenant.id };
  await expect(setTwoFactorPolicy(byMember, { required: true })).rejects.toMatchObject({ code: "forbidden" });
  await setTwoFactorPolicy({ ...(await pageOf(admin.session)), tenantId: tenant.id }, { required: true });
  expect([await people.stateOf(session), await rows()]).toEqual(["set_up", 0]);
  const { secret } = await openTwoFactorSetUp(here, session, member.email);
  const confirmed = await confirmTwoFactor(here, { code: codeOf(secret) }, session);
  expect(await people.stateOf(confirmed.session)).toBe("ready");
  const audit = await database.service
    .from("audit_log")
    .select("actor_id, before, after")
    .eq("action", "tenant.set_two_factor_policy")
    .single();
  expect(audit.data).toEqual({
    actor_id: admin.id,
    before: { requireTwoFactor: false },
    after: { requireTwoFactor: true },
  });
});

test("an admin without a second factor can't ask it of others", async () => {
  const tenant = await database.createTenant();
  const admin = await newPerson({ tenant, role: "admin" });
  const context = { ...(await pageOf(await admin.signIn())), tenantId: tenant.id };
  await expect(setTwoFactorPolicy(context, { required: true })).rejects.toMatchObject({
    code: "unprocessable",
  });
});

const news = async (person: { email: string }) =>
  (await people.mailsTo(person)).filter((subject) => subject === "New sign-in to MorningAI").length;

test("a sign-in from a new device or place is told by mail, the first one and known ones are not", async () => {
  const person = await newPerson();
  const [laptop, phone] = [sha256("laptop"), sha256("phone")];
  await person.signIn(laptop);
  await person.signIn(laptop, person.ip.replace(/1$/, "77"));
  expect(await news(person)).toBe(0);
  await person.signIn(phone);
  expect(await news(person)).toBe(1);
  const last = await person.signIn(phone, "203.0.113.9");
  expect(await news(person)).toBe(2);
  await person.signIn(undefined);
  expect(await news(person)).toBe(3);
  const { lines } = await listSecurityLines(await pageOf(last), null);
  expect(lines.map((line) => line.data.new)).toEqual([["device"], ["place"], ["device"], [], []]);
});

test("mails of sign-ins can be switched off, which is told; Slack gets them instead", async () => {
  const person = await newPerson();
  const first = await person.signIn(sha256("laptop"));
  const hook = "https://hooks.slack.test/services/secret";
  const chosen = { bySlack: "on", webhook: hook } as const;
  const settings = { ...(await pageOf(first)), keyRing: here.keyRing };
  await setLoginNotifications(settings, chosen, { userId: person.id, hasWebhook: false });
  expect(await people.mailsTo(person)).toEqual(["Sign-in mails are switched off"]);
  const stored = unwrap(
    await database.service.from("login_notifications").select("*").eq("user_id", person.id).single(),
  );
  expect(JSON.stringify(stored)).not.toContain("hooks.slack");
  const posted: unknown[] = [];
  const webhooks = { post: async (...message: unknown[]) => void posted.push(message) };
  await tellSlack({ ...there, webhooks }, await person.signIn(sha256("laptop")));
  expect(posted).toEqual([]);
  await tellSlack({ ...there, webhooks }, await person.signIn(sha256("phone")));
  expect(posted).toEqual([[hook, { text: expect.stringContaining("from a new device: Unknown device") }]]);
  expect(await news(person)).toBe(0);
});

test("a second factor that is still owed is no sign-in; wrong passwords stand in the log of the person alone", async () => {
  const person = await withTwoFactor();
  const device = { userAgent: "Browser", ip: person.ip };
  await person.signIn();
  const wrong = signIn(here, { email: person.email, password: "wrong" }, device);
  await expect(wrong).rejects.toMatchObject({ code: "unauthenticated" });
  const { lines } = await listSecurityLines(await pageOf(person.session), null);
  expect(lines.map((line) => line.kind)).toEqual(["sign_in_failed", "two_factor_on", "signed_in"]);
  const stranger = await newPerson();
  const theirs = await listSecurityLines(await pageOf(await stranger.signIn()), null);
  expect(theirs.lines.map((line) => line.kind)).toEqual(["signed_in"]);
});
