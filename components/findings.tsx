import { ScrollRegion } from "#components/scroll-region.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { revealHidden } from "#components/visible-text.ts";
import type { Review } from "#lib/domain/evidence/schema.ts";
import type { Finding } from "#lib/domain/findings/schema.ts";

const sources: Record<Finding["source"], string> = {
  rules: "by rule",
  compiler: "by the type checker",
  tests: "by the tests",
};

/** What a review found, line by line: place, what goes wrong, how sure. */
export function FindingList({ findings }: { findings: Finding[] }) {
  return (
    <ol className="grid gap-4">
      {findings.map((finding) => (
        <li key={finding.id} className="grid min-w-0 gap-1 text-sm">
          <p className="flex flex-wrap items-center gap-2">
            <span className="font-mono text-xs [overflow-wrap:anywhere]">
              {revealHidden(finding.path)}:{finding.line}
            </span>
            <Badge tone={finding.confidence >= 0.8 ? "danger" : "warning"}>
              {Math.round(finding.confidence * 100)} % sure
            </Badge>
            <span className="text-muted-foreground text-xs">
              {revealHidden(finding.rule)}, {sources[finding.source]}
            </span>
          </p>
          <p className="max-w-prose leading-relaxed [overflow-wrap:anywhere]">{revealHidden(finding.harm)}</p>
          {finding.excerpt ? (
            <ScrollRegion label="Line of code">
              <pre className="rounded-md border px-3 py-2 font-mono text-xs">
                {revealHidden(finding.excerpt)}
              </pre>
            </ScrollRegion>
          ) : null}
        </li>
      ))}
    </ol>
  );
}

/** A review: what was looked at, and what was found. */
export function ReviewView({ review, findings }: { review: Review; findings: Finding[] }) {
  return (
    <div className="grid min-w-0 gap-4 text-sm">
      <p className="text-muted-foreground [overflow-wrap:anywhere]">
        {review.files.length} {review.files.length === 1 ? "file" : "files"} from{" "}
        <span className="font-mono text-xs">{review.base.slice(0, 10)}</span> to{" "}
        <span className="font-mono text-xs">{review.head.slice(0, 10)}</span>.
      </p>
      {findings.length > 0 ? <FindingList findings={findings} /> : <p>Nothing was found.</p>}
      <ul className="grid list-disc gap-1 pl-4 text-muted-foreground">
        {review.looked.map((line) => (
          <li key={line} className="[overflow-wrap:anywhere]">
            {revealHidden(line)}
          </li>
        ))}
      </ul>
    </div>
  );
}
