import type { Database as Schema } from "#lib/db/types.ts";
import { newId, sha256 } from "#lib/ids.ts";

export type Tables = Schema["public"]["Tables"];
export type TableName = keyof Tables & string;

/** Rows that others refer to. */
export interface Ids {
  tenant: string;
  user: string;
  repository: string;
  goal: string;
  run: string;
  /** A run without a pull request. */
  spareRun: string;
  plan: string;
  session: string;
  pullRequest: string;
  dataExport: string;
}

let count = 1000;
const next = (): number => {
  count += 1;
  return count;
};
const key = (): string => `key-${next()}`;
const soon = (): string => new Date(Date.now() + 60_000).toISOString();

/** For every table a row that could be inserted, different at each call. */
export const sampleRows: { [Name in TableName]: (ids: Ids) => Tables[Name]["Insert"] } = {
  account_tokens: (ids) => ({
    token_hash: sha256(key()),
    user_id: ids.user,
    purpose: "magic_link",
    expires_at: soon(),
  }),
  agent_executions: (ids) => ({ tenant_id: ids.tenant, run_id: ids.run, agent: `dev-${next()}` }),
  agents: () => ({ id: `agent${"x".repeat(next() - 1000)}`, name: "Agent", purpose: "To be tested" }),
  approval_policies: (ids) => ({
    tenant_id: ids.tenant,
    position: next(),
    name: "Rule",
    // Fits nothing, so that other tests go on as without it.
    minimum_cost_micros: 1_000_000_000_000,
    decision: "required",
  }),
  approvals: (ids) => ({
    tenant_id: ids.tenant,
    run_id: ids.run,
    kind: "merge_pull_request",
    title: "Merge",
    subject_digest: key(),
    risk: "low",
    rationale: "Verified",
    confidence: 0.9,
    requested_by_agent: "dev",
    expires_at: soon(),
  }),
  audit_chains: (ids) => ({ tenant_id: ids.tenant }),
  audit_log: (ids) => ({ tenant_id: ids.tenant, actor_kind: "user", action: "test", target_kind: "test" }),
  checks: (ids) => ({
    tenant_id: ids.tenant,
    run_id: ids.run,
    pull_request_id: ids.pullRequest,
    head_sha: "abc",
    name: key(),
  }),
  costs: (ids) => ({ tenant_id: ids.tenant, run_id: ids.run, key: key(), kind: "sandbox", engine: "local" }),
  counters: (ids) => ({ tenant_id: ids.tenant, name: key(), value: 1 }),
  data_export_parts: (ids) => ({
    tenant_id: ids.tenant,
    data_export_id: ids.dataExport,
    name: key(),
    position: 0,
    row_count: 1,
    byte_count: 3,
    content: "{}\n",
  }),
  data_exports: (ids) => ({ tenant_id: ids.tenant, status: "ready" }),
  credentials: (ids) => ({
    id: newId(),
    tenant_id: ids.tenant,
    kind: "git",
    label: "Git server",
    origin: "https://git.example.test",
    sealed: `v1.k1.aaaa.${key()}`,
    rotation_days: 90,
  }),
  decisions: (ids) => ({
    tenant_id: ids.tenant,
    run_id: ids.run,
    key: key(),
    made_by: "meta",
    decision: "Go",
    rationale: "Why not",
    confidence: 0.5,
  }),
  evidence: (ids) => ({
    tenant_id: ids.tenant,
    run_id: ids.run,
    key: key(),
    kind: "diff",
    title: "Diff",
    data: {},
  }),
  findings: (ids) => ({
    tenant_id: ids.tenant,
    run_id: ids.run,
    key: key(),
    head_sha: "abc",
    rule: "secret",
    source: "rules",
    path: "src/key.ts",
    line: 3,
    excerpt: "",
    harm: "Whoever can read it can use it",
    confidence: 0.9,
  }),
  forge_tokens: (ids) => ({
    tenant_id: ids.tenant,
    user_id: ids.user,
    label: "laptop",
    token_hash: sha256(key()),
    access: "read",
    expires_at: soon(),
  }),
  goals: (ids) => ({
    tenant_id: ids.tenant,
    repository_id: ids.repository,
    number: next(),
    title: "Goal",
    body: "Body",
  }),
  handoffs: (ids) => ({
    tenant_id: ids.tenant,
    run_id: ids.run,
    key: key(),
    from_agent: "meta",
    to_agent: "dev",
    reason: "Plan",
    expected_result: "Fix",
  }),
  kill_switches: (ids) => ({ tenant_id: ids.tenant, reason: "It runs wild", released_at: soon() }),
  known_origins: (ids) => ({ user_id: ids.user, kind: "place", value: key() }),
  login_notifications: (ids) => ({ user_id: ids.user }),
  identities: (ids) => ({ provider: "github", subject: key(), user_id: ids.user, login: "ada" }),
  identity_claims: () => ({
    token_hash: sha256(key()),
    provider: "github",
    subject: key(),
    login: "ada",
    email: "ada@example.test",
  }),
  invitations: (ids) => ({
    tenant_id: ids.tenant,
    email: `${key()}@example.test`,
    role: "member",
    token_hash: sha256(key()),
  }),
  mails: () => ({ recipient: "ada@example.test", kind: "user.test", subject: "Test", body: "Text" }),
  members: (ids) => ({ tenant_id: ids.tenant, user_id: ids.user, role: "admin" }),
  memory: (ids) => ({
    tenant_id: ids.tenant,
    kind: "fix",
    title: "Lesson",
    content: "Learnt",
    embedding: JSON.stringify(Array.from({ length: 1536 }, (_, index) => 1 / (index + next()))),
  }),
  outbox_events: (ids) => ({ tenant_id: ids.tenant, name: "run/requested", data: {} }),
  permissions: () => ({
    id: `test.x${"x".repeat(next() - 1000)}`,
    scope: "tenant",
    roles: [],
    sensitive: false,
  }),
  plan_steps: (ids) => ({
    tenant_id: ids.tenant,
    plan_id: ids.plan,
    key: key(),
    position: 1,
    title: "Step",
    action: "Do",
    agent: "dev",
    tool: "edit",
    success_criteria: "Done",
    fallback: "Stop",
  }),
  plans: (ids) => ({
    tenant_id: ids.tenant,
    goal_id: ids.goal,
    task_type: "bug_fix",
    summary: "Plan",
    analysis: {},
    estimate: {},
    engine: "local",
  }),
  pull_requests: (ids) => ({
    tenant_id: ids.tenant,
    repository_id: ids.repository,
    run_id: ids.spareRun,
    number: next(),
    title: "Fix",
    body: "Fixes it",
    branch: "fix",
    base_branch: "main",
    base_sha: "abc",
    head_sha: "def",
  }),
  rate_limits: () => ({ key: key() }),
  recovery_codes: (ids) => ({ user_id: ids.user, code_hash: `$argon2id$v=19$${key()}` }),
  refresh_tokens: (ids) => ({ token_hash: sha256(key()), session_id: ids.session }),
  repositories: (ids) => ({ tenant_id: ids.tenant, name: key(), source_kind: "sample" }),
  run_events: (ids) => ({ tenant_id: ids.tenant, run_id: ids.run, subject: "runs", subject_id: ids.run }),
  run_steps: (ids) => ({
    tenant_id: ids.tenant,
    run_id: ids.run,
    key: key(),
    position: 1,
    title: "Step",
    agent: "dev",
  }),
  runs: (ids) => ({
    tenant_id: ids.tenant,
    goal_id: ids.goal,
    repository_id: ids.repository,
    number: next(),
  }),
  security_log: (ids) => ({ user_id: ids.user, kind: "signed_in" }),
  sessions: (ids) => ({ user_id: ids.user }),
  sign_ups: () => ({
    token_hash: sha256(key()),
    email: "ada@example.test",
    name: "Ada",
    password_hash: "$argon2id$v=19$test",
    tenant_name: "Team",
    tenant_slug: "team",
  }),
  strategies: (ids) => ({
    tenant_id: ids.tenant,
    agent_id: "dev",
    title: "Strategy",
    description: "Do it",
    expected_effect: "Better",
  }),
  tenants: () => ({ slug: key(), name: "Tenant" }),
  tool_calls: (ids) => ({ tenant_id: ids.tenant, run_id: ids.run, key: key(), position: 1, tool: "edit" }),
  two_factor_secrets: (ids) => ({ user_id: ids.user, secret_sealed: "v1.test", last_step: 0 }),
  two_factor_set_ups: (ids) => ({ session_id: ids.session, secret_sealed: "v1.test" }),
  user_credentials: (ids) => ({ user_id: ids.user, password_hash: "$argon2id$v=19$test" }),
  users: () => ({ id: newId(), email: `${key()}@example.test`, name: "Person" }),
};
