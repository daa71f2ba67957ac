import { z } from "zod";
import { readAll } from "#lib/db/read.ts";
import { Approval, type ApprovalCase } from "#lib/domain/approvals/schema.ts";
import type { Context } from "#lib/domain/context.ts";
import { DiffEvidence, Verification } from "#lib/domain/evidence/schema.ts";

export const approvalColumns: string = `id, runId:run_id, pullRequestId:pull_request_id, kind, title,
  subjectDigest:subject_digest, risk, rationale, confidence, choices, choice, requestedByAgent:requested_by_agent, status,
  requestedAt:requested_at, expiresAt:expires_at, decider:users!approvals_decided_by_fkey(name), decidedAt:decided_at,
  decisionReason:decision_reason, policyName:policy_name, deciderRole:decider_role, escalatedAt:escalated_at`;

/** An approval as the database returns it: the person who decided comes as a nested row. */
export const ApprovalRow = Approval.omit({ decidedBy: true })
  .extend({ decider: z.object({ name: z.string() }).nullable() })
  .transform(({ decider, ...approval }): Approval => ({ ...approval, decidedBy: decider?.name ?? null }));

const CaseRow = z
  .object({
    run: z.object({
      id: z.uuid(),
      number: z.number(),
      goal: z.object({ title: z.string() }),
      repository: z.object({ name: z.string() }),
    }),
    pullRequest: z
      .object({
        id: z.uuid(),
        number: z.number(),
        branch: z.string(),
        baseBranch: z.string(),
        headSha: z.string(),
        baseSha: z.string(),
        checksStatus: z.string(),
        flags: z.array(z.string()).catch([]),
      })
      .nullable(),
  })
  .and(ApprovalRow);

const caseColumns = `${approvalColumns},
  run:runs!approvals_run_id_fkey(id, number, goal:goals(title), repository:repositories!runs_repository_id_fkey(name)),
  pullRequest:pull_requests!approvals_pull_request_id_fkey(id, number, branch, baseBranch:base_branch, headSha:head_sha, baseSha:base_sha, checksStatus:checks_status, flags)`;

/** Approvals of the tenant: the pending ones, soonest expiry first, or the decided ones, newest first. */
export async function listApprovals(
  context: Context,
  which: "pending" | "decided",
  limit = 50,
): Promise<ApprovalCase[]> {
  const base = context.db.from("approvals").select(caseColumns).eq("tenant_id", context.tenantId);
  const query =
    which === "pending"
      ? base.eq("status", "pending").order("expires_at")
      : base.neq("status", "pending").order("requested_at", { ascending: false });
  const rows = await readAll(query.limit(limit), CaseRow);
  const proofs =
    which === "pending"
      ? await proofsOf(
          context,
          rows.map((row) => row.runId),
        )
      : [];
  const latest = (runId: string, kind: string) =>
    proofs.findLast((proof) => proof.runId === runId && proof.kind === kind)?.data;
  return rows.map(({ run, pullRequest, ...approval }) => {
    const diff = latest(approval.runId, "diff");
    const verification = latest(approval.runId, "verification");
    return {
      approval,
      run: { id: run.id, number: run.number, goalTitle: run.goal.title, repositoryName: run.repository.name },
      pullRequest,
      diff: diff === undefined ? null : DiffEvidence.parse(diff),
      verification: verification === undefined ? null : Verification.parse(verification),
    };
  });
}

const Proof = z.object({ runId: z.uuid(), kind: z.string(), data: z.unknown() });

async function proofsOf(context: Context, runIds: string[]): Promise<z.infer<typeof Proof>[]> {
  if (runIds.length === 0) return [];
  return readAll(
    context.db
      .from("evidence")
      .select("runId:run_id, kind, data")
      .eq("tenant_id", context.tenantId)
      .in("run_id", runIds)
      .in("kind", ["diff", "verification"])
      .order("created_at"),
    Proof,
  );
}

const Id = z.object({ id: z.uuid() });

/** How many decisions wait for a person of the tenant. */
export async function countPendingApprovals(context: Context): Promise<number> {
  const query = context.db
    .from("approvals")
    .select("id")
    .eq("tenant_id", context.tenantId)
    .eq("status", "pending");
  return (await readAll(query, Id)).length;
}

/** The newest approval about a pull request, or null. */
export async function findApprovalOf(context: Context, pullRequestId: string): Promise<Approval | null> {
  const query = context.db
    .from("approvals")
    .select(approvalColumns)
    .eq("tenant_id", context.tenantId)
    .eq("pull_request_id", pullRequestId)
    .order("requested_at", { ascending: false })
    .limit(1);
  return (await readAll(query, ApprovalRow))[0] ?? null;
}
