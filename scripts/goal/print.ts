import type { RunSnapshot } from "#lib/domain/runs/snapshot-schema.ts";

const marks: Record<string, string> = {
  running: "…",
  waiting: "…",
  succeeded: "✓",
  failed: "✗",
  skipped: "-",
  stopped: "■",
};

function once(printed: Set<string>, key: string, line: string): void {
  if (printed.has(key)) return;
  printed.add(key);
  console.log(line);
}

/** Prints what happened since the last call: steps as they start and end, tool calls as they end. */
export function printProgress(snapshot: RunSnapshot, printed: Set<string>): void {
  for (const step of snapshot.steps) {
    if (step.status === "pending" || step.status === "skipped") continue;
    const summary = step.summary ? `  ${step.summary}` : "";
    once(printed, `${step.key}:${step.status}`, `${marks[step.status] ?? " "} ${step.title}${summary}`);
  }
  for (const call of snapshot.toolCalls) {
    if (call.status === "running") continue;
    once(
      printed,
      call.id,
      `    ${call.tool} ${call.status === "succeeded" ? "" : `(${call.error ?? call.status})`}`.trimEnd(),
    );
  }
}

/** Prints the ending: diff, verdict with reasons, branch. */
export function printResult(snapshot: RunSnapshot, patch: string): void {
  const { run, pullRequest } = snapshot;
  if (patch) console.log(`\n${patch}`);
  const verification = snapshot.evidence.find((evidence) => evidence.kind === "verification");
  const reasons = verification?.kind === "verification" ? verification.data.reasons : [];
  console.log(`\nVerdict: ${(run.verdict ?? "unverified").replaceAll("_", " ")}`);
  for (const reason of reasons) console.log(`  ${reason}`);
  if (run.reason) console.log(`  ${run.reason}`);
  if (run.branch)
    console.log(
      `Branch:  ${run.branch}${pullRequest ? ` (pull request #${pullRequest.number}, waiting for approval)` : ""}`,
    );
  console.log(`Run:     #${run.number}, done by: ${run.engine ?? "nobody"}`);
}
