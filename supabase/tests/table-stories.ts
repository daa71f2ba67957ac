import type { TableName } from "./sample-rows.ts";
import { type Actor, actors } from "./world.ts";

/** Who may read a row of the tenant `acme`, and who may insert, update and delete one. */
export interface Story {
  read: readonly Actor[];
  write: readonly Actor[];
  /** Columns of the primary key, when it isn't `id`. */
  key?: readonly string[];
}

const tenantReaders: Actor[] = ["admin", "member", "analyst", "owner", "job"];

/** People of the tenant read; only its jobs write directly, people through functions. */
const ofTenant: Story = { read: tenantReaders, write: ["job"] };
/** Read by the tenant, written by functions alone. */
const readOnly: Story = { read: tenantReaders, write: [] };
/** Reached by the platform alone. */
const closed: Story = { read: [], write: [] };

/** The rules of every table. A table without a line here does not compile, and fails a test. */
export const stories: Record<TableName, Story> = {
  account_tokens: { ...closed, key: ["token_hash"] },
  agent_executions: ofTenant,
  agents: { read: actors.filter((actor) => actor !== "anonymous"), write: [] },
  approval_policies: readOnly,
  approvals: ofTenant,
  audit_chains: closed,
  audit_log: { read: ["admin", "owner"], write: [] },
  checks: ofTenant,
  costs: ofTenant,
  counters: { ...closed, key: ["tenant_id", "name"] },
  data_export_parts: { read: ["admin"], write: [] },
  data_exports: ofTenant,
  credentials: closed,
  decisions: ofTenant,
  evidence: ofTenant,
  findings: ofTenant,
  forge_tokens: closed,
  goals: ofTenant,
  handoffs: ofTenant,
  kill_switches: readOnly,
  known_origins: { ...closed, key: ["user_id", "kind", "value"] },
  login_notifications: { ...closed, key: ["user_id"] },
  identities: { ...closed, key: ["provider", "subject"] },
  identity_claims: { ...closed, key: ["token_hash"] },
  invitations: closed,
  mails: closed,
  members: { ...readOnly, key: ["tenant_id", "user_id"] },
  memory: ofTenant,
  outbox_events: closed,
  permissions: { read: actors.filter((actor) => actor !== "anonymous"), write: [] },
  plan_steps: ofTenant,
  plans: ofTenant,
  pull_requests: ofTenant,
  rate_limits: { ...closed, key: ["key"] },
  recovery_codes: closed,
  refresh_tokens: { ...closed, key: ["token_hash"] },
  repositories: ofTenant,
  run_events: readOnly,
  run_steps: ofTenant,
  runs: ofTenant,
  security_log: closed,
  sessions: closed,
  sign_ups: { ...closed, key: ["token_hash"] },
  strategies: ofTenant,
  tenants: readOnly,
  tool_calls: ofTenant,
  two_factor_secrets: { ...closed, key: ["user_id"] },
  two_factor_set_ups: { ...closed, key: ["session_id"] },
  user_credentials: { ...closed, key: ["user_id"] },
  users: readOnly,
};
