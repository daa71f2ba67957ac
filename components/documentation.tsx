import { Badge } from "#components/ui/badge.tsx";
import { revealHidden } from "#components/visible-text.ts";
import type { Documentation } from "#lib/domain/evidence/schema.ts";

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

/** What an update of documents changed, what it was held against, and what a person has to say. */
export function DocumentationView({ documentation }: { documentation: Documentation }) {
  const { summary, done, open, checked, examples } = documentation;
  return (
    <div className="grid gap-4 text-sm">
      <p className="max-w-prose leading-relaxed [overflow-wrap:anywhere]">{revealHidden(summary)}</p>
      <Lines title="Done" lines={done} />
      <Lines title="For a person: the repository does not say what is right" lines={open} />
      <Lines
        title="Held against the repository"
        lines={checked.map(
          ({ path, links, names, broken }) =>
            `${path}: ${links} links and ${names} names; ${broken.length === 0 ? "the change breaks none" : broken.join(" ")}`,
        )}
      />
      {examples.length > 0 && (
        <div>
          <h3 className="mb-1 font-medium">Examples that were run</h3>
          <ul className="grid gap-2">
            {examples.map(({ command, exitCode, text }) => (
              <li key={text} className="grid min-w-0 gap-1">
                <span className="flex flex-wrap items-center gap-2">
                  <span className="font-mono text-xs [overflow-wrap:anywhere]">
                    $ {revealHidden(command)}
                  </span>
                  <Badge tone={exitCode === 0 ? "success" : "danger"}>exit code {exitCode ?? "none"}</Badge>
                </span>
                <pre className="overflow-x-auto rounded-md border px-3 py-2 font-mono text-xs">
                  {revealHidden(text)}
                </pre>
              </li>
            ))}
          </ul>
        </div>
      )}
    </div>
  );
}
