import { z } from "zod";

const empty = (value: unknown): unknown => (value === "" ? null : value);

/** A rule as the form sends it; empty fields mean "any". */
export const SaveApprovalPolicyInput = z.object({
  policyId: z.preprocess(empty, z.uuid().nullable().default(null)),
  name: z
    .string({ error: "Name the rule." })
    .trim()
    .min(1, "Name the rule.")
    .max(80, "At most 80 characters."),
  agentId: z.preprocess(
    empty,
    z
      .string()
      .regex(/^[a-z]+$/)
      .nullable(),
  ),
  kind: z.preprocess(empty, z.enum(["merge_pull_request", "choose_fix"]).nullable()),
  minimumRisk: z.preprocess(empty, z.enum(["low", "medium", "high"]).nullable()),
  /** US dollars. */
  minimumCost: z.preprocess(empty, z.coerce.number().min(0, "Not below zero.").max(1_000_000).nullable()),
  pathGlob: z.preprocess(empty, z.string().trim().max(200, "At most 200 characters.").nullable()),
  branchGlob: z.preprocess(empty, z.string().trim().max(200, "At most 200 characters.").nullable()),
  decision: z.enum(["required", "auto"]),
  deciderRole: z.enum(["member", "admin"]),
  expiresHours: z.coerce.number().int().min(1, "1 hour at least.").max(168, "168 hours (a week) at most."),
  escalateTo: z.preprocess(empty, z.uuid().nullable()),
});
export type SaveApprovalPolicyInput = z.infer<typeof SaveApprovalPolicyInput>;

export const RemoveApprovalPolicyInput = z.object({ policyId: z.uuid() });

/** What an approval would be about. */
export const PreviewApprovalPolicyInput = z.object({
  agent: z.enum(["meta", "dev"]),
  kind: z.enum(["merge_pull_request", "choose_fix"]),
  risk: z.enum(["low", "medium", "high"]),
  /** US dollars. */
  cost: z.coerce.number().min(0).max(1_000_000).default(0),
  branch: z.string().trim().max(200),
  /** Files, one in a line. */
  paths: z.string().max(4_000),
});

export const ApprovalPolicy = z.object({
  id: z.uuid(),
  position: z.number().int(),
  name: z.string(),
  agentId: z.string().nullable(),
  kind: z.enum(["merge_pull_request", "choose_fix"]).nullable(),
  minimumRisk: z.enum(["low", "medium", "high"]).nullable(),
  minimumCostMicros: z.number().nullable(),
  pathGlob: z.string().nullable(),
  branchGlob: z.string().nullable(),
  decision: z.enum(["required", "auto"]),
  deciderRole: z.enum(["member", "admin"]),
  expiresHours: z.number().int(),
  escalateTo: z.uuid().nullable(),
});
export type ApprovalPolicy = z.infer<typeof ApprovalPolicy>;
