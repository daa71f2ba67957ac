import { z } from "zod";

const Json = z.record(z.string(), z.unknown());

/** One line of the audit log as pages and exports show it. */
export const AuditLine = z.object({
  id: z.number(),
  sequence: z.number(),
  actorKind: z.enum(["user", "job", "system"]),
  actorId: z.uuid().nullable(),
  action: z.string(),
  targetKind: z.string(),
  targetId: z.uuid().nullable(),
  data: Json,
  before: Json.nullable(),
  after: Json.nullable(),
  ip: z.string().nullable(),
  userAgent: z.string().nullable(),
  requestId: z.string().nullable(),
  createdAt: z.string(),
  hash: z.string(),
});

/** A line with the name of its actor; null for jobs, and for people who left. */
export type AuditLine = z.infer<typeof AuditLine> & { actor: { name: string; email: string } | null };

const day = z.iso.date();

/** What to show, as it stands in the address of the page; what makes no sense there is left out. */
export const AuditFilter = z.object({
  /** An action, or the beginning of several: `repository.` */
  action: z
    .string()
    .trim()
    .regex(/^[a-z_]+(\.[a-z_]*)?$/)
    .max(80)
    .optional()
    .catch(undefined),
  /** A person of the tenant. */
  actor: z.uuid().optional().catch(undefined),
  /** Days of UTC, both included. */
  from: day.optional().catch(undefined),
  to: day.optional().catch(undefined),
  /** Only lines with a smaller number: the next page. */
  before: z.coerce.number().int().positive().optional().catch(undefined),
});
export type AuditFilter = z.infer<typeof AuditFilter>;

/** What actions begin with, and how people call it. */
export const auditSubjects = [
  { prefix: "user.", label: "Accounts" },
  { prefix: "session.", label: "Sessions" },
  { prefix: "repository.", label: "Repositories" },
  { prefix: "goal.", label: "Goals" },
  { prefix: "run.", label: "Runs" },
  { prefix: "approval.", label: "Approvals" },
  { prefix: "pull_request.", label: "Pull requests" },
  { prefix: "forge_token.", label: "Git tokens" },
  { prefix: "engine_run.", label: "Durable engine" },
] as const;
