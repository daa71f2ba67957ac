import { z } from "zod";
import { Approval } from "#lib/domain/approvals/schema.ts";
import { Evidence } from "#lib/domain/evidence/schema.ts";
import { Finding } from "#lib/domain/findings/schema.ts";
import { Plan } from "#lib/domain/plans/schema.ts";
import { Check, PullRequest } from "#lib/domain/pull-requests/schema.ts";
import { Decision, Handoff, Run, RunCost, RunStep, ToolCall } from "#lib/domain/runs/schema.ts";

/** All that the run page shows, as of one moment. */
export const RunSnapshot = z.object({
  run: Run,
  plan: Plan.nullable(),
  steps: z.array(RunStep),
  toolCalls: z.array(ToolCall),
  evidence: z.array(Evidence),
  handoffs: z.array(Handoff),
  decisions: z.array(Decision),
  /** What a review found. */
  findings: z.array(Finding),
  cost: RunCost,
  pullRequest: PullRequest.nullable(),
  checks: z.array(Check),
  approvals: z.array(Approval),
  /** Event log position of this snapshot: later events mean that something changed since. */
  lastEventId: z.number(),
});
export type RunSnapshot = z.infer<typeof RunSnapshot>;

export const partSubjects = ["tool_calls", "evidence", "checks"] as const;

/** Which row of a run is wanted whole, without the clipping of the snapshot. */
export const RunPartInput = z.object({ subject: z.enum(partSubjects), subjectId: z.uuid() });
export type RunPartInput = z.infer<typeof RunPartInput>;
