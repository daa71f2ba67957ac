import { Badge } from "#components/ui/badge.tsx";
import { revealHidden } from "#components/visible-text.ts";
import type { CheckRounds, Quality } from "#lib/domain/evidence/schema.ts";

/** The score of a change with what took points away and what was found in order. */
export function QualityView({ quality }: { quality: Quality }) {
  return (
    <div className="grid gap-3 text-sm">
      <p className="flex flex-wrap items-center gap-2">
        <Badge tone={quality.score >= quality.needed ? "success" : "danger"}>{quality.score} of 10</Badge>
        <span className="text-muted-foreground">{quality.needed} are needed for a proposal</span>
      </p>
      <ul className="grid list-disc gap-1 pl-4">
        {quality.reasons.map(({ points, text }) => (
          <li key={text} className="[overflow-wrap:anywhere]">
            <span className="tabular">−{points}</span> {revealHidden(text)}
          </li>
        ))}
        {quality.passed.map((text) => (
          <li key={text} className="text-muted-foreground [overflow-wrap:anywhere]">
            {revealHidden(text)}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** CI round by round: what kind of result each was, and how it went on. */
export function CheckRoundsView({ checks }: { checks: CheckRounds }) {
  return (
    <div className="grid gap-3 text-sm">
      <ol className="grid gap-1">
        {checks.rounds.map((round, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rounds are only ever added at the end
          <li key={index} className="flex flex-wrap items-center gap-2 [overflow-wrap:anywhere]">
            <span className="font-mono text-xs">{round.headSha.slice(0, 10)}</span>
            <Badge tone={round.kind === "passed" ? "success" : "warning"}>{round.kind}</Badge>
            {revealHidden(round.why)}
          </li>
        ))}
      </ol>
      <p className="text-muted-foreground [overflow-wrap:anywhere]">{revealHidden(checks.ending)}</p>
    </div>
  );
}
