import { beforeEach, expect, test } from "vitest";
import { callFunction, unwrap } from "#lib/db/call.ts";
import { submitGoal } from "#lib/domain/goals/submit-goal.ts";
import { newId } from "#lib/ids.ts";
import { createDomainContext, type DomainContext } from "#scripts/testing/domain-context.ts";
import { connectReadyRepository } from "#scripts/testing/ready-repository.ts";
import { setUpTestDatabase, type TestTenant, type TestUser } from "#scripts/testing/test-database.ts";

const database = setUpTestDatabase();
let tenant: TestTenant;
let admin: DomainContext;
let adminUser: TestUser;
let member: DomainContext;
let memberUser: TestUser;

beforeEach(async () => {
  tenant = await database.createTenant();
  adminUser = await database.createUser({ tenant, role: "admin" });
  memberUser = await database.createUser({ tenant, role: "member" });
  admin = createDomainContext(adminUser.db, tenant.id, adminUser.id);
  member = createDomainContext(memberUser.db, tenant.id, memberUser.id);
});

const save = (rule: Record<string, string | number | null>, policy: string | null = null) =>
  callFunction(admin.db, "save_approval_policy", {
    p_tenant: tenant.id,
    p_policy: policy,
    p_rule: { name: "Rule", decision: "required", ...rule },
  });

const facts = {
  kind: "merge_pull_request",
  agent: "meta",
  risk: "medium",
  costMicros: 0,
  branch: "main",
  paths: ["src/a.ts"],
};
const which = (changed: Partial<typeof facts> = {}) =>
  callFunction(member.db, "preview_approval_policy", {
    p_tenant: tenant.id,
    p_facts: { ...facts, ...changed },
  });

test("the first rule that fits counts: agent, kind, risk, cost, files and branch all have to", async () => {
  const rules = {
    dear: await save({ minimumCostMicros: 5_000_000 }),
    infrastructure: await save({ pathGlob: "infra/**" }),
    release: await save({ branchGlob: "release-*" }),
    risky: await save({ minimumRisk: "high" }),
    docs: await save({ decision: "auto", pathGlob: "**/*.md" }),
    ofDev: await save({ agentId: "dev", kind: "choose_fix" }),
  };
  expect(await which()).toBeNull();
  expect(await which({ costMicros: 5_000_000 })).toBe(rules.dear);
  expect(await which({ paths: ["src/a.ts", "infra/net/vpc.tf"] })).toBe(rules.infrastructure);
  expect(await which({ branch: "release-1.2" })).toBe(rules.release);
  expect(await which({ branch: "release-1/x" })).toBeNull();
  expect(await which({ risk: "high" })).toBe(rules.risky);
  expect(await which({ agent: "dev", kind: "choose_fix" })).toBe(rules.ofDev);
  expect(await which({ costMicros: 6_000_000, risk: "high" })).toBe(rules.dear);
});

test("without a person goes only what every file fits, never a question and never high risk", async () => {
  const docs = await save({ decision: "auto", pathGlob: "**/*.md" });
  expect(await which({ paths: ["README.md", "docs/a.md"] })).toBe(docs);
  expect(await which({ paths: ["README.md", "src/a.ts"] })).toBeNull();
  expect(await which({ paths: [] })).toBeNull();
  expect(await which({ paths: ["README.md"], risk: "high" })).toBeNull();
  expect(await which({ paths: ["README.md"], kind: "choose_fix" })).toBeNull();
});

test("letters of a pattern are letters: what means something in a regular expression does not", async () => {
  const rule = await save({ pathGlob: "a+(b)[c].{d}$^|\\.ts" });
  expect(await which({ paths: ["a+(b)[c].{d}$^|\\.ts"] })).toBe(rule);
  expect(await which({ paths: ["aab"] })).toBeNull();
});

async function asked(
  by: DomainContext,
  changed: Record<string, unknown> = {},
): Promise<{ runId: string; approval: string }> {
  const repositoryId = await connectReadyRepository(by, database.job(tenant), `r-${newId().slice(0, 8)}`);
  const { runId } = await submitGoal(by, { repositoryId, body: "Fix it" });
  const request = {
    ...{
      kind: "merge_pull_request",
      title: "Merge #1",
      subjectDigest: "d",
      risk: "low",
      rationale: "R",
      confidence: 0.9,
    },
    ...{ agent: "Meta_Agent", expiresAt: new Date(Date.now() + 3_600_000).toISOString(), ...changed },
  };
  const approval = await callFunction(database.job(tenant), "request_approval", {
    p_run: runId,
    p_approval: request,
  });
  return { runId, approval };
}

const decide = (by: DomainContext, approval: string, decision = "approved") =>
  callFunction(by.db, "decide_approval", { p_approval: approval, p_decision: decision, p_reason: "No" });

const rowOf = async (approval: string) =>
  unwrap(await admin.db.from("approvals").select("*").eq("id", approval).single());

test("a rule can do without a person: the approval stands at once, by its name, in the audit log too", async () => {
  await save({ name: "Docs", decision: "auto", pathGlob: "docs/**" });
  const { approval, runId } = await asked(member, { paths: ["docs/a.md"] });
  expect(await rowOf(approval)).toMatchObject({
    status: "approved",
    decided_by: null,
    policy_name: "Docs",
    decision_reason: "Approved by the rule “Docs”",
  });
  const run = unwrap(await admin.db.from("runs").select("status").eq("id", runId).single());
  expect(run.status).toBe("queued");
  const lines = unwrap(
    await admin.db.from("audit_log").select("action, actor_kind").eq("target_id", approval).order("id"),
  );
  expect(lines.map((line) => line.action)).toEqual(["approval.request", "approval.approved"]);
});

test("a rule can leave the decision to admins and give it another time", async () => {
  await save({ name: "Ours", deciderRole: "admin", expiresHours: 2 });
  const { approval } = await asked(member);
  await expect(decide(member, approval)).rejects.toMatchObject({ code: "forbidden" });
  const row = await rowOf(approval);
  expect(Math.round((Date.parse(row.expires_at) - Date.parse(row.requested_at)) / 3_600_000)).toBe(2);
  await decide(admin, approval);
});

test("who asked for a run can't approve what is of high risk in it, but reject it", async () => {
  const first = await asked(member, { risk: "high" });
  await expect(decide(member, first.approval)).rejects.toMatchObject({
    code: "forbidden",
    message: "You asked for this run, and what is of high risk needs somebody else.",
  });
  await decide(admin, first.approval);
  const second = await asked(member, { risk: "high" });
  await decide(member, second.approval, "rejected");
});

test("those who may decide get a mail with a link that leads to the approval and decides nothing", async () => {
  await database.createUser({ tenant, role: "analyst" });
  const { approval } = await asked(member);
  const { data } = await database.service
    .from("mails")
    .select("recipient, body")
    .eq("kind", "approval.request");
  const mails = (data ?? []).filter((mail) => mail.body.includes(approval));
  expect(mails.map((mail) => mail.recipient).sort()).toEqual([adminUser.email, memberUser.email].sort());
  expect(mails[0]?.body).toContain(`{{app}}/${tenant.slug}/approvals?approval=${approval}`);
});

test("a time-out asks the person of the rule, who may decide then; only a second one ends it", async () => {
  await save({ escalateTo: memberUser.id, deciderRole: "admin", expiresHours: 1 });
  const { approval } = await asked(admin);
  const past = { expires_at: new Date(Date.now() - 1000).toISOString() };
  unwrap(await database.service.from("approvals").update(past).eq("id", approval).select("id"));
  expect(await callFunction(database.service, "expire_approvals", {})).toEqual([]);
  expect(await rowOf(approval)).toMatchObject({ status: "pending", escalated_at: expect.any(String) });
  await decide(member, approval);
  expect((await rowOf(approval)).status).toBe("approved");
});

test("a rule is changed in its place, keeps its trace in the audit log, and is its tenant's alone", async () => {
  const id = await save({ name: "Old" });
  await save({ name: "New" }, id);
  const lines = unwrap(
    await admin.db.from("audit_log").select("before, after").eq("target_id", id).order("id"),
  );
  expect(lines[1]).toMatchObject({ before: { name: "Old" }, after: { name: "New" } });
  const other = await database.createTenant();
  const stranger = await database.createUser({ tenant: other, role: "admin" });
  const theirs = { p_tenant: other.id, p_policy: id };
  await expect(callFunction(stranger.db, "remove_approval_policy", theirs)).rejects.toMatchObject({
    code: "not_found",
  });
  await expect(save({ escalateTo: stranger.id })).rejects.toMatchObject({ code: "unprocessable" });
});
