import { beforeAll, expect, test } from "vitest";
import { unwrap } from "#lib/db/call.ts";
import { addCredential } from "#lib/domain/credentials/add-credential.ts";
import { maintainCredentials } from "#lib/domain/credentials/maintain-credentials.ts";
import { openCredential } from "#lib/domain/credentials/open-credential.ts";
import { listCredentials } from "#lib/domain/credentials/queries.ts";
import { revokeCredential } from "#lib/domain/credentials/revoke-credential.ts";
import { rotateCredential } from "#lib/domain/credentials/rotate-credential.ts";
import type { SealingContext } from "#lib/domain/credentials/sealing-context.ts";
import { rotationOf } from "#lib/domain/credentials/state.ts";
import { connectRepository } from "#lib/domain/repositories/connect-repository.ts";
import { importRepository } from "#lib/domain/repositories/import-repository.ts";
import { AppError } from "#lib/errors.ts";
import { newId } from "#lib/ids.ts";
import { newKeyEntry, open, readKeyRing, seal } from "#lib/key-ring.ts";
import { createLogger } from "#lib/observability/logger.ts";
import type { Forge, RepositorySource } from "#lib/ports/forge/port.ts";
import { createDomainContext } from "#scripts/testing/domain-context.ts";
import { setUpTestDatabase } from "#scripts/testing/test-database.ts";

const DAY_MS = 24 * 60 * 60 * 1_000;
const database = setUpTestDatabase();
const log = createLogger("test", "silent");
const oldKey = newKeyEntry("old");
const keyRing = readKeyRing(oldKey);
let admin: SealingContext;
let member: SealingContext;
let job: SealingContext;
let email: string;

beforeAll(async () => {
  const tenant = await database.createTenant();
  const people = {
    admin: await database.createUser({ tenant, role: "admin" }),
    member: await database.createUser({ tenant, role: "member" }),
  };
  email = people.admin.email;
  admin = { ...createDomainContext(people.admin.db, tenant.id, people.admin.id), keyRing };
  member = { ...createDomainContext(people.member.db, tenant.id, people.member.id), keyRing };
  job = { ...createDomainContext(database.job(tenant), tenant.id), keyRing };
});

let count = 0;
async function credential(secret: string): Promise<string> {
  count += 1;
  const given = { label: `Server ${count}`, origin: "git.example.test/path", username: "", secret };
  return (await addCredential(admin, { ...given, rotationDays: 90 })).credentialId;
}
async function repository(credentialId: string): Promise<string> {
  count += 1;
  const place = { sourceKind: "url", location: `https://git.example.test/r${count}.git` } as const;
  return (await connectRepository(member, { ...place, name: `r${count}`, credentialId })).repositoryId;
}
const rowOf = async (id: string) =>
  unwrap(await database.service.from("credentials").select().eq("id", id).single());
const setRotated = async (id: string, days: number) => {
  const rotated_at = new Date(Date.now() - days * DAY_MS).toISOString();
  unwrap(await database.service.from("credentials").update({ rotated_at }).eq("id", id).select("id"));
};
const passwords = async (repositoryId: string) =>
  (await openCredential(job, { repositoryId }))?.logins.map(({ password }) => password);

test("a secret goes in and is never told again: not in lists, the audit log or the row", async () => {
  const secret = `token-${newId()}-WXYZ`;
  const id = await credential(secret);
  const listed = await listCredentials(member);
  expect(listed.find((one) => one.id === id)).toMatchObject({
    lastFour: "WXYZ",
    origin: "https://git.example.test",
  });
  const lines = unwrap(await database.service.from("audit_log").select().eq("target_id", id));
  expect(lines.map(({ action }) => action)).toEqual(["credential.add"]);
  for (const shown of [listed, lines, await rowOf(id)]) {
    expect(JSON.stringify(shown)).not.toContain(secret.slice(0, -4));
    expect(JSON.stringify(shown)).not.toContain(Buffer.from(secret).toString("base64").slice(0, 16));
  }
  const short = await credential("hunter2");
  expect((await rowOf(short)).last_four).toBe("");
});

test("only admins change credentials, only jobs open them, and only for the server they are for", async () => {
  const id = await credential("first secret of many");
  const input = { label: "x", origin: "https://a.test", username: "", secret: "s", rotationDays: 90 };
  await expect(addCredential(member, input)).rejects.toMatchObject({ code: "forbidden" });
  await expect(rotateCredential(member, { credentialId: id, secret: "s" })).rejects.toMatchObject({
    code: "forbidden",
  });
  await expect(revokeCredential(member, { credentialId: id })).rejects.toMatchObject({ code: "forbidden" });
  const repositoryId = await repository(id);
  await expect(openCredential(admin, { repositoryId })).rejects.toMatchObject({ code: "forbidden" });
  for (const location of ["https://evil.test/a.git", "https://git.example.test.evil.test/a.git"]) {
    const elsewhere = { sourceKind: "url", location, name: "evil", credentialId: id } as const;
    await expect(connectRepository(member, elsewhere)).rejects.toMatchObject({ code: "unprocessable" });
  }
  for (const origin of ["http://git.test", "https://me:pass@git.test", "not a server"])
    await expect(addCredential(admin, { ...input, origin })).rejects.toMatchObject({ code: "invalid_input" });
});

test("rotation: the new secret first, the old one beside it for seven days, then it is erased", async () => {
  const id = await credential("secret number one");
  const repositoryId = await repository(id);
  await rotateCredential(admin, { credentialId: id, secret: "secret number two" });
  expect(await passwords(repositoryId)).toEqual(["secret number two", "secret number one"]);
  const previous_until = new Date(Date.now() - 1_000).toISOString();
  unwrap(await database.service.from("credentials").update({ previous_until }).eq("id", id).select("id"));
  expect(await passwords(repositoryId)).toEqual(["secret number two"]);
  await maintainCredentials({ db: database.service, log, keyRing });
  expect((await rowOf(id)).previous_sealed).toBeNull();
  const uses = unwrap(await database.service.from("audit_log").select("action").eq("target_id", id));
  expect(uses.filter(({ action }) => action === "credential.use")).toHaveLength(2);
});

test("an import tries the new secret, then the old one, and hands each to the forge alone", async () => {
  const id = await credential("secret that still works");
  const repositoryId = await repository(id);
  await rotateCredential(admin, { credentialId: id, secret: "secret not yet valid" });
  const tried: RepositorySource[] = [];
  const refusing: Pick<Forge, "importRepository"> = {
    importRepository: async (_, source) => {
      tried.push(source);
      throw new AppError("invalid_input", "Authentication failed.");
    },
  };
  const context = { ...job, ports: { ...job.ports, forge: refusing as Forge } };
  await expect(importRepository(context, { repositoryId })).rejects.toThrow("Authentication failed.");
  expect(tried.map((source) => source.kind === "url" && source.login)).toEqual([
    { username: "x-access-token", password: "secret not yet valid" },
    { username: "x-access-token", password: "secret that still works" },
  ]);
});

test("a revoked credential is erased, and what needs it says so", async () => {
  const id = await credential("secret to be erased");
  const repositoryId = await repository(id);
  await revokeCredential(admin, { credentialId: id });
  expect(await rowOf(id)).toMatchObject({ sealed: null, previous_sealed: null });
  await expect(openCredential(job, { repositoryId })).rejects.toThrow(/was revoked/);
  expect((await listCredentials(member)).map((one) => one.id)).not.toContain(id);
  await expect(rotateCredential(admin, { credentialId: id, secret: "s" })).rejects.toThrow(/was revoked/);
});

test("admins are reminded from two weeks before the date, once a week; a week after it the secret rests", async () => {
  const id = await credential("secret that grows old");
  const repositoryId = await repository(id);
  const remind = () => maintainCredentials({ db: database.service, log, keyRing });
  expect(await remind()).toBe(0);
  await setRotated(id, 80);
  expect(await remind()).toBe(1);
  expect(await remind()).toBe(0);
  const mails = unwrap(
    await database.service.from("mails").select("recipient, body").eq("kind", "credential.rotate"),
  );
  expect(mails.map(({ recipient }) => recipient)).toEqual([email]);
  expect(mails[0]?.body).toContain("/settings/credentials");
  expect(mails[0]?.body).not.toContain("grows old");
  await setRotated(id, 96);
  expect(await passwords(repositoryId)).toEqual(["secret that grows old"]);
  await setRotated(id, 98);
  await expect(openCredential(job, { repositoryId })).rejects.toThrow(/was to be rotated/);
  const now = new Date("2026-11-21T12:00:00Z");
  const due = (days: number) => rotationOf(new Date(now.getTime() + days * DAY_MS).toISOString(), now);
  expect([due(20), due(13), due(-1), due(-7)]).toEqual(["fresh", "due_soon", "overdue", "unused"]);
});

test("after a rotation of our keys everything is sealed anew, and opens without the old key", async () => {
  const id = await credential("secret before the key change");
  const repositoryId = await repository(id);
  await rotateCredential(admin, { credentialId: id, secret: "second secret before it" });
  const lost = await credential("sealed with a key nobody has");
  unwrap(
    await database.service
      .from("credentials")
      .update({ sealed: (await rowOf(lost)).sealed?.replace("v1.old.", "v1.lost.") ?? null })
      .eq("id", lost)
      .select("id"),
  );
  const user_id = unwrap(await database.service.from("users").select("id").eq("email", email).single()).id;
  const place = `two-factor:${user_id}`;
  const totp = { user_id, secret_sealed: seal(keyRing, "of an app", place), last_step: 0 };
  unwrap(await database.service.from("two_factor_secrets").insert(totp).select("user_id"));
  const newKey = newKeyEntry("new");
  await maintainCredentials({ db: database.service, log, keyRing: readKeyRing(`${newKey},${oldKey}`) });
  const row = await rowOf(id);
  expect([row.sealed, row.previous_sealed].map((text) => text?.split(".")[1])).toEqual(["new", "new"]);
  const later = { ...job, keyRing: readKeyRing(newKey) };
  const app = unwrap(await database.service.from("two_factor_secrets").select("secret_sealed").single());
  expect(open(later.keyRing, app.secret_sealed, place)).toBe("of an app");
  const opened = await openCredential(later, { repositoryId });
  expect(opened?.logins.map(({ password }) => password)).toEqual([
    "second secret before it",
    "secret before the key change",
  ]);
});

test("a sealed text moved to another row does not open there", async () => {
  const [mine, other] = [await credential("a secret of my own"), await credential("a secret of others")];
  const repositoryId = await repository(mine);
  const { sealed } = await rowOf(other);
  const later = { ...job, keyRing: readKeyRing(oldKey) };
  unwrap(await database.service.from("credentials").update({ sealed }).eq("id", mine).select("id"));
  await expect(openCredential(later, { repositoryId })).rejects.toThrow(/belongs elsewhere/);
});
