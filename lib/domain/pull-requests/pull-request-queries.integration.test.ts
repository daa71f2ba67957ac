import { beforeAll, expect, test } from "vitest";
import { findApprovalOf } from "#lib/domain/approvals/queries.ts";
import { submitGoal } from "#lib/domain/goals/submit-goal.ts";
import { getPullRequestDiff } from "#lib/domain/pull-requests/get-pull-request-diff.ts";
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
