import { ScrollRegion } from "#components/scroll-region.tsx";
import { revealHidden } from "#components/visible-text.ts";
import type { RootCause } from "#lib/domain/evidence/schema.ts";

/** Where the fault is, why, and which lines the search looked at. */
export function RootCauseView({ cause }: { cause: RootCause }) {
  const place = `${cause.file}${cause.line ? `:${cause.line}` : ""}`;
  return (
    <div className="grid gap-4">
      <p className="font-mono text-xs [overflow-wrap:anywhere]">
        {revealHidden(place) || "Place unknown"}
        {cause.function ? (
          <span className="text-muted-foreground"> in {revealHidden(cause.function)}</span>
        ) : null}
      </p>
      {cause.explanation ? (
        <p className="max-w-prose text-sm leading-relaxed [overflow-wrap:anywhere]">
          {revealHidden(cause.explanation)}
        </p>
      ) : null}
      {cause.failing ? <FailingTest failing={cause.failing} /> : null}
      {cause.suspicious.length > 0 ? <SuspiciousLines lines={cause.suspicious} /> : null}
    </div>
  );
}

function FailingTest({ failing }: { failing: NonNullable<RootCause["failing"]> }) {
  const rows = [
    { label: "Failing test", value: failing.name },
    { label: "Expected", value: failing.expected },
    { label: "Actual", value: failing.actual },
    { label: "Message", value: failing.message },
  ].filter((row) => row.value);
  return (
    <dl className="grid gap-x-4 gap-y-1 rounded-md border px-3 py-2.5 text-sm sm:grid-cols-[7rem_minmax(0,1fr)]">
      {rows.map((row) => (
        <div key={row.label} className="contents">
          <dt className="text-muted-foreground text-xs sm:leading-5">{row.label}</dt>
          <dd>
            <ScrollRegion label={row.label} className="max-h-40">
              <p className="whitespace-pre-wrap font-mono text-xs leading-5 [overflow-wrap:anywhere]">
                {revealHidden(row.value ?? "").slice(0, 4000)}
              </p>
            </ScrollRegion>
          </dd>
        </div>
      ))}
    </dl>
  );
}

function SuspiciousLines({ lines }: { lines: RootCause["suspicious"] }) {
  return (
    <section>
      <h3 className="text-muted-foreground text-xs">Most suspicious lines, by which tests run them</h3>
      <ol className="mt-2 grid gap-1.5">
        {lines.slice(0, 8).map((line) => (
          <li
            key={`${line.file}:${line.line}`}
            className="grid grid-cols-[minmax(0,1fr)_5rem] items-center gap-3"
          >
            <span className="truncate font-mono text-xs" title={line.file}>
              {revealHidden(line.file)}:{line.line}
            </span>
            <span className="flex items-center gap-2">
              <span aria-hidden className="h-1.5 flex-1 overflow-hidden rounded-full bg-hover">
                <span
                  className="block h-full bg-warning"
                  style={{ width: `${Math.min(100, Math.max(0, line.score * 100))}%` }}
                />
              </span>
              <span className="tabular text-muted-foreground text-xs">{line.score.toFixed(2)}</span>
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}
