"use client";

import { AddedTestsView } from "#components/added-tests.tsx";
import { DocumentationView } from "#components/documentation.tsx";
import { durationText } from "#components/duration-text.ts";
import { ReviewView } from "#components/findings.tsx";
import { IssueFactsView } from "#components/issue-facts.tsx";
import { OutputBlock } from "#components/output-block.tsx";
import { PastFixesView } from "#components/past-fixes.tsx";
import { CheckRoundsView, QualityView } from "#components/quality.tsx";
import { RefactoringView } from "#components/refactoring.tsx";
import { ReproductionView } from "#components/reproduction.tsx";
import { RootCauseView } from "#components/root-cause.tsx";
import { TestReportView } from "#components/test-report.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Card, CardContent, CardHeader, CardTitle } from "#components/ui/card.tsx";
import { VerificationView } from "#components/verification.tsx";
import { revealHidden } from "#components/visible-text.ts";
import type { Evidence, SetupEvidence, Verdict } from "#lib/domain/evidence/schema.ts";
import type { Finding } from "#lib/domain/findings/schema.ts";
import { clipLimit } from "#lib/domain/runs/clip-text.ts";

type LoadPart = (subject: string, subjectId: string) => Promise<Record<string, unknown>>;

const order: Record<Evidence["kind"], number> = {
  verification: 0,
  review: 1,
  refactoring: 1,
  added_tests: 1,
  documentation: 1,
  quality: 1,
  reproduction: 2,
  root_cause: 3,
  test_report: 4,
  check_rounds: 5,
  past_fixes: 6,
  issue: 6,
  setup: 7,
  diff: 8,
};

/** What proves the result, the verdict first. The diff has its own tab. */
export function RunEvidence(props: {
  evidence: Evidence[];
  findings: Finding[];
  verdict: Verdict | null;
  part: LoadPart;
}) {
  const shown = props.evidence
    .filter((one) => one.kind !== "diff")
    .toSorted((a, b) => order[a.kind] - order[b.kind]);
  return (
    <div className="grid min-w-0 gap-4">
      {shown.map((one) => (
        <Card key={one.id} className="min-w-0">
          <CardHeader>
            <CardTitle className="[overflow-wrap:anywhere]">{revealHidden(one.title)}</CardTitle>
          </CardHeader>
          <CardContent>
            <EvidenceBody evidence={one} findings={props.findings} part={props.part} />
          </CardContent>
        </Card>
      ))}
    </div>
  );
}

function EvidenceBody(props: { evidence: Evidence; findings: Finding[]; part: LoadPart }) {
  const { evidence, findings, part } = props;
  const whole = async (): Promise<string> => {
    const { data } = await part("evidence", evidence.id);
    return data !== null && typeof data === "object" && "output" in data ? String(data.output) : "";
  };
  if (evidence.kind === "verification") return <VerificationView verification={evidence.data} />;
  if (evidence.kind === "review")
    return (
      <ReviewView
        review={evidence.data}
        findings={findings.filter(({ headSha }) => headSha === evidence.data.head)}
      />
    );
  if (evidence.kind === "refactoring") return <RefactoringView refactoring={evidence.data} />;
  if (evidence.kind === "added_tests") return <AddedTestsView added={evidence.data} />;
  if (evidence.kind === "documentation") return <DocumentationView documentation={evidence.data} />;
  if (evidence.kind === "past_fixes") return <PastFixesView past={evidence.data} />;
  if (evidence.kind === "issue") return <IssueFactsView issue={evidence.data} />;
  if (evidence.kind === "reproduction") return <ReproductionView reproduction={evidence.data} />;
  if (evidence.kind === "quality") return <QualityView quality={evidence.data} />;
  if (evidence.kind === "check_rounds") return <CheckRoundsView checks={evidence.data} />;
  if (evidence.kind === "root_cause") return <RootCauseView cause={evidence.data} />;
  if (evidence.kind === "test_report") {
    return (
      <TestReportView report={evidence.data} onShowAll={clipped(evidence.data.output) ? whole : undefined} />
    );
  }
  if (evidence.kind === "setup") {
    return <SetupView setup={evidence.data} onShowAll={clipped(evidence.data.output) ? whole : undefined} />;
  }
  return null;
}

/** The live view cuts texts at this length and says so inside. */
const clipped = (text: string): boolean => text.length >= clipLimit;

function SetupView({ setup, onShowAll }: { setup: SetupEvidence; onShowAll?: () => Promise<string> }) {
  if (setup.skipped) {
    const why = typeof setup.skipped === "string" ? setup.skipped : "The repository needs no installation.";
    return <p className="text-muted-foreground text-sm">Skipped: {revealHidden(why)}</p>;
  }
  return (
    <div className="grid gap-3">
      <p className="flex flex-wrap items-center gap-3 text-sm">
        <span className="font-mono text-xs [overflow-wrap:anywhere]">$ {revealHidden(setup.command)}</span>
        <Badge tone={setup.exitCode === 0 ? "success" : "danger"}>exit code {setup.exitCode ?? "none"}</Badge>
        <span className="text-muted-foreground text-xs">{durationText(setup.durationMs)}</span>
      </p>
      <OutputBlock
        text={setup.output}
        label="Set-up output"
        truncated={setup.truncated}
        onShowAll={onShowAll}
      />
    </div>
  );
}
