import { ArrowRight, CornerDownRight } from "lucide-react";
import { cn } from "#components/cn.ts";
import { Disclosure } from "#components/disclosure.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { revealHidden } from "#components/visible-text.ts";
import { type PlanStep, planColumns } from "#lib/domain/plans/schema.ts";
import type { RunStep } from "#lib/domain/runs/schema.ts";
import { agentLabel, stepStatusLabels } from "#lib/domain/runs/state.ts";

/**
 * The steps of a plan in columns by what they depend on, with the state of their counterpart in the run.
 * On narrow screens the columns stand below each other.
 */
export function PlanGraph(props: { steps: PlanStep[]; runSteps: RunStep[] }) {
  const columns = planColumns(props.steps);
  const titles = new Map(props.steps.map((step) => [step.key, step.title]));
  if (columns.length === 0) return <p className="text-muted-foreground text-sm">The plan has no steps.</p>;
  return (
    <ol className="grid gap-3" aria-label="Steps of the plan">
      {columns.flatMap((column, depth) =>
        column.map((step) => (
          <li key={step.key} className="min-w-0">
            <PlanStepItem
              step={step}
              parallel={column.length > 1}
              depth={depth}
              titles={titles}
              runStep={props.runSteps.find((one) => one.key === step.key)}
            />
          </li>
        )),
      )}
    </ol>
  );
}

function PlanStepItem(props: {
  step: PlanStep;
  depth: number;
  parallel: boolean;
  titles: Map<string, string>;
  runStep: RunStep | undefined;
}) {
  const { step, runStep } = props;
  const status = runStep ? stepStatusLabels[runStep.status] : null;
  const before = step.dependsOn.map((key) => props.titles.get(key) ?? key);
  return (
    <Disclosure
      className={cn("rounded-lg border bg-surface", status?.active && "border-info-border")}
      buttonClassName="px-3 py-2.5"
      contentClassName="border-t px-3 py-3"
      summary={
        <span className="grid min-w-0 flex-1 gap-1">
          <span className="flex min-w-0 flex-wrap items-center gap-x-2.5 gap-y-1">
            <span className="tabular text-muted-foreground text-xs">{props.depth + 1}</span>
            <span className="min-w-0 font-medium text-sm [overflow-wrap:anywhere]">
              <bdi>{revealHidden(step.title)}</bdi>
            </span>
            <span className="text-muted-foreground text-xs">
              {agentLabel(step.agent)} · <span className="font-mono">{step.tool}</span>
            </span>
            {props.parallel ? <Badge>in parallel</Badge> : null}
            {status ? (
              <Badge tone={status.tone} className="ml-auto">
                {status.label}
              </Badge>
            ) : null}
          </span>
          {before.length > 0 ? (
            <span className="flex items-start gap-1.5 text-muted-foreground text-xs [overflow-wrap:anywhere]">
              <CornerDownRight aria-hidden className="mt-0.5 size-3 shrink-0" />
              after {before.map((title) => `“${revealHidden(title)}”`).join(", ")}
            </span>
          ) : null}
        </span>
      }
    >
      <PlanStepFacts step={step} />
    </Disclosure>
  );
}

function PlanStepFacts({ step }: { step: PlanStep }) {
  const inputs = Object.entries(step.inputs);
  const facts = [
    { label: "Action", value: step.action },
    { label: "Succeeds when", value: step.successCriteria },
    { label: "Otherwise", value: step.fallback },
  ];
  return (
    <dl className="grid gap-3 text-sm">
      {facts.map((fact) => (
        <div key={fact.label} className="grid gap-0.5 sm:grid-cols-[8rem_minmax(0,1fr)] sm:gap-3">
          <dt className="text-muted-foreground text-xs sm:leading-5">{fact.label}</dt>
          <dd className="[overflow-wrap:anywhere]">{revealHidden(fact.value)}</dd>
        </div>
      ))}
      {inputs.length > 0 ? (
        <div className="grid gap-0.5 sm:grid-cols-[8rem_minmax(0,1fr)] sm:gap-3">
          <dt className="text-muted-foreground text-xs sm:leading-5">Inputs</dt>
          <dd>
            <ul className="grid gap-1 font-mono text-xs">
              {inputs.map(([key, value]) => (
                <li key={key} className="flex gap-1.5 [overflow-wrap:anywhere]">
                  {key} <ArrowRight aria-hidden className="mt-0.5 size-3 shrink-0" />
                  {revealHidden(typeof value === "string" ? value : JSON.stringify(value)).slice(0, 500)}
                </li>
              ))}
            </ul>
          </dd>
        </div>
      ) : null}
    </dl>
  );
}
