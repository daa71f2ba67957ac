import { OutputBlock } from "#components/output-block.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { revealHidden } from "#components/visible-text.ts";
import type { Reproduction } from "#lib/domain/evidence/schema.ts";

const sources: Record<Reproduction["how"], string> = {
  failing_test: "By a failing test of the repository",
  stack_trace: "By a test that ends in the issue's stack trace",
  example: "By the issue's example, written as a test",
  command: "By the issue's command, written as a test",
  none: "Not reproduced",
};

/** How the problem was made to happen: each test before the change and after the last edit. */
export function ReproductionView({ reproduction }: { reproduction: Reproduction }) {
  return (
    <div className="grid gap-4">
      <p className="flex flex-wrap items-center gap-2 text-sm [overflow-wrap:anywhere]">
        <Badge tone={reproduction.how === "none" ? "warning" : "success"}>{sources[reproduction.how]}</Badge>
        {revealHidden(reproduction.summary)}
      </p>
      {reproduction.tests.length > 0 ? (
        <ul className="grid gap-2">
          {reproduction.tests.map((test) => (
            <li key={`${test.file}:${test.name}`} className="text-sm [overflow-wrap:anywhere]">
              <span className="font-mono text-xs">
                {revealHidden(test.file)}: {revealHidden(test.name)}
              </span>{" "}
              <Badge tone="danger">before: {test.before}</Badge>{" "}
              {test.after ? (
                <Badge tone={test.after === "passed" ? "success" : "danger"}>after: {test.after}</Badge>
              ) : null}
            </li>
          ))}
        </ul>
      ) : null}
      {reproduction.written.map(({ path, content }) => (
        <OutputBlock key={path} text={content} label={`Written test ${path}`} />
      ))}
      <Lines title="Tried" lines={reproduction.tried} />
      <Lines
        title="Flaky"
        lines={reproduction.flaky.map(
          ({ file, name, failed, runs }) =>
            `${file}: ${name} failed in ${failed} of ${runs} runs of the same code`,
        )}
      />
    </div>
  );
}

function Lines({ title, lines }: { title: string; lines: string[] }) {
  if (lines.length === 0) return null;
  return (
    <section>
      <h3 className="text-muted-foreground text-xs">{title}</h3>
      <ul className="mt-1 grid list-disc gap-1 pl-4 text-sm">
        {[...new Set(lines)].map((line) => (
          <li key={line} className="[overflow-wrap:anywhere]">
            {revealHidden(line)}
          </li>
        ))}
      </ul>
    </section>
  );
}
