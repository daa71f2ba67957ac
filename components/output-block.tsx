"use client";

import { useMemo, useState } from "react";
import { cn } from "#components/cn.ts";
import { CopyButton } from "#components/copy-button.tsx";
import { ScrollRegion } from "#components/scroll-region.tsx";
import { Button } from "#components/ui/button.tsx";
import { terminalText } from "#components/visible-text.ts";

const shownLines = 40;
const shownCharacters = 8_000;

/**
 * Terminal output or any long text in a fixed pitch: the end first (that is where errors stand), all of
 * it on request. `truncated` says that even the stored text is not the whole.
 */
export function OutputBlock(props: {
  text: string;
  label: string;
  truncated?: boolean;
  /** Fetches the whole text when `text` was clipped for the live view. */
  onShowAll?: () => Promise<string>;
  className?: string;
}) {
  const [whole, setWhole] = useState<string>();
  const [open, setOpen] = useState(false);
  const [problem, setProblem] = useState<string>();
  const text = useMemo(() => terminalText(whole ?? props.text).trimEnd(), [whole, props.text]);
  const short = useMemo(() => tail(text), [text]);
  const hasMore = short !== text || (props.onShowAll !== undefined && whole === undefined);
  const showAll = async () => {
    try {
      if (props.onShowAll && whole === undefined) setWhole(await props.onShowAll());
      setOpen(true);
      setProblem(undefined);
    } catch {
      setProblem("The whole text could not be loaded. Try again.");
    }
  };
  if (text === "") return <p className="text-muted-foreground text-xs">No output.</p>;
  return (
    <div className={cn("min-w-0 overflow-hidden rounded-md border bg-muted/50", props.className)}>
      <div className="flex items-center justify-between gap-2 border-b py-0.5 pr-1 pl-3">
        <span className="min-w-0 truncate text-muted-foreground text-xs">
          {props.label}
          {props.truncated ? " · cut at the output limit" : ""}
        </span>
        <span className="flex shrink-0 items-center">
          {hasMore && !open ? (
            <Button variant="ghost" size="sm" onClick={showAll}>
              Show all
            </Button>
          ) : null}
          {open ? (
            <Button variant="ghost" size="sm" onClick={() => setOpen(false)}>
              Show less
            </Button>
          ) : null}
          <CopyButton value={text} label={`Copy ${props.label.toLowerCase()}`} />
        </span>
      </div>
      {problem ? (
        <p role="alert" className="px-3 pt-2 text-danger-text text-xs">
          {problem}
        </p>
      ) : null}
      <ScrollRegion label={props.label} className="max-h-[32rem] px-3 py-2">
        <pre dir="ltr" className="w-max min-w-full whitespace-pre font-mono text-xs leading-5">
          {open ? text : short}
        </pre>
      </ScrollRegion>
    </div>
  );
}

/** The last lines, with a line that says how many stand before. */
function tail(text: string): string {
  const lines = text.split("\n");
  const kept = lines.slice(-shownLines).join("\n").slice(-shownCharacters);
  if (kept.length === text.length) return text;
  const left = lines.length - kept.split("\n").length;
  return `${left > 0 ? `… ${left} earlier ${left === 1 ? "line" : "lines"} …` : "… beginning left out …"}\n${kept}`;
}
