import { ScrollRegion } from "#components/scroll-region.tsx";
import { revealHidden } from "#components/visible-text.ts";
import type { IssueFacts } from "#lib/domain/issues/schema.ts";

const place = (file: string, line: number | null): string => (line ? `${file}:${line}` : file);

/** What an issue's text was read as, group by group; groups without an entry are left out. */
export function IssueFactsView({ issue }: { issue: IssueFacts }) {
  const groups = [
    { label: "Labels", lines: issue.labels },
    {
      label: "Examples",
      lines: issue.examples.map((one) => {
        const wanted =
          one.throws === "expected"
            ? `should throw ${one.error ?? "an error"}`
            : one.expected === null
              ? "should not fail"
              : `should give ${one.expected}`;
        const today =
          one.throws === "now" ? `throws ${one.error ?? "an error"}` : one.actual && `gives ${one.actual}`;
        return `${one.call} ${today ? `${today}, ` : ""}${wanted}`;
      }),
    },
    { label: "Error", lines: issue.error ? [`${issue.error.name}: ${issue.error.message}`] : [] },
    {
      label: "Stack",
      lines: issue.frames.map((one) => `${place(one.file, one.line)} ${one.function ?? ""} (${one.place})`),
    },
    { label: "Files", lines: issue.paths.map((one) => place(one.path, one.line)) },
    {
      label: "Definitions",
      lines: issue.symbols.map((one) => `${one.name} in ${place(one.file, one.line)}`),
    },
    {
      label: "Commands",
      lines: issue.commands.map((one) =>
        one.expected ? `${one.command} should print ${one.expected}` : one.command,
      ),
    },
    { label: "Code", lines: issue.codeBlocks.map((one) => one.text) },
  ].filter(({ lines }) => lines.length > 0);
  if (groups.length === 0)
    return (
      <p className="text-muted-foreground text-sm">
        The text names nothing that the repository has, and no example.
      </p>
    );
  return (
    <dl className="grid gap-x-4 gap-y-2 text-sm sm:grid-cols-[7rem_minmax(0,1fr)]">
      {groups.map(({ label, lines }) => (
        <div key={label} className="contents">
          <dt className="text-muted-foreground text-xs sm:leading-5">{label}</dt>
          <dd>
            <ScrollRegion label={label} className="max-h-48">
              <p className="whitespace-pre-wrap font-mono text-xs leading-5 [overflow-wrap:anywhere]">
                {revealHidden(lines.join("\n"))}
              </p>
            </ScrollRegion>
          </dd>
        </div>
      ))}
    </dl>
  );
}
