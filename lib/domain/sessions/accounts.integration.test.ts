import { beforeAll, expect, test } from "vitest";
import { mintToken } from "#lib/db/mint-token.ts";
import { createUserClient } from "#lib/db/user-client.ts";
import type { AccountsContext, Device } from "#lib/domain/sessions/accounts-context.ts";
import { listSessions } from "#lib/domain/sessions/queries.ts";
import { revokeSession } from "#lib/domain/sessions/revoke-session.ts";
import { rotateSession } from "#lib/domain/sessions/rotate-session.ts";
import type { NewSession } from "#lib/domain/sessions/schema.ts";
import { signIn } from "#lib/domain/sessions/sign-in.ts";
import { signOut } from "#lib/domain/sessions/sign-out.ts";
import { changePassword } from "#lib/domain/users/change-password.ts";
import { getViewer } from "#lib/domain/users/queries.ts";
import { renameUser } from "#lib/domain/users/rename-user.ts";
import type { NewAccount } from "#lib/domain/users/schema.ts";
import { newId, sha256 } from "#lib/ids.ts";
import { createLogger } from "#lib/observability/logger.ts";
import { createAccount } from "#scripts/testing/create-account.ts";
import { testKeys } from "#scripts/testing/database-template.ts";
import { setUpTestDatabase } from "#scripts/testing/test-database.ts";

const database = setUpTestDatabase();
const password = "walnut otter cinema";
let context: AccountsContext;

beforeAll(() => {
  context = {
    db: database.service,
    log: createLogger("test", "silent"),
    tokenSecret: "a secret of the test",
    later: (work) => work(),
  };
});

let counter = 0;
/** Somebody new at a place nobody else is, so that limits of one test don't reach another. */
async function newAccount(tenantName = "Acme"): Promise<NewAccount & { email: string; device: Device }> {
  counter += 1;
  const email = `ada-${counter}@example.test`;
  const device = { userAgent: `Browser ${counter}`, ip: `192.0.2.${counter}` };
  const account = await createAccount(database.service, { name: "Ada", email, password, tenantName });
  return { ...account, email, device };
}

const enter = (account: { email: string; device: Device }) =>
  signIn(context, { email: account.email, password }, account.device);

/** The client that a page of this session uses. */
async function asPerson(session: NewSession) {
  const token = await mintToken({ actor: "user", sub: session.userId, session_id: session.sessionId });
  return {
    db: createUserClient({ url: database.url, publishableKey: testKeys.publishable, accessToken: token }),
  };
}

test("signing up makes a person with a tenant of the own as its admin, and notes it in the audit log", async () => {
  const account = await newAccount("Zoë & Söhne");
  const session = await enter(account);
  const person = await asPerson(session);
  expect(await getViewer(person)).toMatchObject({
    email: account.email,
    isOwner: false,
    tenants: [{ id: account.tenantId, slug: "zoe-sohne", name: "Zoë & Söhne", role: "admin" }],
  });
  const audit = await person.db
    .from("audit_log")
    .select("action, actor_id")
    .eq("tenant_id", account.tenantId);
  expect(audit.data).toEqual([{ action: "user.sign_up", actor_id: account.userId }]);
});

test("a taken slug gets a number", async () => {
  await newAccount("Twice");
  expect((await newAccount("Twice")).slug).toBe("twice-2");
  const tenants = await database.service.from("tenants").select("slug").like("slug", "twice%");
  expect(tenants.data).toHaveLength(2);
});

test("a wrong password and an unknown address get the same answer", async () => {
  const account = await newAccount();
  const refused = { code: "unauthenticated", message: "The e-mail address or the password is not right." };
  const wrong = signIn(context, { email: account.email, password: "something else" }, account.device);
  await expect(wrong).rejects.toMatchObject(refused);
  const unknown = signIn(context, { email: "nobody@example.test", password }, account.device);
  await expect(unknown).rejects.toMatchObject(refused);
});

test("after five wrong attempts even the right password has to wait, elsewhere it does not", async () => {
  const account = await newAccount();
  const wrong = () => signIn(context, { email: account.email, password: "wrong" }, account.device);
  // All at once: counting comes before checking, so none slips through.
  const attempts = await Promise.allSettled(Array.from({ length: 8 }, wrong));
  const codes = attempts.map((attempt) => attempt.status === "rejected" && attempt.reason.code);
  expect(codes.filter((code) => code === "unauthenticated")).toHaveLength(5);
  await expect(enter(account)).rejects.toMatchObject({
    code: "rate_limited",
    message: expect.stringMatching(/Wait 1[45] minutes/),
  });
  const elsewhere = { ...account, device: { userAgent: "other", ip: "198.51.100.1" } };
  await expect(enter(elsewhere)).resolves.toMatchObject({ userId: account.userId });
});

test("a right password forgets the wrong ones before it", async () => {
  const account = await newAccount();
  for (let round = 0; round < 2; round += 1) {
    for (let i = 0; i < 4; i += 1) {
      const wrong = signIn(context, { email: account.email, password: "wrong" }, account.device);
      await expect(wrong).rejects.toMatchObject({ code: "unauthenticated" });
    }
    await expect(enter(account)).resolves.toMatchObject({ userId: account.userId });
  }
});

test("tabs that exchange one refresh token at once get the same successor, which works", async () => {
  const session = await enter(await newAccount());
  const answers = await Promise.all(Array.from({ length: 6 }, () => rotateSession(context, session)));
  const successors = new Set(answers.map((answer) => answer?.refreshToken));
  expect(successors.size).toBe(1);
  expect(successors.has(session.refreshToken)).toBe(false);
  const stored = await database.service
    .from("refresh_tokens")
    .select("token_hash")
    .eq("session_id", session.sessionId);
  expect(stored.data).toHaveLength(2);
  const next = await rotateSession(context, answers[0] as NewSession);
  expect(next).toMatchObject({ sessionId: session.sessionId });
});

test("a spent refresh token that comes back later ends the session for thief and owner", async () => {
  const account = await newAccount();
  const session = await enter(account);
  const person = await asPerson(session);
  const owner = await rotateSession(context, session);
  const longAgo = new Date(Date.now() - 11_000).toISOString();
  await database.service
    .from("refresh_tokens")
    .update({ used_at: longAgo })
    .eq("token_hash", sha256(session.refreshToken));
  expect(await rotateSession(context, session)).toBeNull();
  expect(await rotateSession(context, owner as NewSession)).toBeNull();
  await expect(getViewer(person)).rejects.toMatchObject({ code: "unauthenticated" });
  const row = await database.service
    .from("sessions")
    .select("revoked_reason")
    .eq("id", session.sessionId)
    .single();
  expect(row.data?.revoked_reason).toBe("refresh_token_reused");
});

test("an expired or made-up refresh token is worth nothing", async () => {
  const session = await enter(await newAccount());
  expect(await rotateSession(context, { refreshToken: "made up" })).toBeNull();
  const past = new Date(Date.now() - 1_000).toISOString();
  await database.service
    .from("refresh_tokens")
    .update({ expires_at: past })
    .eq("session_id", session.sessionId);
  expect(await rotateSession(context, session)).toBeNull();
});

test("after signing out the access token that still runs sees nothing", async () => {
  const session = await enter(await newAccount());
  const person = await asPerson(session);
  expect((await person.db.from("tenants").select("id")).data).toHaveLength(1);
  await signOut(context, session);
  expect((await person.db.from("tenants").select("id")).data).toEqual([]);
  expect(await rotateSession(context, session)).toBeNull();
});

test("changing the password ends every other session and only those", async () => {
  const account = await newAccount();
  const [here, there] = [await enter(account), await enter(account)];
  const input = { currentPassword: password, newPassword: "another long password" };
  expect(await changePassword(context, input, here)).toEqual({ endedSessions: 1 });
  await expect(getViewer(await asPerson(there))).rejects.toMatchObject({ code: "unauthenticated" });
  await expect(getViewer(await asPerson(here))).resolves.toMatchObject({ id: account.userId });
  await expect(enter(account)).rejects.toMatchObject({ code: "unauthenticated" });
  await expect(
    signIn(context, { email: account.email, password: input.newPassword }, account.device),
  ).resolves.toMatchObject({ userId: account.userId });
});

test("the password changes only for who knows the present one, and never to the address", async () => {
  const account = await newAccount();
  const session = await enter(account);
  const wrong = { currentPassword: "not it", newPassword: "another long password" };
  await expect(changePassword(context, wrong, session)).rejects.toMatchObject({
    code: "invalid_input",
    fields: { currentPassword: expect.any(String) },
  });
  const address = { currentPassword: password, newPassword: account.email };
  await expect(changePassword(context, address, session)).rejects.toMatchObject({
    fields: { newPassword: expect.any(String) },
  });
});

test("people list and end their own sessions, and nobody else's", async () => {
  const account = await newAccount();
  const [here, there] = [await enter(account), await enter(account)];
  const stranger = await asPerson(await enter(await newAccount()));
  const person = await asPerson(here);
  const sessions = await listSessions(person);
  expect(sessions.map((session) => [session.id, session.current])).toEqual([
    [there.sessionId, false],
    [here.sessionId, true],
  ]);
  expect(sessions[0]).toMatchObject({ userAgent: account.device.userAgent, ip: account.device.ip });
  await expect(revokeSession(stranger, there)).rejects.toMatchObject({ code: "not_found" });
  await revokeSession(person, there);
  expect(await listSessions(person)).toHaveLength(1);
  expect(await rotateSession(context, there)).toBeNull();
});

test("people change their own name", async () => {
  const person = await asPerson(await enter(await newAccount()));
  await renameUser(person, { name: "Ada Lovelace" });
  expect((await getViewer(person)).name).toBe("Ada Lovelace");
});

test("people reach neither credentials nor tokens, directly or through the functions of the edge", async () => {
  const account = await newAccount();
  const { db } = await asPerson(await enter(account));
  for (const table of ["user_credentials", "sessions", "refresh_tokens", "rate_limits"] as const) {
    for (const client of [db, database.anonymous]) {
      expect((await client.from(table).select("*")).error?.code, table).toBe("42501");
    }
  }
  for (const client of [db, database.anonymous]) {
    const found = await client.rpc("find_credential", { p_email: account.email });
    expect(found.error?.code).toBe("42501");
    const started = await client.rpc("create_session", {
      p_user: account.userId,
      p_token_hash: sha256(newId()),
      p_user_agent: "",
      p_ip: "",
    });
    expect(started.error?.code).toBe("42501");
  }
});
