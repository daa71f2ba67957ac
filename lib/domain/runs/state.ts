import { whyNotPermitted } from "#lib/domain/permissions/hold-permission.ts";
import type { PersonWait, RunState, RunStatus, RunStep } from "#lib/domain/runs/schema.ts";
import type { TenantRole } from "#lib/domain/users/schema.ts";

/**
 * Which status may follow which; the verbs in the database hold the same rules. A run goes to "stopped"
 * past "stopping" when the platform's operator cancels it in the engine.
 */
export const runTransitions: Record<RunStatus, readonly RunStatus[]> = {
  queued: ["running", "waiting", "stopping", "failed", "stopped"],
  running: ["waiting", "stopping", "succeeded", "failed", "stopped"],
  waiting: ["running", "stopping", "succeeded", "failed", "stopped"],
  stopping: ["stopped"],
  succeeded: [],
  failed: [],
  stopped: [],
};

/** True once nothing about the run can change any more. */
export const hasEnded = (status: RunStatus): boolean => runTransitions[status].length === 0;

export type RunAction = "stop" | "rerun";

/** Null when the action is possible, else the reason to show at the disabled button. */
export function whyNot(action: RunAction, run: Pick<RunState, "status">, role: TenantRole): string | null {
  const refused = whyNotPermitted(role, action === "stop" ? "run.stop" : "run.rerun");
  if (refused) return refused;
  if (action === "stop") {
    if (run.status === "stopping") return "The run is being stopped.";
    return hasEnded(run.status) ? "The run has already ended." : null;
  }
  return hasEnded(run.status) ? null : "The run has not ended yet. Stop it first.";
}

type Tone = "neutral" | "info" | "success" | "warning" | "danger";

export const runStatusLabels: Record<RunStatus, { label: string; tone: Tone; active?: boolean }> = {
  queued: { label: "Queued", tone: "neutral" },
  running: { label: "Running", tone: "info", active: true },
  waiting: { label: "Waiting", tone: "warning" },
  stopping: { label: "Stopping", tone: "warning", active: true },
  succeeded: { label: "Succeeded", tone: "success" },
  failed: { label: "Failed", tone: "danger" },
  stopped: { label: "Stopped", tone: "neutral" },
};

export const outcomeLabels: Record<NonNullable<RunState["outcome"]>, string> = {
  merged: "Merged",
  rejected: "Rejected by a person",
  no_fix: "No fix found",
  not_reproduced: "Not reproduced",
  approval_expired: "Approval expired",
  merge_conflict: "Merge conflict",
  needs_person: "Needs a person",
  error: "Ended with an error",
  stopped: "Stopped",
  reviewed: "Reviewed",
  unclear: "The goal is not clear",
  no_change: "Nothing to change",
};

/**
 * How a run's status looks. A person who rejects a result lets the run end in order, but nobody would
 * call that success.
 */
export function runLook(run: Pick<RunState, "status" | "outcome">): (typeof runStatusLabels)[RunStatus] {
  return run.outcome === "rejected" ? { label: "Rejected", tone: "neutral" } : runStatusLabels[run.status];
}

/**
 * Milliseconds until `end` in which a run waited for a person: that is not the run's own time. An
 * approval that nobody decided is waited for until it expires or the run ends.
 */
export function personWaitMs(approvals: PersonWait[], end: number): number {
  return approvals.reduce((sum, { status, requestedAt, decidedAt, expiresAt }) => {
    const over = decidedAt ?? (status === "expired" ? expiresAt : null);
    const until = over === null ? end : Math.min(end, Date.parse(over));
    return sum + Math.max(0, until - Date.parse(requestedAt));
  }, 0);
}

/** How engines are called on screens; an unknown one is shown as stored. */
export function engineLabel(engine: string | null): string {
  if (!engine) return "Not chosen yet";
  return engine === "local" || engine.startsWith("local") || engine.startsWith("embedded")
    ? "Embedded engine (no language model)"
    : engine;
}

export const stepStatusLabels: Record<RunStep["status"], { label: string; tone: Tone; active?: boolean }> = {
  pending: { label: "Not started", tone: "neutral" },
  running: { label: "Running", tone: "info", active: true },
  waiting: { label: "Waiting", tone: "warning" },
  succeeded: { label: "Succeeded", tone: "success" },
  failed: { label: "Failed", tone: "danger" },
  skipped: { label: "Skipped", tone: "neutral" },
  stopped: { label: "Stopped", tone: "neutral" },
};

const agentNames: Record<string, string> = {
  meta: "Meta_Agent",
  dev: "Dev_Agent",
  ops: "Ops_Agent",
  pm: "PM_Agent",
  growth: "Growth_Agent",
  cfo: "CFO_Agent",
};

/** The name of an agent by its id; what is no agent (a person, a policy) keeps its name. */
export const agentLabel = (id: string): string => agentNames[id] ?? id;
