"use client";

import { Disclosure } from "#components/disclosure.tsx";
import { durationText } from "#components/duration-text.ts";
import { OutputBlock } from "#components/output-block.tsx";
import { RowList } from "#components/row-list.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { revealHidden } from "#components/visible-text.ts";
import type { EngineRunDetail } from "#lib/domain/engine/schema.ts";
import { whyNotEngine } from "#lib/domain/engine/state.ts";
import { RetryButton } from "./retry-button.tsx";

/** Saved steps in the order of completion, each with its result. */
export function RunSteps({ run }: { run: EngineRunDetail }) {
  const { steps } = run;
  const retriable = whyNotEngine("retry", run.status) === null;
  if (steps.length === 0) return <p className="text-muted-foreground text-sm">No step has been saved.</p>;
  return (
    <RowList label="Steps">
      {steps.map((step) => (
        <li key={step.id} className="min-w-0">
          <Disclosure
            open={step.error !== null}
            buttonClassName="rounded-none px-4 py-3 focus-visible:-outline-offset-2"
            contentClassName="grid gap-3 px-4 pb-3"
            summary={
              <span className="flex min-w-0 flex-1 flex-wrap items-center gap-x-3 gap-y-1 text-sm">
                <span className="font-medium [overflow-wrap:anywhere]">{step.name}</span>
                <span className="font-mono text-muted-foreground text-xs">{step.operation}</span>
                {step.error ? <Badge tone="danger">failed</Badge> : null}
                <span className="ml-auto text-muted-foreground text-xs">
                  after {durationText(Date.parse(step.savedAt) - Date.parse(run.startedAt))}
                </span>
              </span>
            }
          >
            {step.error ? (
              <p className="whitespace-pre-wrap text-danger-text text-sm [overflow-wrap:anywhere]">
                {revealHidden(step.error)}
              </p>
            ) : (
              <OutputBlock
                label={`Result of ${step.name}`}
                text={JSON.stringify(step.result ?? null, null, 2)}
              />
            )}
            {retriable ? (
              <p>
                <RetryButton run={run} step={step} />
              </p>
            ) : null}
          </Disclosure>
        </li>
      ))}
    </RowList>
  );
}
