"use client";

import { WrapText } from "lucide-react";
import { useMemo, useState } from "react";
import { cn } from "#components/cn.ts";
import { type DiffFile, type DiffLine, parsePatch } from "#components/diff-patch.ts";
import { Disclosure } from "#components/disclosure.tsx";
import { ScrollRegion } from "#components/scroll-region.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { revealHidden } from "#components/visible-text.ts";

const shownLines = 400;

/** A unified patch by file, with line numbers, counts and a switch for long lines. */
export function DiffView(props: {
  patch: string;
  /** Path → why a reader should look twice (a test, a lock file). */
  flags?: Record<string, string>;
}) {
  const files = useMemo(() => parsePatch(props.patch), [props.patch]);
  const [wrap, setWrap] = useState(false);
  if (files.length === 0) return <p className="text-muted-foreground text-sm">No file was changed.</p>;
  const sum = (value: (file: DiffFile) => number) => files.reduce((total, file) => total + value(file), 0);
  return (
    <div className="grid gap-3">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <p className="text-muted-foreground text-sm">
          {files.length} {files.length === 1 ? "file" : "files"} changed,{" "}
          <DiffCounts additions={sum((file) => file.additions)} deletions={sum((file) => file.deletions)} />
        </p>
        <Button variant="outline" size="sm" aria-pressed={wrap} onClick={() => setWrap(!wrap)}>
          <WrapText aria-hidden />
          {wrap ? "Don't wrap lines" : "Wrap lines"}
        </Button>
      </div>
      {files.map((file, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a hostile patch may name one path twice.
        <FileDiff key={`${file.path}:${index}`} file={file} wrap={wrap} flag={props.flags?.[file.path]} />
      ))}
    </div>
  );
}

/** "+3 −1", said as words to screen readers. */
export function DiffCounts(props: { additions: number; deletions: number }) {
  return (
    <span className="tabular whitespace-nowrap font-mono text-xs">
      <span className="text-success">
        <span aria-hidden>+{props.additions}</span>
        <span className="sr-only">{props.additions} lines added</span>
      </span>{" "}
      <span className="text-danger-text">
        <span aria-hidden>−{props.deletions}</span>
        <span className="sr-only">{props.deletions} lines removed</span>
      </span>
    </span>
  );
}

const changeWords = { added: "new", deleted: "deleted", renamed: "renamed", modified: null } as const;

function FileDiff({ file, wrap, flag }: { file: DiffFile; wrap: boolean; flag?: string }) {
  const [all, setAll] = useState(false);
  const lines = all ? file.lines : file.lines.slice(0, shownLines);
  const word = changeWords[file.change];
  return (
    <Disclosure
      open={file.lines.length <= 1500}
      className="overflow-hidden rounded-lg border bg-surface"
      buttonClassName="rounded-none bg-muted/60 px-3 py-2.5 focus-visible:-outline-offset-2"
      summary={
        <span className="flex min-w-0 flex-1 flex-wrap items-center gap-x-3 gap-y-1">
          <span className="min-w-0 font-mono text-xs leading-5 [overflow-wrap:anywhere]">
            {file.oldPath ? `${revealHidden(file.oldPath)} → ` : ""}
            {revealHidden(file.path)}
          </span>
          {word ? <Badge>{word}</Badge> : null}
          {flag ? <Badge tone="warning">{flag}</Badge> : null}
          <span className="ml-auto">
            <DiffCounts additions={file.additions} deletions={file.deletions} />
          </span>
        </span>
      }
      contentClassName="border-t"
    >
      {file.binary ? (
        <p className="px-3 py-2 text-muted-foreground text-sm">Binary file: not shown.</p>
      ) : null}
      {file.lines.length > 0 ? <DiffLines path={file.path} lines={lines} wrap={wrap} /> : null}
      {lines.length < file.lines.length ? (
        <div className="border-t p-2">
          <Button variant="ghost" size="sm" onClick={() => setAll(true)}>
            Show the other {file.lines.length - lines.length} lines
          </Button>
        </div>
      ) : null}
    </Disclosure>
  );
}

const looks = {
  context: { row: "", sign: " ", word: "" },
  added: { row: "bg-success-surface", sign: "+", word: "added: " },
  removed: { row: "bg-danger-surface", sign: "−", word: "removed: " },
  note: { row: "bg-muted/70 text-muted-foreground", sign: " ", word: "" },
} as const;

function DiffLines({ path, lines, wrap }: { path: string; lines: DiffLine[]; wrap: boolean }) {
  return (
    <ScrollRegion label={`Changes in ${path}`} className="focus-visible:-outline-offset-2">
      <table
        dir="ltr"
        className={cn("border-collapse font-mono text-xs leading-5", wrap ? "w-full" : "w-max min-w-full")}
      >
        <tbody>
          {lines.map((line, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: lines of a fixed patch have no other identity.
            <tr key={index} className={cn("h-5", looks[line.kind].row)}>
              <LineNumber value={line.oldNumber} />
              <LineNumber value={line.newNumber} />
              <td aria-hidden className="w-4 select-none pl-2 text-center align-top">
                {looks[line.kind].sign}
              </td>
              <td
                className={cn(
                  "pr-4 pl-1",
                  wrap ? "whitespace-pre-wrap [overflow-wrap:anywhere]" : "whitespace-pre",
                )}
              >
                {looks[line.kind].word ? <span className="sr-only">{looks[line.kind].word}</span> : null}
                {revealHidden(line.text)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}

function LineNumber({ value }: { value: number | null }) {
  return (
    <td className="tabular hidden w-10 select-none border-r px-2 text-right align-top text-muted-foreground sm:table-cell">
      {value}
    </td>
  );
}
