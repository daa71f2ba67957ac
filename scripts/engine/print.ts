/** The engine's answers as text for a terminal. */
import { waitLabel } from "#lib/domain/engine/state.ts";
import type { EngineRun, EngineRunDetail, EngineStatus } from "#lib/ports/engine/port.ts";
import { formatColumns } from "../terminal/columns.ts";
import { formatDuration } from "../terminal/duration.ts";

/** Longest cell of free text; the whole is in the detail of a run. */
const cellLimit = 60;

/** Control characters would drive the terminal: texts here come from repositories and tools. */
const harmless = (text: string): string => text.replace(/[\p{Cc}\s]+/gu, " ").trim();
const oneLine = (text: string): string => {
  const line = harmless(text);
  return line.length > cellLimit ? `${line.slice(0, cellLimit - 1)}…` : line;
};
const moment = (iso: string | null): string => (iso ? iso.slice(0, 19).replace("T", " ") : "never");
const took = ({ startedAt, endedAt }: EngineRun, now: Date): string =>
  formatDuration(Math.max(0, (endedAt ? Date.parse(endedAt) : now.getTime()) - Date.parse(startedAt)));

/** Numbers, functions and apps. */
export function formatStatus(status: EngineStatus): string {
  const { counts } = status;
  const numbers = [
    ["calls due", status.queueDepth],
    ["calls open", status.openCalls],
    ...Object.entries(counts),
  ].map(([name, value]) => `${name} ${value}`);
  const functions = status.functions.map((one) => [
    one.id,
    one.triggers.map(({ kind, value }) => (kind === "cron" ? `cron ${value}` : value)).join(", "),
    one.concurrency.map(({ limit, key }) => (key ? `${limit} per ${key}` : `${limit} in all`)).join(", ") ||
      "no limit",
    String(one.maxAttempts),
  ]);
  const apps = status.apps.map((app) => [
    app.id ?? "–",
    app.url,
    moment(app.syncedAt),
    app.syncError ? oneLine(app.syncError) : "in step",
  ]);
  return [
    numbers.join("   "),
    ...(status.storeFailure ? [`The engine can't write its state: ${status.storeFailure}`] : []),
    formatColumns(["function", "starts on", "at once", "attempts"], functions),
    formatColumns(["app", "address", "functions fetched (UTC)", "state"], apps),
  ].join("\n\n");
}

function noteOf(run: EngineRun): string {
  const [wait] = run.waits;
  if (run.status === "waiting" && wait) return `waits for ${waitLabel(wait)} until ${moment(wait.until)}`;
  return oneLine(run.error ?? run.calls.find((call) => call.lastError)?.lastError ?? "");
}

/** One line for each run; `next` is the way to the next page. */
export function formatRuns({ runs, next }: { runs: EngineRun[]; next: string | null }, now: Date): string {
  if (runs.length === 0) return "There is no such run.";
  const rows = runs.map((run) => [
    run.id,
    run.functionId,
    run.status,
    moment(run.startedAt),
    took(run, now),
    noteOf(run),
  ]);
  const table = formatColumns(["run", "function", "status", "started (UTC)", "took", "note"], rows);
  return next ? `${table}\n\nOlder runs: add --before ${next}` : table;
}

/** One run: event, steps, what is under way and what it waits for. */
export function formatRun(run: EngineRunDetail, now: Date): string {
  const steps = run.steps.map((step) => [
    step.name,
    step.operation,
    moment(step.savedAt),
    oneLine(step.error ? `failed: ${step.error}` : (JSON.stringify(step.result) ?? "")),
  ]);
  const calls = run.calls.map((call) => [
    call.step || "the function",
    String(call.attempt),
    call.open ? "open" : `due ${moment(call.dueAt)}`,
    oneLine(call.lastError ?? ""),
  ]);
  return [
    `${run.functionId} ${run.status}, started ${moment(run.startedAt)} UTC, took ${took(run, now)}`,
    ...(run.error ? [`Error: ${harmless(run.error)}`] : []),
    ...(run.retryOf ? [`Retry of ${run.retryOf}`] : []),
    ...run.events.map(({ name, data }) => `Event ${name} ${JSON.stringify(data)}`),
    ...run.waits.map(
      (wait) => `Waits for ${waitLabel(wait)} since ${moment(wait.since)}, until ${moment(wait.until)}`,
    ),
    ...(calls.length > 0 ? [formatColumns(["under way", "attempt", "state", "last error"], calls)] : []),
    ...(steps.length > 0 ? [formatColumns(["step", "kind", "saved (UTC)", "result"], steps)] : []),
  ].join("\n\n");
}
