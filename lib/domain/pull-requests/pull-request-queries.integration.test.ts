import { beforeAll, expect, test } from "vitest";
import { unwrap } from "#lib/db/call.ts";
import { findApprovalOf } from "#lib/domain/approvals/queries.ts";
import { submitGoal } from "#lib/domain/goals/submit-goal.ts";
import { getPullRequestDiff } from "#lib/domain/pull-requests/get-pull-request-diff.ts";
import { listPastFixes } from "#lib/domain/pull-requests/list-past-fixes.ts";
import { getPullRequest, listChecks, listPullRequests } from "#lib/domain/pull-requests/queries.ts";
import { createDomainContext, type DomainContext } from "#scripts/testing/domain-context.ts";
import { connectReadyRepository } from "#scripts/testing/ready-repository.ts";
import { writeSampleRun } from "#scripts/testing/sample-run.ts";
import { samplePatch } from "#scripts/testing/sample-run-content.ts";
import { setUpTestDatabase } from "#scripts/testing/test-database.ts";

const database = setUpTestDatabase();
let member: DomainContext;
let runId: string;

beforeAll(async () => {
  const tenant = await database.createTenant();
  member = createDomainContext((await database.createUser({ tenant })).db, tenant.id);
  const repositoryId = await connectReadyRepository(member, database.job(tenant), "shop");
  runId = (await submitGoal(member, { repositoryId, body: "Fix it" })).runId;
  await writeSampleRun({ job: database.job(tenant), tenantId: tenant.id, runId }, "waiting");
});

test("a pull request is listed with its repository and run, and read with checks and approval", async () => {
  const [listed] = await listPullRequests(member, { status: "open" });
  expect(listed).toMatchObject({ number: 1, repository: { name: "shop" }, runId, runNumber: 1 });
  const pullRequest = await getPullRequest(member, listed?.id ?? "");
  expect(pullRequest.body).toContain("## Evidence");
  const checks = await listChecks(member, pullRequest);
  expect(checks.map((check) => [check.name, check.status])).toEqual([
    ["lint", "passed"],
    ["tests", "passed"],
  ]);
  expect(await findApprovalOf(member, pullRequest.id)).toMatchObject({ status: "pending", runId });
  expect(await listPullRequests(member, { status: "merged" })).toEqual([]);
});

test("the diff comes from the forge, and from the run's evidence when the forge can't say", async () => {
  const [pullRequest] = await listPullRequests(member);
  if (!pullRequest) throw new Error("no pull request");
  expect(await getPullRequestDiff(member, pullRequest)).toMatchObject({
    patch: samplePatch,
    source: "evidence",
  });
  const forge = { ...member.ports.forge, diff: async () => "diff of the forge" };
  const withForge = { ...member, ports: { ...member.ports, forge } };
  expect(await getPullRequestDiff(withForge, pullRequest)).toMatchObject({
    patch: "diff of the forge",
    source: "forge",
  });
});

test("merged, verified fixes of the own tenant come back as changed pieces, those of another never", async () => {
  expect(await listPastFixes(member)).toEqual([]);
  const tenant = await database.createTenant();
  const other = createDomainContext((await database.createUser({ tenant })).db, tenant.id);
  const otherRepository = await connectReadyRepository(other, database.job(tenant), "bank");
  const otherRun = (await submitGoal(other, { repositoryId: otherRepository, body: "Fix it" })).runId;
  const job = database.job(tenant);
  await writeSampleRun({ job, tenantId: tenant.id, runId: otherRun }, "waiting");
  const merged = { status: "merged", merged_at: new Date().toISOString() };
  unwrap(await job.from("pull_requests").update(merged).eq("run_id", otherRun).select("id"));
  unwrap(await job.from("runs").update({ verdict: "verified" }).eq("id", otherRun).select("id"));
  const [fix] = await listPastFixes(other);
  expect(fix).toMatchObject({ number: 1, repository: "bank" });
  expect(fix?.changes.length).toBeGreaterThan(0);
  expect(fix?.changes.every(({ path }) => !path.includes("test"))).toBe(true);
  expect(await listPastFixes(member)).toEqual([]);
});
