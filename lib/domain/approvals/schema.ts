import { z } from "zod";
import type { DiffEvidence, Verification } from "#lib/domain/evidence/schema.ts";

export const approvalStatuses = ["pending", "approved", "rejected", "expired", "cancelled"] as const;
export const decisionReasonLimit = 2000;

export const Approval = z.object({
  id: z.uuid(),
  runId: z.uuid(),
  pullRequestId: z.uuid().nullable(),
  kind: z.enum(["merge_pull_request", "choose_fix"]),
  title: z.string(),
  subjectDigest: z.string(),
  risk: z.enum(["low", "medium", "high"]),
  rationale: z.string(),
  confidence: z.number(),
  /** For a question: the answers, in the words that a person reads; `choice` is the position of the chosen one. */
  choices: z.array(z.object({ label: z.string(), detail: z.string() })).catch([]),
  choice: z.number().int().nullable(),
  requestedByAgent: z.string(),
  status: z.enum(approvalStatuses),
  requestedAt: z.string(),
  expiresAt: z.string(),
  decidedBy: z.string().nullable(),
  decidedAt: z.string().nullable(),
  decisionReason: z.string().nullable(),
  /** The rule of the tenant that counted; null: none. */
  policyName: z.string().nullable(),
  deciderRole: z.enum(["member", "admin"]),
  /** When nobody had decided in time and somebody else was asked. */
  escalatedAt: z.string().nullable(),
});
export type Approval = z.infer<typeof Approval>;

/** An approval with what a person needs to decide it. */
export interface ApprovalCase {
  approval: Approval;
  run: { id: string; number: number; goalTitle: string; repositoryName: string };
  pullRequest: {
    id: string;
    number: number;
    branch: string;
    baseBranch: string;
    headSha: string;
    baseSha: string;
    checksStatus: string;
    flags: string[];
  } | null;
  diff: DiffEvidence | null;
  verification: Verification | null;
}

const reason = z
  .string()
  .trim()
  .max(decisionReasonLimit, `A reason may have at most ${decisionReasonLimit} characters.`);

export const DecideApprovalInput = z.discriminatedUnion("decision", [
  z.object({
    approvalId: z.uuid(),
    decision: z.literal("approved"),
    reason: reason.default(""),
    /** Position of the chosen answer, where there are answers to choose from. */
    choice: z.number().int().min(0).optional(),
  }),
  z.object({
    approvalId: z.uuid(),
    decision: z.literal("rejected"),
    reason: reason.min(1, "Say why you reject: the reason is kept with the run."),
  }),
]);
export type DecideApprovalInput = z.infer<typeof DecideApprovalInput>;
