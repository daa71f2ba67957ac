import { z } from "zod";
import { verdicts } from "#lib/domain/evidence/schema.ts";

export const runStatuses = [
  "queued",
  "running",
  "waiting",
  "stopping",
  "succeeded",
  "failed",
  "stopped",
] as const;
export type RunStatus = (typeof runStatuses)[number];

export const runOutcomes = [
  "merged",
  "rejected",
  "no_fix",
  "not_reproduced",
  "approval_expired",
  "merge_conflict",
  "needs_person",
  "error",
  "stopped",
  "reviewed",
  "unclear",
  "no_change",
] as const;

/** The part of a run that lists and badges show. */
export const RunState = z.object({
  id: z.uuid(),
  number: z.number(),
  status: z.enum(runStatuses),
  verdict: z.enum(verdicts).nullable(),
  outcome: z.enum(runOutcomes).nullable(),
  waitingFor: z.string().nullable(),
  createdAt: z.string(),
  startedAt: z.string().nullable(),
  finishedAt: z.string().nullable(),
});
export type RunState = z.infer<typeof RunState>;

const Reference = z.object({ id: z.uuid(), name: z.string() });

/** The part of an approval that says how long a person took. */
export const PersonWait = z.object({
  status: z.string(),
  requestedAt: z.string(),
  decidedAt: z.string().nullable(),
  expiresAt: z.string(),
});
export type PersonWait = z.infer<typeof PersonWait>;

export const RunListItem = RunState.extend({
  approvals: z.array(PersonWait),
  goal: z.object({ id: z.uuid(), number: z.number(), title: z.string() }),
  repository: Reference,
});
export type RunListItem = z.infer<typeof RunListItem>;

export const Run = RunState.extend({
  goal: z.object({ id: z.uuid(), number: z.number(), title: z.string(), body: z.string() }),
  repository: Reference,
  rerunOf: z.object({ id: z.uuid(), number: z.number() }).nullable(),
  reason: z.string().nullable(),
  engine: z.string().nullable(),
  baseSha: z.string().nullable(),
  headSha: z.string().nullable(),
  branch: z.string().nullable(),
  resumed: z.number(),
  requestedBy: z.string().nullable(),
  stopRequestedBy: z.string().nullable(),
  heartbeatAt: z.string().nullable(),
});
export type Run = z.infer<typeof Run>;

export const stepStatuses = [
  "pending",
  "running",
  "waiting",
  "succeeded",
  "failed",
  "skipped",
  "stopped",
] as const;

export const StepError = z.object({
  code: z.string().catch("error"),
  message: z.string().catch("The step failed without a message."),
  remedy: z.string().nullable().catch(null),
});

export const RunStep = z.object({
  id: z.uuid(),
  key: z.string(),
  position: z.number(),
  title: z.string(),
  agent: z.string(),
  status: z.enum(stepStatuses),
  attempt: z.number(),
  summary: z.string().nullable(),
  error: StepError.nullable().catch(null),
  startedAt: z.string().nullable(),
  finishedAt: z.string().nullable(),
});
export type RunStep = z.infer<typeof RunStep>;

export const ToolCall = z.object({
  id: z.uuid(),
  runStepId: z.uuid().nullable(),
  position: z.number(),
  kind: z.enum(["tool", "model"]),
  tool: z.string(),
  risk: z.enum(["low", "medium", "high"]),
  status: z.enum(["running", "succeeded", "failed", "stopped"]),
  input: z.unknown(),
  output: z.unknown(),
  /** Some long text was cut for this view; the whole is at the part route. */
  clipped: z.boolean(),
  error: z.string().nullable(),
  attempt: z.number(),
  startedAt: z.string(),
  finishedAt: z.string().nullable(),
});
export type ToolCall = z.infer<typeof ToolCall>;

export const Handoff = z.object({
  id: z.uuid(),
  fromAgent: z.string(),
  toAgent: z.string(),
  reason: z.string(),
  payload: z.unknown(),
  expectedResult: z.string(),
  createdAt: z.string(),
});
export type Handoff = z.infer<typeof Handoff>;

export const Decision = z.object({
  id: z.uuid(),
  madeBy: z.string(),
  decision: z.string(),
  rationale: z.string(),
  confidence: z.number(),
  createdAt: z.string(),
});
export type Decision = z.infer<typeof Decision>;

/** Sums of the cost ledger of one run; money in millionths of a US dollar. */
export const RunCost = z.object({
  amountMicros: z.number(),
  inputTokens: z.number(),
  outputTokens: z.number(),
  modelCalls: z.number(),
  sandboxMs: z.number(),
});
export type RunCost = z.infer<typeof RunCost>;

export const RunEvent = z.object({
  id: z.number(),
  subject: z.string(),
  subjectId: z.uuid(),
  status: z.string().nullable(),
  createdAt: z.string(),
});
export type RunEvent = z.infer<typeof RunEvent>;

export const StopRunInput = z.object({ runId: z.uuid() });
export const RerunRunInput = z.object({ runId: z.uuid() });
