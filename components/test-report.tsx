import { CircleCheck, CircleX, Clock } from "lucide-react";
import { durationText } from "#components/duration-text.ts";
import { OutputBlock } from "#components/output-block.tsx";
import { ScrollRegion } from "#components/scroll-region.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { revealHidden } from "#components/visible-text.ts";
import type { TestCounts, TestFailure, TestReport } from "#lib/domain/evidence/schema.ts";

const phaseWords = { before: "Before the fix", after: "After the fix", ci: "CI" } as const;
const shownFailures = 20;

/** One run of a test command: what was run, how it ended, what failed, and its output. */
export function TestReportView(props: {
  report: TestReport;
  title?: string;
  onShowAll?: () => Promise<string>;
}) {
  const { report } = props;
  return (
    <div className="grid min-w-0 gap-3">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
        <p className="font-medium text-sm">{props.title ?? phaseWords[report.phase]}</p>
        <TestCountsLabel counts={report} />
        <span className="tabular text-muted-foreground text-xs">{durationText(report.durationMs)}</span>
        <ExitCode report={report} />
      </div>
      <CountsBar counts={report} />
      {report.command ? (
        <p className="min-w-0 font-mono text-muted-foreground text-xs [overflow-wrap:anywhere]">
          <span className="sr-only">Command: </span>
          <span aria-hidden>$ </span>
          {revealHidden(report.command)}
        </p>
      ) : null}
      <Failures failures={report.failures} />
      <OutputBlock
        text={report.output}
        label="Test output"
        truncated={report.truncated}
        onShowAll={props.onShowAll}
      />
    </div>
  );
}

/** "3 failed, 21 passed, 1 skipped"; no test at all is said, never shown as success. */
export function TestCountsLabel({ counts }: { counts: TestCounts }) {
  if (counts.total === 0) return <span className="text-sm text-warning">No test was run</span>;
  const parts = [
    counts.failed > 0 ? { text: `${counts.failed} failed`, className: "text-danger-text font-medium" } : null,
    {
      text: `${counts.passed} passed`,
      className: counts.passed > 0 ? "text-success" : "text-muted-foreground",
    },
    counts.skipped > 0 ? { text: `${counts.skipped} skipped`, className: "text-muted-foreground" } : null,
  ].filter((part) => part !== null);
  return (
    <span className="tabular text-sm">
      {parts.map((part, index) => (
        <span key={part.text}>
          {index > 0 ? ", " : ""}
          <span className={part.className}>{part.text}</span>
        </span>
      ))}
    </span>
  );
}

function CountsBar({ counts }: { counts: TestCounts }) {
  if (counts.total === 0) return null;
  const width = (part: number) => ({ width: `${Math.min(100, (100 * part) / counts.total)}%` });
  return (
    <div aria-hidden className="flex h-1.5 w-full gap-px overflow-hidden rounded-full bg-hover">
      <span className="bg-danger" style={width(counts.failed)} />
      <span className="bg-success" style={width(counts.passed)} />
    </div>
  );
}

function ExitCode({ report }: { report: TestReport }) {
  if (report.timedOut) {
    return (
      <Badge tone="danger">
        <Clock aria-hidden /> stopped at the time limit
      </Badge>
    );
  }
  if (report.exitCode === null) return <Badge tone="danger">ended by a signal</Badge>;
  return <Badge tone={report.exitCode === 0 ? "success" : "danger"}>exit code {report.exitCode}</Badge>;
}

function Failures({ failures }: { failures: TestFailure[] }) {
  if (failures.length === 0) return null;
  return (
    <ul className="grid gap-2" aria-label="Failed tests">
      {failures.slice(0, shownFailures).map((failure, index) => (
        <li
          // biome-ignore lint/suspicious/noArrayIndexKey: two tests of one file may have the same name.
          key={index}
          className="min-w-0 rounded-md border border-danger-border bg-danger-surface/50 px-3 py-2"
        >
          <p className="flex gap-2 font-medium text-sm [overflow-wrap:anywhere]">
            <CircleX aria-hidden className="mt-0.5 size-4 shrink-0 text-danger-text" />
            <bdi>{revealHidden(failure.name) || "Unnamed test"}</bdi>
          </p>
          <p className="pl-6 font-mono text-muted-foreground text-xs [overflow-wrap:anywhere]">
            {revealHidden(failure.file)}
          </p>
          {failure.message ? (
            <ScrollRegion label="Message" className="mt-1.5 max-h-56 pl-6">
              <pre className="whitespace-pre-wrap font-mono text-xs leading-5 [overflow-wrap:anywhere]">
                {revealHidden(failure.message.slice(0, 4000))}
              </pre>
            </ScrollRegion>
          ) : null}
        </li>
      ))}
      {failures.length > shownFailures ? (
        <li className="text-muted-foreground text-xs">
          And {failures.length - shownFailures} more: see the output.
        </li>
      ) : null}
    </ul>
  );
}

/** The proof in one line: failing before, passing after. */
export function BeforeAfter({ before, after }: { before: TestCounts; after: TestCounts }) {
  return (
    <dl className="grid gap-2 sm:grid-cols-2">
      {[
        { label: "Before the fix", counts: before, good: before.failed > 0 },
        { label: "After the fix", counts: after, good: after.failed === 0 && after.total > 0 },
      ].map(({ label, counts, good }) => (
        <div key={label} className="relative rounded-md border py-2.5 pr-3 pl-9">
          <dt className="text-muted-foreground text-xs">
            {good ? (
              <CircleCheck aria-hidden className="absolute top-2.5 left-3 size-4 text-success" />
            ) : (
              <CircleX aria-hidden className="absolute top-2.5 left-3 size-4 text-danger-text" />
            )}
            {label}
          </dt>
          <dd>
            <TestCountsLabel counts={counts} />
          </dd>
        </div>
      ))}
    </dl>
  );
}
