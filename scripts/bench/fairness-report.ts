import { formatColumns } from "../terminal/columns.ts";
import type { FairnessRow } from "./fairness.ts";
import { median } from "./statistics.ts";

/** Step times that a single run may wait behind the queue of another tenant. */
const target = 2;

export function formatFairness(rows: FairnessRow[]): string {
  const header = [
    "slots",
    "steps per run",
    "step time",
    "queued",
    "trials",
    "median delay",
    "longest",
    "target",
  ];
  const cells = rows.map(({ setting, stepsPerRun, stepMs, queued, delays }) => {
    const longest = Math.max(...delays);
    return [
      setting,
      `${stepsPerRun}`,
      `${stepMs} ms`,
      `${queued}`,
      `${delays.length}`,
      `${median(delays).toFixed(2)} steps`,
      `${longest.toFixed(2)} steps`,
      `< ${target} ${longest < target ? "met" : "MISSED"}`,
    ];
  });
  return `${formatColumns(header, cells)}\nDelay from sending one tenant's event to its first step, with the other tenant's runs queued before it.`;
}
