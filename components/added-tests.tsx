import { Badge } from "#components/ui/badge.tsx";
import { revealHidden } from "#components/visible-text.ts";
import type { AddedTests } from "#lib/domain/evidence/schema.ts";

type FileCoverage = AddedTests["files"][number];

const share = ({ hit, total }: { hit: number; total: number }): string =>
  total === 0 ? "none" : `${hit} of ${total}`;

function CoverageTable({ files }: { files: FileCoverage[] }) {
  if (files.length === 0) return null;
  return (
    <div className="overflow-x-auto">
      <table className="w-full min-w-md text-left">
        <caption className="sr-only">What the tests run through, before and after</caption>
        <thead className="text-muted-foreground">
          <tr>
            <th className="py-1 pr-4 font-medium">File</th>
            <th className="py-1 pr-4 font-medium">Statements</th>
            <th className="py-1 font-medium">Branches</th>
          </tr>
        </thead>
        <tbody className="tabular">
          {files.map(({ file, before, after }) => (
            <tr key={file} className="border-t align-top">
              <td className="py-1 pr-4 font-mono text-xs [overflow-wrap:anywhere]">{revealHidden(file)}</td>
              <td className="py-1 pr-4">
                {share(before.statements)} → {share(after.statements)}
              </td>
              <td className="py-1">
                {share(before.branches)} → {share(after.branches)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

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

function Runs({ runs }: { runs: AddedTests["runs"] }) {
  if (runs.length === 0) return null;
  return (
    <details>
      <summary className="cursor-pointer font-medium">Commands that were run ({runs.length})</summary>
      <ul className="mt-2 grid gap-2">
        {runs.map(({ what, command, exitCode }) => (
          <li key={`${what}${command}`} className="grid gap-1">
            <span className="[overflow-wrap:anywhere]">{revealHidden(what)}</span>
            <span className="flex flex-wrap items-center gap-2 text-muted-foreground">
              <span className="font-mono text-xs [overflow-wrap:anywhere]">$ {revealHidden(command)}</span>
              <Badge tone="neutral">exit code {exitCode ?? "none"}</Badge>
            </span>
          </li>
        ))}
      </ul>
    </details>
  );
}

/** Tests that were written for uncovered code: what they cover, what each notices, what a person has to judge. */
export function AddedTestsView({ added }: { added: AddedTests }) {
  const { summary, files, kills, mutants, suspicious, left, runs } = added;
  return (
    <div className="grid gap-4 text-sm">
      <p className="max-w-prose leading-relaxed [overflow-wrap:anywhere]">{revealHidden(summary)}</p>
      {kills.length > 0 && (
        <p className="max-w-prose text-muted-foreground leading-relaxed">
          The tests record what the code does at present. They don't prove that it is right.
        </p>
      )}
      <CoverageTable files={files} />
      <Lines
        title="For a person to judge: outcomes that look like an error, which no test asks for"
        lines={suspicious.map(({ file, line, call, gives }) => `${file}:${line} ${call} ${gives}`)}
      />
      <Lines
        title="Each test fails on a changed code"
        lines={kills.map(({ name, mutant }) => `${name}: ${mutant}`)}
      />
      <Lines title="Changes that no test notices" lines={mutants.survivors} />
      <Lines title="Still uncovered" lines={left} />
      <Runs runs={runs} />
    </div>
  );
}
