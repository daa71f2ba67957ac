import type { EngineRunStatus, EngineWait } from "#lib/domain/engine/schema.ts";

type Tone = "neutral" | "info" | "success" | "warning" | "danger";

export const engineRunLabels: Record<EngineRunStatus, { label: string; tone: Tone; active?: boolean }> = {
  queued: { label: "Queued", tone: "neutral" },
  running: { label: "Running", tone: "info", active: true },
  waiting: { label: "Waiting", tone: "warning" },
  completed: { label: "Completed", tone: "success" },
  failed: { label: "Failed", tone: "danger" },
  cancelled: { label: "Cancelled", tone: "neutral" },
};

export type EngineAction = "retry" | "cancel";

const ended: ReadonlySet<EngineRunStatus> = new Set(["completed", "failed", "cancelled"]);

/** Null when the action is possible, else the reason to show at the disabled button. */
export function whyNotEngine(action: EngineAction, status: EngineRunStatus): string | null {
  if (action === "cancel") return ended.has(status) ? "The run has already ended." : null;
  return ended.has(status) ? null : "The run has not ended yet. Cancel it first.";
}

const waitWords: Record<EngineWait["kind"], (target: string) => string> = {
  sleep: () => "its time to come",
  event: (target) => `the event ${target}`,
  invoke: (target) => `the function ${target}`,
  signal: (target) => `the signal ${target}`,
};

/** What a run waits for, in words: "the event approval/decided". */
export const waitLabel = (wait: Pick<EngineWait, "kind" | "target">): string =>
  waitWords[wait.kind](wait.target);
