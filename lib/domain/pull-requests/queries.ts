import { z } from "zod";
import { readAll, readOne } from "#lib/db/read.ts";
import type { Context } from "#lib/domain/context.ts";
import { Check, PullRequest, type PullRequestListItem } from "#lib/domain/pull-requests/schema.ts";

export const pullRequestColumns: string = `id, number, runId:run_id, repositoryId:repository_id, title, body, branch,
  baseBranch:base_branch, baseSha:base_sha, headSha:head_sha, status, checksStatus:checks_status, flags,
  mergedSha:merged_sha, mergedAt:merged_at, createdAt:created_at`;

export const checkColumns: string =
  "id, headSha:head_sha, name, status, summary, output, counts, startedAt:started_at, finishedAt:finished_at";

const Row = PullRequest.extend({
  repository: z.object({ id: z.uuid(), name: z.string() }),
  run: z.object({ number: z.number() }),
});

function fromRow({ run, ...pullRequest }: z.infer<typeof Row>): PullRequestListItem & { body: string } {
  return { ...pullRequest, runNumber: run.number };
}

const columns = `${pullRequestColumns}, repository:repositories!pull_requests_repository_id_fkey(id, name), run:runs!pull_requests_run_id_fkey(number)`;

/** Pull requests of the tenant, newest first. */
export async function listPullRequests(
  context: Context,
  filter: { status?: PullRequest["status"]; limit?: number } = {},
): Promise<PullRequestListItem[]> {
  let query = context.db.from("pull_requests").select(columns).eq("tenant_id", context.tenantId);
  if (filter.status) query = query.eq("status", filter.status);
  const rows = await readAll(query.order("created_at", { ascending: false }).limit(filter.limit ?? 100), Row);
  return rows.map(fromRow);
}

/** One pull request; `not_found` when the tenant has none with this id. */
export async function getPullRequest(
  context: Context,
  pullRequestId: string,
): Promise<PullRequestListItem & { body: string }> {
  const query = context.db
    .from("pull_requests")
    .select(columns)
    .eq("tenant_id", context.tenantId)
    .eq("id", pullRequestId);
  return fromRow(await readOne(query, Row));
}

const CheckRow = Check.omit({ clipped: true });

/** Checks of a pull request's present head, with their whole output. */
export async function listChecks(
  context: Context,
  pullRequest: Pick<PullRequest, "id" | "headSha">,
): Promise<Check[]> {
  const rows = await readAll(
    context.db
      .from("checks")
      .select(checkColumns)
      .eq("tenant_id", context.tenantId)
      .eq("pull_request_id", pullRequest.id)
      .eq("head_sha", pullRequest.headSha)
      .order("name"),
    CheckRow,
  );
  return rows.map((row) => ({ ...row, clipped: false }));
}
