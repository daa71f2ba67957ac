import { costText } from "#components/cost-text.ts";
import { DataList } from "#components/data-list.tsx";
import { durationText } from "#components/duration-text.ts";
import { PlanGraph } from "#components/plan-graph.tsx";
import { Card, CardContent, CardHeader, CardTitle } from "#components/ui/card.tsx";
import { revealHidden } from "#components/visible-text.ts";
import type { Plan } from "#lib/domain/plans/schema.ts";
import type { RunStep } from "#lib/domain/runs/schema.ts";
import { engineLabel } from "#lib/domain/runs/state.ts";

/** The plan: its steps and what it was made from. */
export function RunPlan({ plan, steps }: { plan: Plan; steps: RunStep[] }) {
  return (
    <div className="grid min-w-0 items-start gap-4 lg:grid-cols-[minmax(0,1fr)_20rem]">
      <div className="grid min-w-0 gap-3">
        <p className="text-sm leading-relaxed [overflow-wrap:anywhere]">{revealHidden(plan.summary)}</p>
        <PlanGraph steps={plan.steps} runSteps={steps} />
      </div>
      <PlanBasis plan={plan} />
    </div>
  );
}

function PlanBasis({ plan }: { plan: Plan }) {
  const { analysis, estimate } = plan;
  const languages = analysis.languages.map(
    (language) => `${language.name} ${Math.round(language.share * 100)} %`,
  );
  return (
    <Card>
      <CardHeader>
        <CardTitle>What the plan is based on</CardTitle>
      </CardHeader>
      <CardContent className="grid gap-4">
        <DataList
          className="grid-cols-2"
          items={[
            { label: "Kind of task", value: plan.taskType.replaceAll("_", " ") },
            { label: "Planned by", value: engineLabel(plan.engine) },
            {
              label: "Estimate",
              value: `${estimate.seconds === null ? "no time" : durationText(estimate.seconds * 1000)}, ${costText(estimate.costMicros ?? 0)}`,
            },
            { label: "Languages", value: languages.join(", ") || "none found" },
            { label: "Test runner", value: analysis.runner ?? "none found" },
            { label: "Packages", value: analysis.packageManager ?? "none" },
            { label: "Files", value: analysis.files ?? "–" },
            { label: "Test files", value: analysis.testFiles ?? "–" },
          ]}
        />
        {analysis.entryPoints.length > 0 ? (
          <List title="Entry points" items={analysis.entryPoints} mono />
        ) : null}
        {analysis.used.length > 0 ? <List title="Facts used" items={analysis.used} /> : null}
        {analysis.recentCommits.length > 0 ? (
          <List
            title="Recent commits"
            items={analysis.recentCommits.map((commit) => `${commit.sha.slice(0, 8)} ${commit.subject}`)}
          />
        ) : null}
      </CardContent>
    </Card>
  );
}

function List({ title, items, mono }: { title: string; items: string[]; mono?: boolean }) {
  const shown = items.slice(0, 12);
  return (
    <section>
      <h3 className="text-muted-foreground text-xs">{title}</h3>
      <ul
        className={`mt-1.5 grid list-disc gap-1 pl-4 text-sm [overflow-wrap:anywhere] ${mono ? "font-mono text-xs" : ""}`}
      >
        {[...new Set(shown)].map((item) => (
          <li key={item}>
            <bdi>{revealHidden(item)}</bdi>
          </li>
        ))}
      </ul>
      {items.length > shown.length ? (
        <p className="mt-1 text-muted-foreground text-xs">and {items.length - shown.length} more</p>
      ) : null}
    </section>
  );
}
