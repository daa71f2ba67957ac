import type { Check, PullRequest } from "#lib/domain/pull-requests/schema.ts";

type Tone = "neutral" | "info" | "success" | "warning" | "danger";

export const pullRequestStatusLabels: Record<
  PullRequest["status"],
  { label: string; tone: Tone; active?: boolean }
> = {
  open: { label: "Open", tone: "info" },
  merged: { label: "Merged", tone: "success" },
  closed: { label: "Closed", tone: "neutral" },
};

export const checkStatusLabels: Record<Check["status"], { label: string; tone: Tone; active?: boolean }> = {
  queued: { label: "Queued", tone: "neutral" },
  running: { label: "Running", tone: "info", active: true },
  passed: { label: "Passed", tone: "success" },
  failed: { label: "Failed", tone: "danger" },
  skipped: { label: "Skipped", tone: "neutral" },
};
