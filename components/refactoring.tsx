import { revealHidden } from "#components/visible-text.ts";
import type { Refactoring } from "#lib/domain/evidence/schema.ts";

function Lines({ title, lines }: { title: string; lines: string[] }) {
  if (lines.length === 0) return null;
  return (
    <div>
      <h3 className="mb-1 font-medium">{title}</h3>
      <ul className="grid list-disc gap-1 pl-4 text-muted-foreground">
        {lines.map((line) => (
          <li key={line} className="[overflow-wrap:anywhere]">
            {revealHidden(line)}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** What a change of form did and left alone, and what the type checker says of it. */
export function RefactoringView({ refactoring }: { refactoring: Refactoring }) {
  const { summary, steps, kept, diagnosticsBefore, diagnosticsAfter } = refactoring;
  return (
    <div className="grid gap-4 text-sm">
      <p className="max-w-prose leading-relaxed [overflow-wrap:anywhere]">{revealHidden(summary)}</p>
      <Lines title="Done" lines={steps} />
      <Lines title="Left as it is" lines={kept} />
      <p className="tabular text-muted-foreground">
        Errors of the type checker: {diagnosticsBefore} before, {diagnosticsAfter} after.
      </p>
    </div>
  );
}
