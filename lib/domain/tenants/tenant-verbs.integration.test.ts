import { execFileSync } from "node:child_process";
import { existsSync, writeFileSync } from "node:fs";
import path from "node:path";
import { beforeEach, expect, test } from "vitest";
import { callFunction, unwrap } from "#lib/db/call.ts";
import { addExportPart } from "#lib/domain/data-exports/add-export-part.ts";
import { finishDataExport } from "#lib/domain/data-exports/finish-data-export.ts";
import { listDataExports } from "#lib/domain/data-exports/queries.ts";
import { requestDataExport } from "#lib/domain/data-exports/request-data-export.ts";
import { exportedTables } from "#lib/domain/data-exports/schema.ts";
import { openDataExport, streamDataExport } from "#lib/domain/data-exports/stream-data-export.ts";
import { submitGoal } from "#lib/domain/goals/submit-goal.ts";
import { engageKillSwitch } from "#lib/domain/kill-switches/engage-kill-switch.ts";
import { listEngagedKillSwitches } from "#lib/domain/kill-switches/queries.ts";
import { releaseKillSwitch } from "#lib/domain/kill-switches/release-kill-switch.ts";
import { changeMemberRole } from "#lib/domain/members/change-member-role.ts";
import { leaveTenant } from "#lib/domain/members/leave-tenant.ts";
import { listMembers } from "#lib/domain/members/queries.ts";
import { removeMember } from "#lib/domain/members/remove-member.ts";
import { createForgeToken } from "#lib/domain/repositories/create-forge-token.ts";
import { verifyForgeToken } from "#lib/domain/repositories/verify-forge-token.ts";
import { createTenant } from "#lib/domain/tenants/create-tenant.ts";
import { eraseDueTenants } from "#lib/domain/tenants/erase-due-tenants.ts";
import { requestTenantDeletion } from "#lib/domain/tenants/request-tenant-deletion.ts";
import { restoreTenant } from "#lib/domain/tenants/restore-tenant.ts";
import { suspendTenant } from "#lib/domain/tenants/suspend-tenant.ts";
import { eraseAccount } from "#lib/domain/users/erase-account.ts";
import { exportMyData } from "#lib/domain/users/queries.ts";
import { newId } from "#lib/ids.ts";
import { createLocalForge } from "#lib/ports/forge/local.ts";
import { selectSandbox } from "#lib/ports/sandbox/select.ts";
import { createDomainContext, type DomainContext } from "#scripts/testing/domain-context.ts";
import { connectReadyRepository } from "#scripts/testing/ready-repository.ts";
import { temporaryFolder } from "#scripts/testing/temporary-folder.ts";
import { setUpTestDatabase, type TestTenant, type TestUser } from "#scripts/testing/test-database.ts";

const database = setUpTestDatabase();
let tenant: TestTenant;
let admin: DomainContext;
let adminUser: TestUser;

async function join(role: "admin" | "member" | "analyst"): Promise<[DomainContext, TestUser]> {
  const user = await database.createUser({ tenant, role });
  return [createDomainContext(user.db, tenant.id, user.id), user];
}

beforeEach(async () => {
  tenant = await database.createTenant();
  [admin, adminUser] = await join("admin");
});

const actions = async (): Promise<string[]> =>
  unwrap(await admin.db.from("audit_log").select("action").eq("tenant_id", tenant.id).order("id")).map(
    (line) => line.action,
  );

test("of two admins who take each other's role away at once, one stays admin", async () => {
  const [second, secondUser] = await join("admin");
  const outcomes = await Promise.allSettled([
    changeMemberRole(admin, { userId: secondUser.id, role: "member" }),
    changeMemberRole(second, { userId: adminUser.id, role: "member" }),
  ]);
  expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  const members = await listMembers(admin);
  expect(members.filter((member) => member.role === "admin")).toHaveLength(1);
});

test("the last admin can't step down, be removed, leave or erase the account", async () => {
  const { id: userId, email } = adminUser;
  const last = { code: "unprocessable", message: expect.stringMatching(/needs an admin/) };
  await expect(changeMemberRole(admin, { userId, role: "member" })).rejects.toMatchObject(last);
  await expect(removeMember(admin, { userId })).rejects.toMatchObject(last);
  await expect(leaveTenant(admin)).rejects.toMatchObject(last);
  await expect(eraseAccount(admin, { email })).rejects.toMatchObject(last);
  await join("admin");
  await leaveTenant(admin);
  await expect(listMembers(admin)).resolves.toEqual([]);
});

test("who is removed reaches nothing at once, and their git tokens are worth nothing", async () => {
  const [member, user] = await join("member");
  await connectReadyRepository(member, database.job(tenant), "shop");
  const { token } = await createForgeToken(member, { label: "laptop", access: "read" });
  const asked = { tenantSlug: tenant.slug, repositoryName: "shop", token };
  expect(await verifyForgeToken(database.service, asked)).not.toBeNull();
  await removeMember(admin, { userId: user.id });
  expect(await verifyForgeToken(database.service, asked)).toBeNull();
  expect(unwrap(await member.db.from("repositories").select("id"))).toEqual([]);
  expect(await actions()).toContain("member.remove");
});

test("a kill switch stops the runs it is about with its reason, refuses new ones, and lets them again", async () => {
  const repositoryId = await connectReadyRepository(admin, database.job(tenant), "shop");
  const { runId } = await submitGoal(admin, { repositoryId, body: "Fix it" });
  const job = database.job(tenant);
  await callFunction(job, "begin_run", { p_run: runId, p_base_sha: "abc" });
  const step = { key: "fix", position: 1, title: "Fix", agent: "dev", status: "running" };
  await callFunction(job, "record_step", { p_run: runId, p_step: step });
  await engageKillSwitch(admin, { agentId: "dev", reason: "It deletes tests" });
  expect(admin.sent.at(-1)).toMatchObject({ name: "run/stop-requested", data: { runId } });
  const call = {
    key: "c",
    stepKey: "fix",
    position: 1,
    kind: "tool",
    tool: "edit_files",
    risk: "low",
    input: {},
  };
  await expect(callFunction(job, "begin_tool_call", { p_run: runId, p_call: call })).rejects.toMatchObject({
    code: "conflict",
  });
  const ending = {
    p_run: runId,
    p_status: "stopped",
    p_outcome: "stopped",
    p_verdict: null,
    p_reason: "By a person.",
  };
  await callFunction(job, "finish_run", ending);
  const run = unwrap(await admin.db.from("runs").select("status, reason").eq("id", runId).single());
  expect(run).toEqual({ status: "stopped", reason: "The kill switch of Dev_Agent is on: It deletes tests" });
  await expect(engageKillSwitch(admin, { agentId: "dev", reason: "Again" })).rejects.toMatchObject({
    code: "conflict",
  });
  await engageKillSwitch(admin, { agentId: null, reason: "Everything" });
  await expect(submitGoal(admin, { repositoryId, body: "More" })).rejects.toMatchObject({
    code: "unprocessable",
    message: "The kill switch of the organisation is on: Everything.",
  });
  for (const { id } of await listEngagedKillSwitches(admin))
    await releaseKillSwitch(admin, { killSwitchId: id });
  await submitGoal(admin, { repositoryId, body: "More" });
});

test("an agent whose switch went on while nothing of it ran is refused its next step and call", async () => {
  const repositoryId = await connectReadyRepository(admin, database.job(tenant), "shop");
  const { runId } = await submitGoal(admin, { repositoryId, body: "Fix it" });
  const job = database.job(tenant);
  const step = (agent: string) => ({ key: agent, position: 1, title: "Step", agent, status: "running" });
  await callFunction(job, "record_step", { p_run: runId, p_step: step("meta") });
  await engageKillSwitch(admin, { agentId: "dev", reason: "Wild" });
  await expect(callFunction(job, "record_step", { p_run: runId, p_step: step("dev") })).rejects.toMatchObject(
    {
      message: "The kill switch of Dev_Agent is on: Wild.",
    },
  );
  const call = {
    key: "c",
    stepKey: "meta",
    position: 1,
    kind: "tool",
    tool: "read_file",
    risk: "low",
    input: {},
  };
  await callFunction(job, "begin_tool_call", { p_run: runId, p_call: call });
});

test("a plan whose agent is switched off is not carried out: its run stops", async () => {
  const repositoryId = await connectReadyRepository(admin, database.job(tenant), "shop");
  const { runId } = await submitGoal(admin, { repositoryId, body: "Fix it" });
  const job = database.job(tenant);
  const plan = {
    taskType: "bug_fix",
    summary: "S",
    analysis: {},
    estimate: {},
    engine: "local",
    steps: [
      {
        key: "fix",
        title: "Fix",
        action: "fix",
        agent: "dev",
        tool: "edit_files",
        successCriteria: "ok",
        fallback: "stop",
        dependsOn: [],
      },
    ],
  };
  await engageKillSwitch(admin, { agentId: "dev", reason: "Wild" });
  await callFunction(job, "save_plan", { p_run: runId, p_plan: plan });
  expect(await callFunction(job, "request_run", { p_run: runId })).toMatchObject({
    name: "run/stop-requested",
  });
});

test("a suspended organisation reads on, and writing is refused with the reason", async () => {
  const repositoryId = await connectReadyRepository(admin, database.job(tenant), "shop");
  const owner = createDomainContext((await database.createUser({ owner: true })).db, tenant.id);
  await suspendTenant(owner, { tenantId: tenant.id, reason: "The invoice is open" });
  await expect(submitGoal(admin, { repositoryId, body: "Fix it" })).rejects.toMatchObject({
    message: "The organisation is suspended: The invoice is open.",
  });
  expect(unwrap(await admin.db.from("repositories").select("name"))).toEqual([{ name: "shop" }]);
});

test("a deletion needs the name, can be taken back, and erases everything when its grace is over", async () => {
  const dataDir = temporaryFolder();
  const forge = createLocalForge({ dataDir, roots: [], maxMb: 10 });
  const sandbox = selectSandbox({ dataDir, programDir: process.cwd() });
  const repositoryId = await connectReadyRepository(admin, database.job(tenant), "shop");
  const files = [{ path: "a.txt", content: new TextEncoder().encode("a") }];
  await forge.importRepository({ tenantId: tenant.id, repositoryId }, { kind: "files", files, message: "A" });
  const { runId } = await submitGoal(admin, { repositoryId, body: "Fix it" });
  await sandbox.open(runId);
  await expect(requestTenantDeletion(admin, { name: "Other" })).rejects.toMatchObject({
    code: "invalid_input",
  });
  const name = `Tenant ${tenant.slug}`;
  await requestTenantDeletion(admin, { name });
  expect(admin.sent.at(-1)).toMatchObject({ name: "run/stop-requested", data: { runId } });
  await restoreTenant(admin);
  await requestTenantDeletion(admin, { name });
  const platform = { db: database.service, ports: { ...admin.ports, forge, sandbox }, log: admin.log };
  expect(await eraseDueTenants(platform)).toBe(0);
  const past = { deletion_requested_at: new Date(0).toISOString(), erase_after: new Date(1).toISOString() };
  unwrap(await database.service.from("tenants").update(past).eq("id", tenant.id).select("id"));
  const other = await database.createTenant();
  expect(await eraseDueTenants(platform)).toBe(1);
  const left = unwrap(await database.service.from("tenants").select("id").in("id", [tenant.id, other.id]));
  expect(left).toEqual([{ id: other.id }]);
  expect(existsSync(path.join(dataDir, "forge", tenant.id, `${repositoryId}.git`))).toBe(false);
  expect(existsSync(path.join(dataDir, "sandboxes", runId))).toBe(false);
  const stub = await database.service
    .from("audit_log")
    .select("tenant_id, target_id, data")
    .eq("action", "tenant.erase");
  expect(unwrap(stub)).toMatchObject([
    {
      tenant_id: null,
      target_id: tenant.id,
      data: { slug: tenant.slug, auditHash: expect.stringMatching(/^[0-9a-f]{64}$/) },
    },
  ]);
  const chains = await callFunction(database.service, "verify_audit_log", {});
  expect((chains as { problem: string | null }[]).filter(({ problem }) => problem !== null)).toEqual([]);
});

test("an export holds every row of the tenant, no other's, no secret, and is an archive that tar reads", async () => {
  const [member, user] = await join("member");
  const repositoryId = await connectReadyRepository(member, database.job(tenant), "shop");
  await submitGoal(member, { repositoryId, body: "Only ours: Zürich" });
  await createForgeToken(member, { label: "laptop", access: "write" });
  const { dataExportId } = await requestDataExport(admin);
  await expect(requestDataExport(admin)).rejects.toMatchObject({ code: "conflict" });
  const job = createDomainContext(database.job(tenant), tenant.id);
  for (const table of exportedTables) await addExportPart(job, { dataExportId, table, position: 0 });
  await finishDataExport(job, { dataExportId, status: "ready" });
  await expect(openDataExport(member, { dataExportId })).rejects.toMatchObject({ code: "forbidden" });
  const manifest = await openDataExport(admin, { dataExportId });
  const archive = path.join(temporaryFolder(), "export.tar");
  const pieces: Uint8Array[] = [];
  for await (const piece of streamDataExport(admin, { dataExportId, manifest })) pieces.push(piece);
  writeFileSync(archive, Buffer.concat(pieces));
  const tar = (...args: string[]) => execFileSync("tar", [...args], { encoding: "utf8" });
  const names = tar("-tf", archive).trim().split("\n");
  expect(names).toEqual(["manifest.json", ...manifest.files.map(({ name }) => `${name}.ndjson`)]);
  const goals = tar("-xOf", archive, "goals.ndjson")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  expect(goals).toMatchObject([{ tenant_id: tenant.id, body: "Only ours: Zürich" }]);
  expect(tar("-xOf", archive, "members.ndjson")).toContain(user.email);
  const everything = tar("-xOf", archive);
  expect(everything).not.toMatch(/token_hash|password_hash|secret_sealed/);
  expect((await listDataExports(admin))[0]).toMatchObject({ status: "ready" });
  expect(await actions()).toEqual(expect.arrayContaining(["data_export.request", "data_export.download"]));
});

test("a person takes the own data along, and erasing the account leaves their work without a name", async () => {
  const [member, user] = await join("member");
  const repositoryId = await connectReadyRepository(member, database.job(tenant), "shop");
  const { goalId } = await submitGoal(member, { repositoryId, body: "My words" });
  expect(await exportMyData(member)).toMatchObject({
    account: { email: user.email },
    memberships: [{ slug: tenant.slug, role: "member" }],
    goals: [{ body: "My words" }],
  });
  await expect(eraseAccount(member, { email: "other@example.test" })).rejects.toMatchObject({
    code: "invalid_input",
  });
  await eraseAccount(member, { email: user.email });
  const goal = unwrap(await admin.db.from("goals").select("body, created_by").eq("id", goalId).single());
  expect(goal).toEqual({ body: "My words", created_by: null });
  const people = unwrap(await database.service.from("users").select("id").eq("id", user.id));
  expect(people).toEqual([]);
  const lines = unwrap(await admin.db.from("audit_log").select("action").eq("actor_id", user.id));
  expect(lines.map((line) => line.action)).toContain("user.erase");
});

test("a person founds a further organisation and is its admin; a taken path gets a number", async () => {
  const name = `Team ${newId().slice(0, 8)}`;
  const first = await createTenant(admin, { name });
  const second = await createTenant(admin, { name });
  expect(second.slug).toBe(`${first.slug}-2`);
  expect(await listMembers({ ...admin, tenantId: second.tenantId })).toMatchObject([
    { role: "admin", userId: adminUser.id },
  ]);
});
