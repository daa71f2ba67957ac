import { beforeAll, expect, test } from "vitest";
import { unwrap } from "#lib/db/call.ts";
import type { Database } from "#lib/db/database.ts";
import { acceptInvitation } from "#lib/domain/invitations/accept-invitation.ts";
import { inviteMember } from "#lib/domain/invitations/invite-member.ts";
import { findInvitation, listInvitations } from "#lib/domain/invitations/queries.ts";
import { resendInvitation } from "#lib/domain/invitations/resend-invitation.ts";
import { revokeInvitation } from "#lib/domain/invitations/revoke-invitation.ts";
import { signUpByInvitation } from "#lib/domain/invitations/sign-up-by-invitation.ts";
import type { AccountsContext } from "#lib/domain/sessions/accounts-context.ts";
import { createLogger } from "#lib/observability/logger.ts";
import { setUpTestDatabase, type TestTenant, type TestUser } from "#scripts/testing/test-database.ts";

const database = setUpTestDatabase();
const device = { userAgent: "Test", ip: "192.0.2.1" };
const password = "walnut otter cinema";
let accounts: AccountsContext;
let tenant: TestTenant;
let admin: TestUser;

beforeAll(async () => {
  accounts = {
    db: database.service,
    log: createLogger("test", "silent"),
    tokenSecret: "a secret of the test",
    later: (work) => work(),
  };
  tenant = await database.createTenant("acme");
  admin = await database.createUser({ tenant, role: "admin" });
});

const as = ({ db }: { db: Database }) => ({ db, tenantId: tenant.id });

let counter = 0;
const newAddress = () => {
  counter += 1;
  return `guest-${counter}@example.test`;
};

async function mailTo(email: string): Promise<{ token: string; body: string }> {
  const query = database.service.from("mails").select("body").eq("recipient", email);
  const [mail] = unwrap(await query.order("created_at", { ascending: false }).limit(1));
  const token = /\/invitations\/([\w-]+)/.exec(mail?.body ?? "")?.[1];
  if (!mail || !token) throw new Error(`no invitation was mailed to ${email}`);
  return { token, body: mail.body };
}

async function invite(email: string, role: "admin" | "member" | "analyst" = "member") {
  const { invitationId } = await inviteMember(as(admin), { email, role });
  return { invitationId, ...(await mailTo(email)) };
}

const rolesOf = async (userId: string) =>
  unwrap(
    await database.service.from("members").select("role").eq("tenant_id", tenant.id).eq("user_id", userId),
  );

const notOpen = { code: "not_found", message: expect.stringContaining("for another address") };

test("the mail names inviter, organisation and role, and what people called themselves makes no link in it", async () => {
  await database.service
    .from("users")
    .update({ name: "Eve http://evil.test/ evil.test\nBcc: x" })
    .eq("id", admin.id);
  const { body } = await invite(newAddress(), "analyst");
  await database.service.from("users").update({ name: "Ada" }).eq("id", admin.id);
  expect(body).toContain('to join "Tenant acme" on MorningAI as analyst');
  expect(body).not.toMatch(/evil\.test|:\/\/|\nBcc/);
});

test("a signed-in person with the invited address joins with the role, once, on record", async () => {
  const guest = await database.createUser();
  const { token } = await invite(guest.email, "analyst");
  expect(await findInvitation(accounts, { token })).toMatchObject({
    state: "open",
    hasAccount: true,
    role: "analyst",
  });
  expect(await acceptInvitation(guest, { token })).toMatchObject({ tenantId: tenant.id, slug: "acme" });
  expect(await rolesOf(guest.id)).toEqual([{ role: "analyst" }]);
  await expect(acceptInvitation(guest, { token })).rejects.toMatchObject(notOpen);
  const lines = await database.service.from("audit_log").select("action").eq("actor_id", guest.id);
  expect(lines.data).toEqual([{ action: "invitation.accept" }]);
});

test("the link does nothing for anybody else, even when it leaks", async () => {
  const [guest, thief] = [await database.createUser(), await database.createUser()];
  const { token } = await invite(guest.email, "admin");
  await expect(acceptInvitation(thief, { token })).rejects.toMatchObject(notOpen);
  expect(await rolesOf(thief.id)).toEqual([]);
});

test("somebody without an account makes one by the link, as a member of that tenant and no other", async () => {
  const email = newAddress();
  const { token } = await invite(email);
  const weak = signUpByInvitation(accounts, { token, name: "Bo", password: "Password123!" }, device);
  await expect(weak).rejects.toMatchObject({ fields: { password: expect.any(String) } });
  const account = await signUpByInvitation(accounts, { token, name: "Bo", password }, device);
  expect(account).toMatchObject({ email, slug: "acme" });
  const memberships = await database.service.from("members").select("role").eq("user_id", account.userId);
  expect(memberships.data).toEqual([{ role: "member" }]);
  const again = signUpByInvitation(accounts, { token, name: "Bo", password }, device);
  await expect(again).rejects.toMatchObject({ code: "unprocessable" });
});

test("a link signs nobody up for an address that has an account", async () => {
  const guest = await database.createUser();
  const { token } = await invite(guest.email);
  const takeOver = signUpByInvitation(accounts, { token, name: "Eve", password }, device);
  await expect(takeOver).rejects.toMatchObject({ code: "conflict" });
});

test("withdrawn, expired and replaced links open nothing", async () => {
  const guest = await database.createUser();
  const { invitationId, token } = await invite(guest.email);
  await resendInvitation(admin, { invitationId });
  await expect(acceptInvitation(guest, { token })).rejects.toMatchObject(notOpen);
  const { token: second } = await mailTo(guest.email);
  const past = { expires_at: new Date(Date.now() - 1_000).toISOString() };
  unwrap(await database.service.from("invitations").update(past).eq("id", invitationId).select("id"));
  await expect(acceptInvitation(guest, { token: second })).rejects.toMatchObject(notOpen);
  expect(await listInvitations(as(admin))).toContainEqual(
    expect.objectContaining({ id: invitationId, state: "expired" }),
  );
  await resendInvitation(admin, { invitationId });
  const { token: third } = await mailTo(guest.email);
  expect(await findInvitation(accounts, { token: third })).toMatchObject({ state: "open" });
  await revokeInvitation(admin, { invitationId });
  await expect(acceptInvitation(guest, { token: third })).rejects.toMatchObject(notOpen);
  await expect(resendInvitation(admin, { invitationId })).rejects.toMatchObject({ code: "conflict" });
});

test("an invitation lives 7 days; an expired one makes room for a new one, an open one does not", async () => {
  const email = newAddress();
  const { invitationId } = await invite(email);
  const [row] = unwrap(await database.service.from("invitations").select("*").eq("id", invitationId));
  expect((Date.parse(row?.expires_at ?? "") - Date.parse(row?.created_at ?? "")) / 86_400_000).toBe(7);
  await expect(invite(email)).rejects.toMatchObject({ code: "conflict" });
  const past = { expires_at: new Date(Date.now() - 1_000).toISOString() };
  unwrap(await database.service.from("invitations").update(past).eq("id", invitationId).select("id"));
  await expect(invite(email, "admin")).resolves.toBeDefined();
});

test("who is a member already keeps the role: neither an invitation nor a late answer changes it", async () => {
  const guest = await database.createUser();
  const { token } = await invite(guest.email, "admin");
  const membership = { tenant_id: tenant.id, user_id: guest.id, role: "analyst" };
  unwrap(await database.service.from("members").insert(membership).select("role"));
  await acceptInvitation(guest, { token });
  expect(await rolesOf(guest.id)).toEqual([{ role: "analyst" }]);
  await expect(invite(guest.email)).rejects.toMatchObject({ code: "conflict" });
});

test("only admins of the tenant invite, see, resend and withdraw", async () => {
  const { invitationId } = await invite(newAddress());
  const member = await database.createUser({ tenant, role: "member" });
  const elsewhere = await database.createUser({ tenant: await database.createTenant(), role: "admin" });
  for (const [person, code] of [
    [member, "forbidden"],
    [elsewhere, "not_found"],
  ] as const) {
    const input = { email: newAddress(), role: "admin" } as const;
    await expect(inviteMember(as(person), input)).rejects.toMatchObject({ code });
    await expect(listInvitations(as(person))).rejects.toMatchObject({ code });
    await expect(resendInvitation(person, { invitationId })).rejects.toMatchObject({ code });
    await expect(revokeInvitation(person, { invitationId })).rejects.toMatchObject({ code });
  }
});
