"use client";

import { FileDiff, Gavel, ListChecks, Network, ShieldCheck } from "lucide-react";
import { useCallback, useEffect, useState } from "react";
import { CheckList } from "#components/check-list.tsx";
import { DiffView } from "#components/diff-view.tsx";
import { EmptyState } from "#components/empty-state.tsx";
import { LiveIndicator } from "#components/live-indicator.tsx";
import type { LiveState } from "#components/live-run.tsx";
import { OtherFixes } from "#components/other-fixes.tsx";
import { RunTimeline } from "#components/run-timeline.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { Tabs, TabsContent, TabsList, TabsTrigger } from "#components/ui/tabs.tsx";
import { latestEvidence } from "#lib/domain/evidence/schema.ts";
import { otherFixes } from "#lib/domain/runs/proposal-schema.ts";
import type { ToolCall } from "#lib/domain/runs/schema.ts";
import type { RunSnapshot } from "#lib/domain/runs/snapshot-schema.ts";
import { hasEnded } from "#lib/domain/runs/state.ts";
import { RunDecisions } from "./run-decisions.tsx";
import { RunEvidence } from "./run-evidence.tsx";
import { RunPlan } from "./run-plan.tsx";

const tabs = ["timeline", "plan", "evidence", "changes", "checks", "decisions"] as const;
type Tab = (typeof tabs)[number];

/** The open tab, kept in the address so that a reload and a shared link show the same. */
function useTab(): [Tab, (tab: string) => void] {
  const [tab, setTab] = useState<Tab>("timeline");
  useEffect(() => {
    const read = () => setTab(tabs.find((one) => `#${one}` === window.location.hash) ?? "timeline");
    read();
    window.addEventListener("hashchange", read);
    return () => window.removeEventListener("hashchange", read);
  }, []);
  const choose = useCallback((next: string) => {
    setTab(tabs.find((one) => one === next) ?? "timeline");
    window.history.replaceState(window.history.state, "", `#${next}`);
  }, []);
  return [tab, choose];
}

/** The parts of a run, one tab each. */
export function RunTabs(props: { snapshot: RunSnapshot; url: string; tenant: string; live: LiveState }) {
  const { snapshot, url, tenant } = props;
  const [tab, choose] = useTab();
  const diff = latestEvidence(snapshot.evidence, "diff");
  const others = otherFixes(snapshot.toolCalls);
  const ended = hasEnded(snapshot.run.status);
  const part = useCallback(
    async (subject: string, subjectId: string): Promise<Record<string, unknown>> => {
      const response = await fetch(`${url}/part?subject=${subject}&subjectId=${subjectId}`);
      if (!response.ok) throw new Error(`status ${response.status}`);
      return response.json();
    },
    [url],
  );
  return (
    <Tabs value={tab} onValueChange={choose}>
      <TabsList aria-label="Parts of the run" className="flex-wrap overflow-visible">
        <TabsTrigger value="timeline">Timeline</TabsTrigger>
        <TabsTrigger value="plan">Plan</TabsTrigger>
        <TabsTrigger value="evidence">
          Evidence <Count value={snapshot.evidence.length} />
        </TabsTrigger>
        <TabsTrigger value="changes">
          Changes <Count value={diff?.files.length ?? 0} />
        </TabsTrigger>
        <TabsTrigger value="checks">
          Checks <Count value={snapshot.checks.filter((check) => check.status !== "skipped").length} />
        </TabsTrigger>
        <TabsTrigger value="decisions">Decisions</TabsTrigger>
      </TabsList>
      <TabsContent value="timeline">
        <div className="mb-1 flex justify-end">
          <LiveIndicator state={props.live} />
        </div>
        <Timeline
          snapshot={snapshot}
          onLoad={async (id) => (await part("tool_calls", id)) as unknown as ToolCall}
        />
      </TabsContent>
      <TabsContent value="plan">
        {snapshot.plan ? (
          <RunPlan plan={snapshot.plan} steps={snapshot.steps} />
        ) : (
          <Missing
            icon={Network}
            ended={ended}
            title="No plan yet"
            text="The repository is read first; the plan follows within seconds."
          />
        )}
      </TabsContent>
      <TabsContent value="evidence">
        {snapshot.evidence.length > 0 ? (
          <RunEvidence
            evidence={snapshot.evidence}
            findings={snapshot.findings}
            verdict={snapshot.run.verdict}
            part={part}
          />
        ) : (
          <Missing
            icon={ShieldCheck}
            ended={ended}
            title="No evidence yet"
            text="Test reports, root cause and verification appear here as they are found."
          />
        )}
      </TabsContent>
      <TabsContent value="changes">
        {diff && diff.patch !== "" ? (
          <div className="grid min-w-0 gap-6">
            <DiffView patch={diff.patch} />
            {others ? <OtherFixes {...others} /> : null}
          </div>
        ) : (
          <Missing
            icon={FileDiff}
            ended={ended}
            title="No changes"
            text="The diff appears here once a fix was found."
          />
        )}
      </TabsContent>
      <TabsContent value="checks">
        {snapshot.checks.length > 0 ? (
          <CheckList checks={snapshot.checks} part={part} />
        ) : (
          <Missing
            icon={ListChecks}
            ended={ended}
            title="No checks yet"
            text="They run in a clean sandbox once the pull request is open."
          />
        )}
      </TabsContent>
      <TabsContent value="decisions">
        {snapshot.decisions.length + snapshot.handoffs.length + snapshot.approvals.length > 0 ? (
          <RunDecisions snapshot={snapshot} tenant={tenant} />
        ) : (
          <Missing
            icon={Gavel}
            ended={ended}
            title="Nothing decided yet"
            text="Who or what decided, and why, is kept here."
          />
        )}
      </TabsContent>
    </Tabs>
  );
}

function Timeline(props: { snapshot: RunSnapshot; onLoad: (id: string) => Promise<ToolCall> }) {
  const { steps, toolCalls, run } = props.snapshot;
  if (steps.length > 0 || toolCalls.length > 0) {
    return <RunTimeline steps={steps} toolCalls={toolCalls} onLoad={props.onLoad} />;
  }
  if (hasEnded(run.status)) {
    return <Missing icon={ListChecks} ended title="The run ended before its first step" text="" />;
  }
  return (
    <div className="grid gap-3" role="status" aria-label="Waiting for the first step">
      {[0, 1, 2].map((line) => (
        <Skeleton key={line} className="h-9" />
      ))}
    </div>
  );
}

function Count({ value }: { value: number }) {
  return value > 0 ? <Badge className="tabular">{value}</Badge> : null;
}

function Missing(props: { icon: typeof Gavel; ended: boolean; title: string; text: string }) {
  return (
    <EmptyState icon={props.icon} title={props.ended ? props.title.replace(" yet", "") : props.title}>
      {props.ended ? "The run ended without." : props.text}
    </EmptyState>
  );
}
