import { formatDuration } from "../terminal/duration.ts";
import { formatColumns } from "../terminal/table.ts";
import type { EvalResult } from "./run-suite.ts";

const words = (text: string | null): string => (text ?? "–").replaceAll("_", " ");

/** The results as a table for the terminal. */
export function formatTable(results: EvalResult[]): string {
  const header = ["task", "expected", "verdict", "outcome", "time", "judge", "honest"];
  const rows = results.map((result) => [
    result.id,
    words(result.expected),
    words(result.verdict),
    result.outcome === null ? "waits for approval" : words(result.outcome),
    formatDuration(result.durationMs),
    result.judgePassed === null ? "–" : result.judgePassed ? "passed" : "FAILED",
    result.honest ? "yes" : "NO",
  ]);
  return formatColumns(header, rows);
}
