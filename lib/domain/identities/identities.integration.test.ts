import { beforeAll, expect, test } from "vitest";
import { unwrap } from "#lib/db/call.ts";
import { connectIdentity } from "#lib/domain/identities/connect-identity.ts";
import { disconnectIdentity } from "#lib/domain/identities/disconnect-identity.ts";
import { type Entrance, enterByIdentity } from "#lib/domain/identities/enter-by-identity.ts";
import { findIdentityClaim, listIdentities } from "#lib/domain/identities/queries.ts";
import type { AccountsContext } from "#lib/domain/sessions/accounts-context.ts";
import { createLogger } from "#lib/observability/logger.ts";
import { setUpTestDatabase } from "#scripts/testing/test-database.ts";

const database = setUpTestDatabase();
const device = { userAgent: "Test", ip: "192.0.2.1" };
let accounts: AccountsContext;

beforeAll(() => {
  accounts = {
    db: database.service,
    log: createLogger("test", "silent"),
    tokenSecret: "a secret of the test",
    later: (work) => work(),
  };
});

let counter = 0;
function newGithubAccount(verifiedEmail: string | null) {
  counter += 1;
  const login = `octo-${counter}`;
  return { provider: "github", subject: String(counter), login, name: "Octo", verifiedEmail } as const;
}

const enter = (account: ReturnType<typeof newGithubAccount>, connect = false) =>
  enterByIdentity(accounts, { ...account, connect }, device);

function claimOf(entrance: Entrance): string {
  if (entrance.outcome !== "claim") throw new Error(`expected a claim, not ${entrance.outcome}`);
  return entrance.claim;
}
function userOf(entrance: Entrance): string {
  if (entrance.outcome !== "session") throw new Error(`expected a session, not ${entrance.outcome}`);
  return entrance.session.userId;
}

test("somebody new becomes a person with a tenant, and is the same person the next time", async () => {
  const account = newGithubAccount("Octo.New@Example.Test");
  const userId = userOf(await enter(account));
  const user = await database.service
    .from("users")
    .select("email, name, members(role, tenants(slug))")
    .eq("id", userId)
    .single();
  expect(unwrap(user)).toEqual({
    email: "octo.new@example.test",
    name: "Octo",
    members: [{ role: "admin", tenants: { slug: account.login } }],
  });
  // Renamed at GitHub and with another address: the id counts.
  expect(userOf(await enter({ ...account, login: "renamed", verifiedEmail: "else@example.test" }))).toBe(
    userId,
  );
});

test("an address that GitHub has not verified opens and makes nothing", async () => {
  expect(await enter(newGithubAccount(null))).toEqual({ outcome: "unverified" });
  expect(await enter(newGithubAccount("no address"))).toEqual({ outcome: "unverified" });
});

test("the address of an account signs nobody in until its person, signed in, connects the two", async () => {
  const ada = await database.createUser();
  const account = newGithubAccount(ada.email);
  const claim = claimOf(await enter(account));
  expect(await findIdentityClaim(accounts, { claim })).toEqual({ login: account.login, email: ada.email });
  expect(await listIdentities(ada)).toEqual([]);
  const eve = await database.createUser();
  await expect(connectIdentity(eve, { claim })).rejects.toMatchObject({ code: "not_found" });
  await connectIdentity(ada, { claim });
  expect(userOf(await enter(account))).toBe(ada.id);
  expect(await listIdentities(ada)).toEqual([{ provider: "github", login: account.login }]);
  await expect(connectIdentity(ada, { claim })).rejects.toMatchObject({ code: "not_found" });
  const mails = await database.service.from("mails").select("kind").eq("recipient", ada.email);
  expect(mails.data).toEqual([{ kind: "user.identity-connected" }]);
});

test("who is signed in and connects gets no other session and no new account, whatever the address", async () => {
  const ada = await database.createUser();
  const claim = claimOf(await enter(newGithubAccount("somebody-else@example.test"), true));
  await expect(connectIdentity(ada, { claim })).rejects.toMatchObject({ code: "not_found" });
  const users = await database.service.from("users").select("id").eq("email", "somebody-else@example.test");
  expect(users.data).toEqual([]);
});

test("a claim is over after 15 minutes", async () => {
  const ada = await database.createUser();
  const claim = claimOf(await enter(newGithubAccount(ada.email)));
  const past = { expires_at: new Date(Date.now() - 1_000).toISOString() };
  unwrap(await database.service.from("identity_claims").update(past).eq("email", ada.email).select("login"));
  expect(await findIdentityClaim(accounts, { claim })).toBeNull();
  await expect(connectIdentity(ada, { claim })).rejects.toMatchObject({ code: "not_found" });
});

test("disconnected, the other site signs in no longer", async () => {
  const ada = await database.createUser();
  const account = newGithubAccount(ada.email);
  await connectIdentity(ada, { claim: claimOf(await enter(account)) });
  await disconnectIdentity(ada, { provider: "github" });
  expect((await enter(account)).outcome).toBe("claim");
  await expect(disconnectIdentity(ada, { provider: "github" })).rejects.toMatchObject({ code: "not_found" });
});
