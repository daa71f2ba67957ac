import type { RunStatus } from "../model.ts";

/** The life of a run as a table: which status may follow which. Statuses without followers are final. */
const runTransitions: Record<RunStatus, readonly RunStatus[]> = {
  Queued: ["Running", "Failed", "Cancelled"],
  Running: ["Completed", "Failed", "Cancelled"],
  Completed: [],
  Failed: [],
  Cancelled: [],
};

export const runStatuses = Object.keys(runTransitions) as RunStatus[];

export const isFinal = (status: RunStatus): boolean => runTransitions[status].length === 0;

export const canBecome = (from: RunStatus, to: RunStatus): boolean => runTransitions[from].includes(to);
