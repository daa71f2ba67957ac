import { beforeAll, expect, test } from "vitest";
import { unwrap } from "#lib/db/call.ts";
import { rotateSession } from "#lib/domain/sessions/rotate-session.ts";
import { signIn } from "#lib/domain/sessions/sign-in.ts";
import { confirmTwoFactor } from "#lib/domain/two-factor/confirm-two-factor.ts";
import { openTwoFactorSetUp } from "#lib/domain/two-factor/open-set-up.ts";
import { getTwoFactor } from "#lib/domain/two-factor/queries.ts";
import { removeTwoFactor } from "#lib/domain/two-factor/remove-two-factor.ts";
import { renewRecoveryCodes } from "#lib/domain/two-factor/renew-recovery-codes.ts";
import { Code } from "#lib/domain/two-factor/schema.ts";
import { showSecondFactor } from "#lib/domain/two-factor/show-second-factor.ts";
import type { TwoFactorContext } from "#lib/domain/two-factor/two-factor-context.ts";
import { hashPassword } from "#lib/domain/users/hash-password.ts";
import { getViewer } from "#lib/domain/users/queries.ts";
import { setUpTestDatabase } from "#scripts/testing/test-database.ts";
import { codeOf, twoFactorPeople } from "#scripts/testing/two-factor-people.ts";

const database = setUpTestDatabase();
const people = twoFactorPeople(database);
const { newPerson, passTime, withTwoFactor } = people;
let here: TwoFactorContext;
let there: TwoFactorContext;

beforeAll(() => {
  [here, there] = [people.instance(), people.instance()];
});

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
  expect((await getTwoFactor(await people.pageOf(session))).since).toBeNull();
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
  const page = await people.pageOf(session);
  expect(await people.stateOf(session)).toBe("factor");
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
  expect((await getViewer(await people.pageOf(shown.session))).id).toBe(person.id);
  expect(await people.stateOf(session)).toBe("over");
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
  const asking = person.session;
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
  expect(await people.mailsTo(person)).toContain("Wrong codes for your account");
});

test("a change of the factor ends every other session and is told by mail", async () => {
  const person = await withTwoFactor();
  const other = await showSecondFactor(here, { code: codeOf(person.secret) }, await person.signIn());
  const asking = person.session;
  const { secret } = await openTwoFactorSetUp(here, asking, person.email);
  const changed = await confirmTwoFactor(here, { code: codeOf(secret) }, asking);
  expect(await people.stateOf(other.session)).toBe("over");
  expect(await people.stateOf(changed.session)).toBe("ready");
  await passTime(person);
  await expect(
    showSecondFactor(here, { code: codeOf(person.secret) }, await person.signIn()),
  ).rejects.toMatchObject(refusedCode);
  const again = await showSecondFactor(here, { code: codeOf(secret) }, await person.signIn());
  await passTime(person);
  await removeTwoFactor(here, { code: codeOf(secret) }, { ...again.session, ip: person.ip });
  expect(await people.stateOf(changed.session)).toBe("over");
  expect(await people.stateOf(await person.signIn())).toBe("ready");
  expect(await people.mailsTo(person)).toEqual(
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
  expect(await people.stateOf(session)).toBe("set_up");
  await expect(getViewer(await people.pageOf(session))).rejects.toMatchObject({
    message: "Set up two-factor sign-in to continue.",
  });
  const { secret } = await openTwoFactorSetUp(here, session, owner.email);
  const confirmed = await confirmTwoFactor(here, { code: codeOf(secret) }, session);
  expect((await getViewer(await people.pageOf(confirmed.session))).isOwner).toBe(true);
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
  expect(await people.stateOf(session)).toBe("factor");
});
