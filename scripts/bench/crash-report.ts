import { formatColumns } from "../terminal/columns.ts";
import type { CrashResult } from "./crash.ts";
import { quantile } from "./statistics.ts";

export function formatCrash(result: CrashResult): string {
  const { startMs } = result;
  const start = [0, 0.5, 1].map((share) => quantile(startMs, share).toFixed(0));
  const rows: [string, string, string][] = [
    ["runs finished", `${result.finished} of ${result.runs}`, `= ${result.runs}`],
    ["wrong results", `${result.wrong}`, "= 0"],
    ["events without exactly one run", `${result.miscounted}`, "= 0"],
    ["step bodies run", `${result.ran}`, ""],
    ["repeated, in flight at a kill", `${result.repeated}`, ""],
    ["repeated although stored", `${result.repeatedAfterStored}`, "= 0"],
    ["repeated without a kill", `${result.repeatedWithoutKill}`, "= 0"],
    ["start after a kill", `${start[1]} ms (${start[0]} – ${start[2]} ms)`, ""],
  ];
  const title = `${result.kills} kills in flight, ${result.killsDuringStart} more during a start`;
  return `${title}\n${formatColumns(["", "found", "must be"], rows)}`;
}
