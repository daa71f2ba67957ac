import { z } from "zod";
import { readAll, readOne } from "#lib/db/read.ts";
import { ApprovalRow, approvalColumns } from "#lib/domain/approvals/queries.ts";
import type { Context } from "#lib/domain/context.ts";
import { evidenceColumns } from "#lib/domain/evidence/queries.ts";
import { Evidence } from "#lib/domain/evidence/schema.ts";
import { findingColumns } from "#lib/domain/findings/queries.ts";
import { Finding, sortFindings } from "#lib/domain/findings/schema.ts";
import { Plan } from "#lib/domain/plans/schema.ts";
import { checkColumns, pullRequestColumns } from "#lib/domain/pull-requests/queries.ts";
import { Check, PullRequest } from "#lib/domain/pull-requests/schema.ts";
import { clipDeep, clipText } from "#lib/domain/runs/clip-text.ts";
import {
  costColumns,
  decisionColumns,
  handoffColumns,
  planColumns,
  runColumns,
  stepColumns,
  toolCallColumns,
} from "#lib/domain/runs/columns.ts";
import { Decision, Handoff, Run, type RunCost, RunStep, ToolCall } from "#lib/domain/runs/schema.ts";
import type { RunSnapshot } from "#lib/domain/runs/snapshot-schema.ts";

const Person = z.object({ name: z.string() }).nullable();
const ToolCallRow = ToolCall.omit({ clipped: true }).extend({ input: z.unknown(), output: z.unknown() });

const CostRow = z.object({
  kind: z.string(),
  inputTokens: z.number(),
  outputTokens: z.number(),
  durationMs: z.number(),
  amountMicros: z.number(),
});

const Row = Run.omit({ requestedBy: true, stopRequestedBy: true, rerunOf: true }).extend({
  requester: Person,
  stopper: Person,
  rerunOfId: z.uuid().nullable(),
  planId: z.uuid().nullable(),
  plan: Plan.nullable(),
  steps: z.array(RunStep),
  toolCalls: z.array(ToolCallRow),
  evidence: z.array(Evidence),
  handoffs: z.array(Handoff),
  decisions: z.array(Decision),
  findings: z.array(Finding),
  costs: z.array(CostRow),
  pullRequest: PullRequest.nullable(),
  checks: z.array(Check.omit({ clipped: true })),
  approvals: z.array(ApprovalRow),
});

/** One request is one transaction (a run has at most one pull request: the key is unique): everything in the snapshot is of the same moment. */
const columns = `${runColumns}, plan:plans!runs_plan_id_fkey(${planColumns}), steps:run_steps!run_steps_run_id_fkey(${stepColumns}),
  toolCalls:tool_calls!tool_calls_run_id_fkey(${toolCallColumns}), evidence!evidence_run_id_fkey(${evidenceColumns}), handoffs!handoffs_run_id_fkey(${handoffColumns}),
  decisions!decisions_run_id_fkey(${decisionColumns}), findings!findings_run_id_fkey(${findingColumns}), costs!costs_run_id_fkey(${costColumns}), pullRequest:pull_requests!pull_requests_run_id_fkey(${pullRequestColumns}),
  checks!checks_run_id_fkey(${checkColumns}), approvals!approvals_run_id_fkey(${approvalColumns})`;

const byPosition = (a: { position: number }, b: { position: number }) => a.position - b.position;
const byCreation = (a: { createdAt: string }, b: { createdAt: string }) =>
  a.createdAt.localeCompare(b.createdAt);

/**
 * All of a run as of one moment. Texts of more than 6,000 characters are clipped unless `whole`; errors:
 * `not_found` when the tenant has no such run.
 */
export async function getRunSnapshot(
  context: Context,
  runId: string,
  options: { whole?: boolean } = {},
): Promise<RunSnapshot> {
  // Read before the rows: an event in between is delivered again instead of lost.
  const lastEventId = await lastEventIdOf(context, runId);
  const query = context.db.from("runs").select(columns).eq("tenant_id", context.tenantId).eq("id", runId);
  const row = await readOne(query, Row);
  const limit = options.whole ? Number.POSITIVE_INFINITY : undefined;
  return {
    run: await runOf(context, row),
    plan: row.plan && { ...row.plan, steps: row.plan.steps.toSorted(byPosition) },
    steps: row.steps.toSorted(byPosition),
    toolCalls: row.toolCalls.toSorted(byPosition).map((call) => clipToolCall(call, limit)),
    evidence: row.evidence.toSorted(byCreation).map((one) => clipEvidence(one, limit)),
    handoffs: row.handoffs.toSorted(byCreation),
    decisions: row.decisions.toSorted(byCreation),
    findings: sortFindings(row.findings),
    cost: sumCosts(row.costs),
    pullRequest: row.pullRequest,
    checks: row.checks
      .toSorted((a, b) => a.name.localeCompare(b.name))
      .map((check) => clipCheck(check, limit)),
    approvals: row.approvals.toSorted((a, b) => a.requestedAt.localeCompare(b.requestedAt)),
    lastEventId,
  };
}

const LastEvent = z.object({ id: z.number() });

async function lastEventIdOf(context: Context, runId: string): Promise<number> {
  const query = context.db
    .from("run_events")
    .select("id")
    .eq("tenant_id", context.tenantId)
    .eq("run_id", runId);
  const [last] = await readAll(query.order("id", { ascending: false }).limit(1), LastEvent);
  return last?.id ?? 0;
}

async function runOf(context: Context, row: z.infer<typeof Row>): Promise<Run> {
  const rerunOf = row.rerunOfId
    ? await readAll(
        context.db
          .from("runs")
          .select("id, number")
          .eq("tenant_id", context.tenantId)
          .eq("id", row.rerunOfId),
        z.object({ id: z.uuid(), number: z.number() }),
      )
    : [];
  return Run.parse({
    ...row,
    rerunOf: rerunOf[0] ?? null,
    requestedBy: row.requester?.name ?? null,
    stopRequestedBy: row.stopper?.name ?? null,
  });
}

function clipToolCall(call: z.infer<typeof ToolCallRow>, limit?: number): ToolCall {
  const input = clipDeep(call.input, limit);
  const output = clipDeep(call.output, limit);
  return { ...call, input: input.value, output: output.value, clipped: input.clipped || output.clipped };
}

/** The patch stays whole: the diff viewer folds long files itself. */
function clipEvidence(evidence: Evidence, limit?: number): Evidence {
  if (evidence.kind !== "test_report" && evidence.kind !== "setup") return evidence;
  const output = clipText(evidence.data.output, limit);
  return { ...evidence, data: { ...evidence.data, output } } as Evidence;
}

function clipCheck(check: Omit<Check, "clipped">, limit?: number): Check {
  const output = check.output === null ? null : clipText(check.output, limit);
  return { ...check, output, clipped: output !== check.output };
}

function sumCosts(costs: z.infer<typeof CostRow>[]): RunCost {
  const sum = (value: (cost: z.infer<typeof CostRow>) => number) =>
    costs.reduce((total, cost) => total + value(cost), 0);
  return {
    amountMicros: sum((cost) => cost.amountMicros),
    inputTokens: sum((cost) => cost.inputTokens),
    outputTokens: sum((cost) => cost.outputTokens),
    modelCalls: costs.filter((cost) => cost.kind === "model_call").length,
    sandboxMs: sum((cost) => (cost.kind === "sandbox" ? cost.durationMs : 0)),
  };
}
