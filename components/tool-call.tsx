"use client";

import { Cpu, LoaderCircle, Wrench } from "lucide-react";
import { useState } from "react";
import { cn } from "#components/cn.ts";
import { Disclosure } from "#components/disclosure.tsx";
import { Duration } from "#components/duration.tsx";
import { OutputBlock } from "#components/output-block.tsx";
import { toolCallSubject, toolValueText } from "#components/tool-call-text.ts";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { revealHidden } from "#components/visible-text.ts";
import type { ToolCall } from "#lib/domain/runs/schema.ts";

type Load = (toolCallId: string) => Promise<Pick<ToolCall, "input" | "output">>;

/** One use of a tool or model: name, subject and time in a line; input and output on opening. */
export function ToolCallLine({ call, onLoad }: { call: ToolCall; onLoad: Load }) {
  const failed = call.status === "failed";
  const Icon = call.kind === "model" ? Cpu : Wrench;
  return (
    <Disclosure
      className={cn("rounded-md border bg-surface", failed && "border-danger-border")}
      buttonClassName="px-2 py-1.5"
      contentClassName="border-t p-3"
      summary={
        <span className="flex min-w-0 flex-1 items-center gap-2 text-xs leading-5">
          {call.status === "running" ? (
            <LoaderCircle aria-hidden className="size-3.5 shrink-0 animate-spin text-info" />
          ) : (
            <Icon
              aria-hidden
              className={cn("size-3.5 shrink-0 text-muted-foreground", failed && "text-danger-text")}
            />
          )}
          <span className="shrink-0 font-medium font-mono">{call.tool}</span>
          <span className="min-w-0 flex-1 truncate text-muted-foreground">{toolCallSubject(call)}</span>
          {call.status === "failed" || call.status === "stopped" ? (
            <Badge tone={failed ? "danger" : "neutral"}>{call.status}</Badge>
          ) : null}
          {call.attempt > 1 ? <Badge tone="warning">attempt {call.attempt}</Badge> : null}
          <span className="shrink-0 text-muted-foreground">
            <Duration from={call.startedAt} to={call.finishedAt} />
          </span>
        </span>
      }
    >
      <ToolCallDetail call={call} onLoad={onLoad} />
    </Disclosure>
  );
}

function ToolCallDetail({ call, onLoad }: { call: ToolCall; onLoad: Load }) {
  const [whole, setWhole] = useState<Pick<ToolCall, "input" | "output">>();
  const [problem, setProblem] = useState(false);
  const shown = whole ?? call;
  const load = () =>
    onLoad(call.id).then(
      (found) => {
        setWhole(found);
        setProblem(false);
      },
      () => setProblem(true),
    );
  const output = toolValueText(shown.output);
  return (
    <div className="grid min-w-0 gap-3">
      {call.risk === "low" ? null : (
        <p>
          <Badge tone={call.risk === "high" ? "danger" : "warning"}>{call.risk} risk</Badge>
        </p>
      )}
      {call.error ? (
        <p role="note" className="text-danger-text text-sm [overflow-wrap:anywhere]">
          {revealHidden(call.error)}
        </p>
      ) : null}
      <OutputBlock label="Input" text={toolValueText(shown.input).text} />
      {call.status === "running" ? (
        <p className="text-muted-foreground text-xs">Still running: the output comes when it is done.</p>
      ) : (
        <OutputBlock label="Output" text={output.text} truncated={output.truncated} />
      )}
      {call.clipped && !whole ? (
        <div className="flex flex-wrap items-center gap-2 text-muted-foreground text-xs">
          Long texts are shortened here.
          <Button variant="outline" size="sm" onClick={load}>
            Load the whole
          </Button>
          {problem ? <span className="text-danger-text">It could not be loaded. Try again.</span> : null}
        </div>
      ) : null}
    </div>
  );
}
