import { cn } from "#components/cn.ts";
import { Disclosure } from "#components/disclosure.tsx";
import { ScrollRegion } from "#components/scroll-region.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { revealHidden } from "#components/visible-text.ts";
import type { ProposedFile, ProposedFix } from "#lib/domain/runs/proposal-schema.ts";

/** Fixes that pass every test as well but were not taken: the tests don't decide, a person may. */
export function OtherFixes({ fixes, more }: { fixes: ProposedFix[]; more: number }) {
  return (
    <section className="grid min-w-0 gap-2" aria-label="Other fixes">
      <h3 className="font-semibold text-sm">Other fixes that pass every test</h3>
      <p className="text-muted-foreground text-sm">
        The tests don’t tell them apart from the one above. If one of these is right, reject with that reason
        or add a test that decides.
      </p>
      {fixes.map((fix) => (
        <Disclosure
          key={JSON.stringify(fix.files)}
          className="rounded-lg border bg-surface"
          buttonClassName="px-3 py-2.5"
          contentClassName="border-t p-3"
          summary={
            <span className="flex min-w-0 flex-1 flex-wrap items-center gap-x-2.5 gap-y-1 text-sm [overflow-wrap:anywhere]">
              {revealHidden(fix.summary)}
              {fix.overfit ? <Badge tone="warning">special case for a test’s value</Badge> : null}
            </span>
          }
        >
          {fix.files.map((file) => (
            <FixedFile key={file.path} file={file} />
          ))}
        </Disclosure>
      ))}
      {more > 0 ? (
        <p className="text-muted-foreground text-xs">
          {more} more {more === 1 ? "was" : "were"} found and not kept.
        </p>
      ) : null}
    </section>
  );
}

const looks = {
  " ": { row: "", word: "" },
  "-": { row: "bg-danger-surface", word: "removed: " },
  "+": { row: "bg-success-surface", word: "added: " },
} as const;

function FixedFile({ file }: { file: ProposedFile }) {
  const lines = file.edits.flatMap(({ oldText, newText }) => changedLines(oldText, newText));
  return (
    <div className="min-w-0">
      <p className="mb-2 font-mono text-xs [overflow-wrap:anywhere]">{revealHidden(file.path)}</p>
      <ScrollRegion label={`Change in ${file.path}`} className="rounded-md border">
        <div className="w-max min-w-full py-1 font-mono text-xs leading-5">
          {lines.map(({ sign, text }, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: lines of a fixed text have no other identity.
            <div key={index} className={cn("whitespace-pre px-3", looks[sign].row)}>
              <span aria-hidden>{sign} </span>
              {looks[sign].word ? <span className="sr-only">{looks[sign].word}</span> : null}
              {revealHidden(text)}
            </div>
          ))}
        </div>
      </ScrollRegion>
    </div>
  );
}

/** Common lines at both ends stay; what differs between them is removed and added. */
function changedLines(oldText: string, newText: string): { sign: keyof typeof looks; text: string }[] {
  const [before, after] = [oldText, newText].map((text) => text.replace(/\n$/, "").split("\n"));
  const [a, b] = [before ?? [], after ?? []];
  let head = 0;
  while (head < Math.min(a.length, b.length) && a[head] === b[head]) head += 1;
  let tail = 0;
  while (tail < Math.min(a.length, b.length) - head && a.at(-1 - tail) === b.at(-1 - tail)) tail += 1;
  const mark = (sign: keyof typeof looks, lines: string[]) => lines.map((text) => ({ sign, text }));
  return [
    ...mark(" ", a.slice(0, head)),
    ...mark("-", a.slice(head, a.length - tail)),
    ...mark("+", b.slice(head, b.length - tail)),
    ...mark(" ", a.slice(a.length - tail)),
  ];
}
