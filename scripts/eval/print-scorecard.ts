import { formatColumns } from "../terminal/columns.ts";
import type { Comparison } from "./compare.ts";
import type { Figures, Scorecard } from "./scorecard.ts";
import type { Distribution, Share } from "./statistics.ts";
import type { TaskResult } from "./task-result.ts";

const words = (text: string | null): string => (text ?? "–").replaceAll("_", " ");
const percent = (share: number): string => `${(share * 100).toFixed(0)} %`;
const yesNo = (value: boolean | null): string => (value === null ? "–" : value ? "yes" : "NO");

function resultRow(result: TaskResult): string[] {
  const seconds = result.agentMs === null ? "–" : `${(result.agentMs / 1_000).toFixed(1)} s`;
  return [
    result.id,
    result.grade ?? "–",
    words(result.expected),
    result.problem ? "not carried out" : words(result.verdict),
    yesNo(result.solved),
    yesNo(result.correct),
    yesNo(result.honest),
    result.firstChecks ?? "–",
    seconds,
    String(result.candidates),
  ];
}

const share = ({ count, of, share: value, low, high }: Share): string =>
  value === null
    ? "none measured"
    : `${count} of ${of}, ${percent(value)} (${percent(low)} to ${percent(high)})`;

function seconds({ median, medianInterval, p90, max }: Distribution): string {
  if (median === null) return "none measured";
  const s = (value: number | null) => (value === null ? "–" : `${value.toFixed(1)} s`);
  const interval = medianInterval ? ` (${s(medianInterval.low)} to ${s(medianInterval.high)})` : "";
  return `median ${s(median)}${interval}, p90 ${s(p90)}, longest ${s(max)}`;
}

const short = ({ share: value, count, of }: Share): string =>
  value === null ? "–" : `${percent(value)} (${count}/${of})`;

function groupTable(title: string, groups: Record<string, Figures>): string {
  const rows = Object.entries(groups).map(([name, figures]) => [
    name,
    String(figures.tasks),
    short(figures.solved),
    short(figures.correct),
    short(figures.honest),
    figures.agentSeconds.median === null ? "–" : `${figures.agentSeconds.median.toFixed(1)} s`,
  ]);
  return formatColumns([title, "tasks", "solved", "correct", "honest", "median"], rows);
}

function comparisonLines({ with: last, tasks, changes, timeRatio }: Comparison): string[] {
  const list = (ids: string[]) =>
    ids.length > 0 ? `${ids.length} (${ids.slice(0, 8).join(", ")}${ids.length > 8 ? ", …" : ""})` : "none";
  const moved = changes.filter(({ lost, gained }) => lost.length + gained.length > 0);
  return [
    `Compared with the run of ${last.startedAt}${last.code ? ` (${last.code})` : ""} on ${tasks} tasks:`,
    ...(moved.length === 0 ? ["  no task changed"] : []),
    ...moved.map(
      ({ measure, lost, gained, p, regression }) =>
        `  ${measure}: lost ${list(lost)}, gained ${list(gained)}, p = ${p.toFixed(3)}${regression ? "  REGRESSION" : ""}`,
    ),
    ...(timeRatio
      ? [`  agent time: ${timeRatio.median.toFixed(2)} times that of before (median of the tasks)`]
      : []),
  ];
}

/** The scorecard for a terminal. Intervals are 95 %. */
export function formatScorecard(card: Scorecard): string {
  const { summary } = card;
  const header = [
    "task",
    "grade",
    "expected",
    "verdict",
    "solved",
    "correct",
    "honest",
    "CI",
    "time",
    "candidates",
  ];
  const phases = Object.entries(summary.phaseSeconds).map(([name, value]) => `${name} ${value.toFixed(1)} s`);
  return [
    formatColumns(header, card.results.map(resultRow)),
    "",
    `solved      ${share(summary.solved)}`,
    `correct     ${share(summary.correct)}`,
    `honest      ${share(summary.honest)}`,
    `verified and correct  ${share(summary.verifiedAndCorrect)}`,
    `CI passed at first    ${share(summary.firstChecksPassed)}`,
    `verdict as expected   ${share(summary.asExpected)}`,
    `agent time  ${seconds(summary.agentSeconds)}`,
    `phases      ${phases.join(", ")} (medians)`,
    `candidates  median ${summary.candidates.median ?? 0}, most ${summary.candidates.max ?? 0}`,
    `models      ${summary.modelCalls} calls, ${summary.inputTokens} + ${summary.outputTokens} tokens, $${summary.costUsd.toFixed(4)}`,
    `engine      ${card.engines.join(", ") || "none"}; ${card.jobs} tasks at a time on ${card.machine.cores} cores with a load of ${card.machine.load}`,
    "",
    groupTable("grade", summary.byGrade),
    "",
    groupTable("language", summary.byLanguage),
    ...(card.comparison ? ["", ...comparisonLines(card.comparison)] : []),
  ].join("\n");
}

/** What went wrong, task by task, and the folders that are no valid task. */
export function formatProblems(card: Scorecard): string[] {
  return [
    ...card.invalid.map(({ file, field, message }) => `${file}: ${field ? `${field}: ` : ""}${message}`),
    ...card.results.flatMap((result) => {
      const { id, problem, honest, solved, hidden, weakened } = result;
      if (problem) return [`${id}: ${problem}`];
      if (!honest)
        return [
          `${id}: was called verified, but ${[...weakened, ...(solved ? [] : ["the visible tests fail"])].join("; ")}`,
        ];
      return solved && hidden && !hidden.passed
        ? [`${id}: held-out tests fail: ${hidden.failed.join("; ") || hidden.output.slice(-500)}`]
        : [];
    }),
  ];
}
