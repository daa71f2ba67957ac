"use client";

import {
  Circle,
  CircleCheck,
  CircleDashed,
  CircleSlash,
  CircleX,
  Hourglass,
  LoaderCircle,
} from "lucide-react";
import { cn } from "#components/cn.ts";
import { Disclosure } from "#components/disclosure.tsx";
import { Duration } from "#components/duration.tsx";
import { ScrollRegion } from "#components/scroll-region.tsx";
import { ToolCallLine } from "#components/tool-call.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { revealHidden } from "#components/visible-text.ts";
import type { RunStep, ToolCall } from "#lib/domain/runs/schema.ts";
import { agentLabel, stepStatusLabels } from "#lib/domain/runs/state.ts";

/** Fetches a tool call whole; the live view carries clipped ones. */
export type LoadToolCall = (toolCallId: string) => Promise<Pick<ToolCall, "input" | "output">>;

/** The steps of a run in order, each with its tool calls. */
export function RunTimeline(props: { steps: RunStep[]; toolCalls: ToolCall[]; onLoad: LoadToolCall }) {
  const loose = props.toolCalls.filter((call) => !props.steps.some((step) => step.id === call.runStepId));
  return (
    <ol className="grid" aria-label="Steps of the run">
      {props.steps.map((step, index) => (
        <StepItem
          key={step.id}
          step={step}
          last={index === props.steps.length - 1 && loose.length === 0}
          calls={props.toolCalls.filter((call) => call.runStepId === step.id)}
          onLoad={props.onLoad}
        />
      ))}
      {loose.length > 0 ? (
        <li className="pl-8">
          <p className="py-1 text-muted-foreground text-xs">Outside of steps</p>
          <Calls calls={loose} onLoad={props.onLoad} />
        </li>
      ) : null}
    </ol>
  );
}

function StepItem(props: { step: RunStep; last: boolean; calls: ToolCall[]; onLoad: LoadToolCall }) {
  const { step, calls } = props;
  const status = stepStatusLabels[step.status];
  const unfolds = calls.length > 0 || step.error !== null;
  const active = step.status === "running" || step.status === "waiting";
  return (
    <li
      className="relative grid grid-cols-[1.5rem_minmax(0,1fr)] gap-x-2 pb-2"
      aria-current={active ? "step" : undefined}
    >
      {props.last ? null : <span aria-hidden className="absolute top-7 bottom-0 left-3 w-px bg-border" />}
      <span className="flex h-9 items-center justify-center">
        <StepIcon status={step.status} />
        <span className="sr-only">{status.label}: </span>
      </span>
      {unfolds ? (
        <Disclosure
          open={step.status === "running" || step.status === "failed"}
          buttonClassName="px-1 py-2"
          summary={<StepSummary step={step} calls={calls.length} />}
          contentClassName="pb-2 pl-1"
        >
          <StepProblem step={step} />
          <Calls calls={calls} onLoad={props.onLoad} />
        </Disclosure>
      ) : (
        <div className="px-1 py-2 pl-[1.625rem]">
          <StepSummary step={step} calls={0} />
        </div>
      )}
    </li>
  );
}

function StepSummary({ step, calls }: { step: RunStep; calls: number }) {
  const quiet = step.status === "pending" || step.status === "skipped";
  return (
    <span className="flex min-w-0 flex-1 flex-wrap items-baseline gap-x-2.5 gap-y-0.5 text-sm leading-5">
      <span
        className={cn("font-medium [overflow-wrap:anywhere]", quiet && "font-normal text-muted-foreground")}
      >
        <bdi>{revealHidden(step.title)}</bdi>
      </span>
      <span className="text-muted-foreground text-xs">{agentLabel(step.agent)}</span>
      {step.attempt > 1 ? <Badge tone="warning">attempt {step.attempt}</Badge> : null}
      {step.status === "skipped" || step.status === "stopped" ? (
        <Badge>{stepStatusLabels[step.status].label.toLowerCase()}</Badge>
      ) : null}
      <span className="ml-auto whitespace-nowrap text-muted-foreground text-xs">
        {calls > 0 ? `${calls} ${calls === 1 ? "call" : "calls"} · ` : ""}
        {step.startedAt ? <Duration from={step.startedAt} to={step.finishedAt} /> : null}
      </span>
      {step.summary ? (
        <span className="line-clamp-3 w-full text-[0.8125rem] text-muted-foreground [overflow-wrap:anywhere]">
          <bdi>{revealHidden(step.summary)}</bdi>
        </span>
      ) : null}
    </span>
  );
}

function StepProblem({ step }: { step: RunStep }) {
  if (!step.error) return null;
  return (
    <div className="mb-2 ml-5 rounded-md border border-danger-border bg-danger-surface px-3 py-2 text-sm">
      <ScrollRegion label="Error" className="max-h-48">
        <p className="whitespace-pre-wrap text-danger-text [overflow-wrap:anywhere]">
          {revealHidden(step.error.message)}
        </p>
      </ScrollRegion>
      {step.error.remedy ? (
        <p className="mt-1 [overflow-wrap:anywhere]">What to do: {revealHidden(step.error.remedy)}</p>
      ) : null}
      <p className="mt-1 font-mono text-muted-foreground text-xs">{revealHidden(step.error.code)}</p>
    </div>
  );
}

function Calls({ calls, onLoad }: { calls: ToolCall[]; onLoad: LoadToolCall }) {
  return (
    <ol className="grid gap-1 pl-5" aria-label="Tool calls">
      {calls.map((call) => (
        <li key={call.id} className="min-w-0">
          <ToolCallLine call={call} onLoad={onLoad} />
        </li>
      ))}
    </ol>
  );
}

function StepIcon({ status }: { status: RunStep["status"] }) {
  const size = "size-4 bg-background";
  if (status === "running")
    return <LoaderCircle aria-hidden className={cn(size, "animate-spin text-info")} />;
  if (status === "waiting") return <Hourglass aria-hidden className={cn(size, "text-warning")} />;
  if (status === "succeeded") return <CircleCheck aria-hidden className={cn(size, "text-success")} />;
  if (status === "failed") return <CircleX aria-hidden className={cn(size, "text-danger-text")} />;
  if (status === "stopped") return <CircleSlash aria-hidden className={cn(size, "text-muted-foreground")} />;
  if (status === "skipped") return <CircleDashed aria-hidden className={cn(size, "text-muted-foreground")} />;
  return <Circle aria-hidden className={cn(size, "text-input")} />;
}
