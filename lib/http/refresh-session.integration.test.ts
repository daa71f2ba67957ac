import { beforeAll, expect, test } from "vitest";
import { signIn } from "#lib/domain/sessions/sign-in.ts";
import { signOut } from "#lib/domain/sessions/sign-out.ts";
import { accountsContext } from "#lib/http/accounts.ts";
import { refreshSession } from "#lib/http/refresh-session.ts";
import {
  ACCESS_SECONDS,
  claimsFor,
  decodeSession,
  encodeSession,
  type SessionClaims,
} from "#lib/http/session-cookie.ts";
import { createAccount } from "#scripts/testing/create-account.ts";
import { setUpTestDatabase } from "#scripts/testing/test-database.ts";

const database = setUpTestDatabase();
process.env.NEXTAUTH_SECRET = "a secret of this test, long enough";
process.env.LOG_LEVEL = "silent";

const device = { userAgent: "test", ip: "192.0.2.1" };
const person = { email: "ada@example.test", password: "walnut otter cinema" };
const now = new Date();
const later = new Date(now.getTime() + (ACCESS_SECONDS + 1) * 1000);

beforeAll(async () => {
  await createAccount(database.service, { ...person, name: "Ada", tenantName: "Acme" });
});

async function newCookie(): Promise<{ cookie: string; claims: SessionClaims }> {
  const claims = claimsFor(await signIn(accountsContext(), person, device), now);
  return { cookie: await encodeSession(claims), claims };
}

test("within the access nothing is exchanged", async () => {
  expect(await refreshSession((await newCookie()).cookie, now)).toEqual({ state: "live" });
});

test("after it, requests at once get one successor, in the same session", async () => {
  const { cookie, claims } = await newCookie();
  const answers = await Promise.all([1, 2, 3, 4].map(() => refreshSession(cookie, later)));
  const renewed = await Promise.all(
    answers.map((answer) => (answer.state === "renewed" ? decodeSession(answer.cookie) : null)),
  );
  expect(new Set(renewed.map((next) => next?.rt)).size).toBe(1);
  expect(renewed[0]).toMatchObject({ uid: claims.uid, sid: claims.sid });
  expect(renewed[0]?.rt).not.toBe(claims.rt);
});

test("a session that was signed out, or a cookie that is not ours, is over", async () => {
  const { cookie, claims } = await newCookie();
  await signOut(accountsContext(), { sessionId: claims.sid });
  expect(await refreshSession(cookie, later)).toEqual({ state: "over" });
  expect(await refreshSession("not a cookie of ours", now)).toEqual({ state: "over" });
  expect(await refreshSession(undefined, now)).toEqual({ state: "none" });
});
