import { revealHidden } from "#components/visible-text.ts";
import type { PastFixes } from "#lib/domain/evidence/schema.ts";

/** Which earlier fixes of the organisation the search was given. */
export function PastFixesView({ past: { fixes, pieces } }: { past: PastFixes }) {
  return (
    <div className="grid gap-2 text-sm">
      <p className="max-w-prose text-muted-foreground leading-relaxed">
        The search for a fix may do again what fixed something before: {pieces} changed{" "}
        {pieces === 1 ? "piece" : "pieces"} of merged and verified fixes of your own organisation.
      </p>
      <ul className="grid list-disc gap-1 pl-4">
        {fixes.map(({ number, title, repository, paths }) => (
          <li key={`${repository}${number}`} className="[overflow-wrap:anywhere]">
            {revealHidden(repository)} #{number}: {revealHidden(title)}{" "}
            <span className="text-muted-foreground">({revealHidden(paths.join(", "))})</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
