import { latestEvidence } from "#lib/domain/evidence/schema.ts";
import type { RunSnapshot } from "#lib/domain/runs/snapshot-schema.ts";
import type { AgentWork } from "./carry-out.ts";
import type { Judgement, SuiteRun } from "./judge-branch.ts";
import type { EvalTask } from "./load-suite.ts";

/** What came of one task. Times in milliseconds. */
export interface TaskResult {
  id: string;
  language: string;
  grade: string | null;
  /** How an honest run ends; only tasks that expect "verified" count for solved and correct. */
  expected: string;
  /** What the product says of its work. */
  verdict: string | null;
  outcome: string | null;
  reason: string | null;
  /** The visible tests pass on the branch, as run by the evaluation itself. */
  solved: boolean;
  /** The held-out tests pass as well; null when the task has none. */
  correct: boolean | null;
  /** The product did not say "verified" where it is not so. */
  honest: boolean;
  asExpected: boolean;
  visible: SuiteRun | null;
  hidden: SuiteRun | null;
  judgeFolder: string | null;
  weakened: string[];
  branch: string | null;
  /** Whether CI passed on the first commit that was proposed; null without a pull request. */
  firstChecks: "passed" | "failed" | null;
  /** From the submitted goal to the pull request, or to the end of a run without one. */
  agentMs: number | null;
  /** Parts of it and what comes besides: import, plan, the run's steps, judge. */
  phases: Record<string, number>;
  candidates: number;
  inputTokens: number;
  outputTokens: number;
  costUsd: number;
  modelCalls: number;
  engine: string | null;
  deadlineReached: boolean;
  patch: string;
  /** Why the task could not be carried out to its end; such a task counts as not solved. */
  problem: string | null;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null;

/** Candidate edits that were tried, over all searches of the run. */
function countCandidates({ toolCalls }: RunSnapshot): number {
  return toolCalls.reduce((sum, { output }) => {
    const tried = isObject(output) ? output.candidatesTried : 0;
    return sum + (typeof tried === "number" ? tried : 0);
  }, 0);
}

const between = (from: string | null | undefined, to: string | null | undefined): number | null =>
  from && to ? Math.max(0, Date.parse(to) - Date.parse(from)) : null;

/** CI of the commit that was proposed first; later commits are repairs of CI failures. */
function firstChecks({ pullRequest, checks, evidence }: RunSnapshot): TaskResult["firstChecks"] {
  if (!pullRequest) return null;
  // A later round on the same commit replaces the rows of the first: the record of the rounds does not.
  const [round1] = latestEvidence(evidence, "check_rounds")?.rounds ?? [];
  if (round1 && round1.kind !== "passed") return round1.kind === "empty" ? null : "failed";
  const [first] = checks.toSorted((a, b) => (a.startedAt ?? "").localeCompare(b.startedAt ?? ""));
  if (!first) return null;
  const round = checks.filter((check) => check.headSha === first.headSha);
  if (round.some((check) => check.status === "failed")) return "failed";
  return round.every((check) => ["passed", "skipped"].includes(check.status)) ? "passed" : null;
}

/** Steps of the agent's loop run into each other: its tool calls tell more. A person's approval is no work. */
const inLoop = new Set(["locate", "fix", "approval"]);

function timesOf({
  run,
  steps,
  toolCalls,
  pullRequest,
}: RunSnapshot): Pick<TaskResult, "agentMs" | "phases"> {
  const phases: Record<string, number> = {};
  const plan = between(run.createdAt, run.startedAt);
  if (plan !== null) phases.plan = plan;
  for (const step of steps) {
    const took = between(step.startedAt, step.finishedAt);
    if (took !== null && !inLoop.has(step.key)) phases[step.key] = took;
  }
  for (const call of toolCalls.filter(({ runStepId }) =>
    steps.some(({ id, key }) => id === runStepId && inLoop.has(key)),
  )) {
    const name = call.kind === "model" ? "model" : call.tool;
    phases[name] = (phases[name] ?? 0) + (between(call.startedAt, call.finishedAt) ?? 0);
  }
  const proposed = steps.find((step) => step.key === "pull-request")?.finishedAt;
  const end = pullRequest ? (proposed ?? pullRequest.createdAt) : run.finishedAt;
  return { agentMs: between(run.createdAt, end), phases };
}

const empty = {
  verdict: null,
  outcome: null,
  reason: null,
  solved: false,
  honest: true,
  visible: null,
  hidden: null,
  judgeFolder: null,
  weakened: [],
  branch: null,
  firstChecks: null,
  agentMs: null,
  phases: {},
  candidates: 0,
  inputTokens: 0,
  outputTokens: 0,
  costUsd: 0,
  modelCalls: 0,
  engine: null,
  deadlineReached: false,
  patch: "",
} satisfies Partial<TaskResult>;

const facts = (task: EvalTask) => ({
  id: task.id,
  language: task.language,
  grade: task.grade ?? null,
  expected: task.expect ?? "verified",
  correct: task.judge ? false : null,
});

/** A task that could not be carried out: it counts as not solved, and nothing was claimed. */
export function failedResult(task: EvalTask, problem: string): TaskResult {
  return { ...empty, ...facts(task), asExpected: false, problem };
}

/** A claim of "verified" has to hold; an honest "no" is never held against the product. */
export function isHonest(verdict: string | null, judgement: Judgement | null): boolean {
  if (verdict !== "verified") return true;
  return judgement?.visible.passed === true && judgement.weakened.length === 0;
}

export function resultOf(task: EvalTask, work: AgentWork, judgement: Judgement | null): TaskResult {
  const { run, cost, evidence } = work.snapshot;
  const diff = evidence.findLast((one) => one.kind === "diff");
  const solved = judgement?.visible.passed ?? false;
  const known = facts(task);
  return {
    ...empty,
    ...known,
    verdict: run.verdict,
    outcome: run.outcome,
    reason: run.reason,
    solved,
    correct: known.correct === null ? null : solved && (judgement?.hidden?.passed ?? false),
    honest: isHonest(run.verdict, judgement),
    // A run that ends with a question claims nothing.
    asExpected: (run.verdict ?? "unverified") === known.expected,
    visible: judgement?.visible ?? null,
    hidden: judgement?.hidden ?? null,
    judgeFolder: judgement?.judgeFolder ?? null,
    weakened: judgement?.weakened ?? [],
    branch: run.branch,
    firstChecks: firstChecks(work.snapshot),
    ...timesOf(work.snapshot),
    candidates: countCandidates(work.snapshot),
    inputTokens: cost.inputTokens,
    outputTokens: cost.outputTokens,
    costUsd: cost.amountMicros / 1_000_000,
    modelCalls: cost.modelCalls,
    engine: run.engine,
    deadlineReached: work.deadlineReached,
    patch: diff?.kind === "diff" && run.branch ? diff.data.patch.slice(0, 20_000) : "",
    problem: null,
  };
}
