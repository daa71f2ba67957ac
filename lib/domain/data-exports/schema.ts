import { z } from "zod";
import type { Database } from "#lib/db/types.ts";

const ExportFile = z.object({ name: z.string(), rows: z.number(), bytes: z.number(), sha256: z.string() });
export type ExportFile = z.infer<typeof ExportFile>;

export const DataExport = z.object({
  id: z.uuid(),
  status: z.enum(["building", "ready", "failed"]),
  requestedAt: z.string(),
  expiresAt: z.string(),
  requestedBy: z.string().nullable(),
  manifest: z.object({ files: z.array(ExportFile) }).nullable(),
});
export type DataExport = z.infer<typeof DataExport>;

/** What a download begins with. */
export const ExportManifest = z.object({
  requestedAt: z.string(),
  finishedAt: z.string(),
  files: z.array(ExportFile),
});
export type ExportManifest = z.infer<typeof ExportManifest>;

type TableName = keyof Database["public"]["Tables"];

/** For every table: it is part of a tenant's export, or why not. A table without a line does not compile. */
export const exportRules: Record<TableName, "exported" | { leftOut: string }> = {
  account_tokens: { leftOut: "of persons" },
  agent_executions: "exported",
  agents: { leftOut: "the same for every tenant" },
  approval_policies: "exported",
  approvals: "exported",
  audit_chains: { leftOut: "the ends of chains, which the lines of the audit log carry too" },
  audit_log: "exported",
  checks: "exported",
  costs: "exported",
  credentials: { leftOut: "sealed secrets, which nobody is shown again" },
  counters: { leftOut: "last numbers given, which the numbered rows show" },
  data_export_parts: { leftOut: "earlier exports" },
  data_exports: { leftOut: "earlier exports" },
  decisions: "exported",
  evidence: "exported",
  findings: "exported",
  forge_tokens: { leftOut: "belongs to persons, whose own export has it" },
  goals: "exported",
  handoffs: "exported",
  identities: { leftOut: "of persons, whose own export has them" },
  identity_claims: { leftOut: "of persons" },
  invitations: { leftOut: "people who are no members yet; the audit log says who was invited" },
  kill_switches: "exported",
  known_origins: { leftOut: "of persons" },
  login_notifications: { leftOut: "of persons" },
  mails: { leftOut: "of the platform" },
  members: "exported",
  memory: "exported",
  outbox_events: { leftOut: "messages between parts of the platform, made of ids" },
  permissions: { leftOut: "the same for every tenant" },
  plan_steps: "exported",
  plans: "exported",
  pull_requests: "exported",
  rate_limits: { leftOut: "of the platform" },
  recovery_codes: { leftOut: "of persons" },
  refresh_tokens: { leftOut: "of persons" },
  repositories: "exported",
  run_events: "exported",
  run_steps: "exported",
  runs: "exported",
  security_log: { leftOut: "of persons" },
  sessions: { leftOut: "of persons" },
  sign_ups: { leftOut: "of persons who have no account yet" },
  strategies: "exported",
  tenants: "exported",
  tool_calls: "exported",
  two_factor_secrets: { leftOut: "of persons" },
  two_factor_set_ups: { leftOut: "of persons" },
  user_credentials: { leftOut: "of persons" },
  users: { leftOut: "of persons; name and address stand with the members" },
};

/** Tables of an export by name. */
export const exportedTables: string[] = Object.entries(exportRules).flatMap(([name, rule]) =>
  rule === "exported" ? [name] : [],
);
