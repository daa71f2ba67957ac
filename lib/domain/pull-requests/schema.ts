import { z } from "zod";
import { TestCounts } from "#lib/domain/evidence/schema.ts";

export const PullRequest = z.object({
  id: z.uuid(),
  number: z.number(),
  runId: z.uuid(),
  repositoryId: z.uuid(),
  title: z.string(),
  body: z.string(),
  branch: z.string(),
  baseBranch: z.string(),
  baseSha: z.string(),
  headSha: z.string(),
  status: z.enum(["open", "merged", "closed"]),
  checksStatus: z.enum(["queued", "running", "passed", "failed", "skipped"]),
  /** Kinds of files that policy looks at twice: tests, lock files, workflows. */
  flags: z.array(z.string()).catch([]),
  mergedSha: z.string().nullable(),
  mergedAt: z.string().nullable(),
  createdAt: z.string(),
});
export type PullRequest = z.infer<typeof PullRequest>;

export const PullRequestListItem = PullRequest.omit({ body: true }).extend({
  repository: z.object({ id: z.uuid(), name: z.string() }),
  runNumber: z.number(),
});
export type PullRequestListItem = z.infer<typeof PullRequestListItem>;

export const Check = z.object({
  id: z.uuid(),
  headSha: z.string(),
  name: z.string(),
  status: z.enum(["queued", "running", "passed", "failed", "skipped"]),
  summary: z.string().nullable(),
  output: z.string().nullable(),
  clipped: z.boolean(),
  counts: TestCounts.nullable().catch(null),
  startedAt: z.string().nullable(),
  finishedAt: z.string().nullable(),
});
export type Check = z.infer<typeof Check>;
