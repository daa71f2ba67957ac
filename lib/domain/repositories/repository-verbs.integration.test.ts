import { beforeAll, expect, test } from "vitest";
import { connectRepository } from "#lib/domain/repositories/connect-repository.ts";
import { createForgeToken } from "#lib/domain/repositories/create-forge-token.ts";
import { getRepository, listRepositories } from "#lib/domain/repositories/queries.ts";
import { retryRepositoryImport } from "#lib/domain/repositories/retry-repository-import.ts";
import { updateRepositoryCommands } from "#lib/domain/repositories/update-repository-commands.ts";
import { verifyForgeToken } from "#lib/domain/repositories/verify-forge-token.ts";
import { createDomainContext, type DomainContext } from "#scripts/testing/domain-context.ts";
import { connectReadyRepository } from "#scripts/testing/ready-repository.ts";
import { setUpTestDatabase, type TestTenant } from "#scripts/testing/test-database.ts";

const database = setUpTestDatabase();
let tenant: TestTenant;
let member: DomainContext;
let analyst: DomainContext;

beforeAll(async () => {
  tenant = await database.createTenant();
  member = createDomainContext((await database.createUser({ tenant })).db, tenant.id);
  analyst = createDomainContext((await database.createUser({ tenant, role: "analyst" })).db, tenant.id);
});

const url = (name: string) => ({
  sourceKind: "url" as const,
  location: "https://git.example.com/a/b.git",
  name,
});

test("a connected repository is importing at once and its import is asked for", async () => {
  const { repositoryId } = await connectRepository(member, url("fresh"));
  expect(await getRepository(member, repositoryId)).toMatchObject({ name: "fresh", status: "importing" });
  expect(member.sent.at(-1)).toMatchObject({ name: "repository/connected", data: { repositoryId } });
});

test("a name that is taken, a bad name and a bad place are refused with what to do", async () => {
  await connectRepository(member, url("taken"));
  await expect(connectRepository(member, url("taken"))).rejects.toMatchObject({
    code: "conflict",
    fields: { name: 'There is already a repository with the name "taken". Choose another name.' },
  });
  await expect(connectRepository(member, url("../x"))).rejects.toMatchObject({ code: "invalid_input" });
  const file = { ...url("file"), location: "file:///etc" };
  await expect(connectRepository(member, file)).rejects.toThrow(/begins with https/);
  const secret = { ...url("secret"), location: "https://me:pass@git.example.com/a.git" };
  await expect(connectRepository(member, secret)).rejects.toThrow(/Leave user name and password out/);
  const path = { sourceKind: "path" as const, location: "relative/path", name: "path" };
  await expect(connectRepository(member, path)).rejects.toThrow(/whole path/);
  await expect(connectRepository(analyst, url("mine"))).rejects.toMatchObject({ code: "forbidden" });
});

test("only a failed import can be tried again", async () => {
  const { repositoryId } = await connectRepository(member, url("flaky"));
  await expect(retryRepositoryImport(member, { repositoryId })).rejects.toMatchObject({
    code: "unprocessable",
  });
  const failed = { status: "failed", status_reason: "No answer from git.example.com." };
  await database.job(tenant).from("repositories").update(failed).eq("id", repositoryId).throwOnError();
  await retryRepositoryImport(member, { repositoryId });
  expect(await getRepository(member, repositoryId)).toMatchObject({
    status: "importing",
    statusReason: null,
  });
});

test("corrected commands are kept and marked; an empty one is none", async () => {
  const repositoryId = await connectReadyRepository(member, database.job(tenant), "commands");
  const commands = { install: " npm ci ", test: "npm test", build: "", lint: null };
  await updateRepositoryCommands(member, { repositoryId, commands });
  expect(await getRepository(member, repositoryId)).toMatchObject({
    commandsEdited: true,
    commands: { install: "npm ci", test: "npm test", build: null, lint: null },
  });
  const two = { ...commands, test: "npm test\nrm -rf /" };
  await expect(updateRepositoryCommands(member, { repositoryId, commands: two })).rejects.toThrow(/one line/);
});

test("a git token opens the tenant's repositories and no others; its digest alone is stored", async () => {
  await connectReadyRepository(member, database.job(tenant), "cloned");
  const { token } = await createForgeToken(member, { label: "laptop", access: "write" });
  const asked = { tenantSlug: tenant.slug, repositoryName: "cloned", token };
  expect(await verifyForgeToken(database.service, asked)).toMatchObject({
    tenantId: tenant.id,
    access: "write",
  });
  expect(await verifyForgeToken(database.service, { ...asked, token: `${token}x` })).toBeNull();
  expect(await verifyForgeToken(database.service, { ...asked, repositoryName: "none" })).toBeNull();
  const other = await database.createTenant();
  expect(await verifyForgeToken(database.service, { ...asked, tenantSlug: other.slug })).toBeNull();
  const { data } = await database.service.from("forge_tokens").select("*").throwOnError();
  expect(JSON.stringify(data)).not.toContain(token);
});

test("who may only read gets a token to read", async () => {
  await expect(createForgeToken(analyst, { label: "x", access: "write" })).rejects.toMatchObject({
    code: "forbidden",
  });
  expect((await createForgeToken(analyst, { label: "x", access: "read" })).token).toMatch(/^mai_/);
});

test("repositories of another tenant are not listed", async () => {
  const other = await database.createTenant();
  const stranger = createDomainContext((await database.createUser({ tenant: other })).db, other.id);
  expect(await listRepositories(stranger)).toEqual([]);
});
