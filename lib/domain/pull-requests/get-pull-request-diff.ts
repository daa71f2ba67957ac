import type { Context } from "#lib/domain/context.ts";
import { listEvidence } from "#lib/domain/evidence/queries.ts";
import { latestEvidence } from "#lib/domain/evidence/schema.ts";
import type { PullRequest } from "#lib/domain/pull-requests/schema.ts";

/** Largest patch that a page carries, characters. */
const patchLimit = 2_000_000;

/** A patch and where it comes from: the forge knows best, the run's evidence is the second source. */
export interface PullRequestDiff {
  patch: string;
  source: "forge" | "evidence";
  truncated: boolean;
}

/** What the pull request changes, from the forge; from the evidence of its run when the forge can't say. */
export async function getPullRequestDiff(
  context: Context,
  pullRequest: Pick<PullRequest, "repositoryId" | "runId" | "baseSha" | "headSha">,
): Promise<PullRequestDiff> {
  const ref = { tenantId: context.tenantId, repositoryId: pullRequest.repositoryId };
  try {
    const patch = await context.ports.forge.diff(ref, pullRequest.baseSha, pullRequest.headSha);
    return { patch: patch.slice(0, patchLimit), source: "forge", truncated: patch.length > patchLimit };
  } catch (error) {
    context.log.warn({ err: error, runId: pullRequest.runId }, "the forge has no diff of a pull request");
    const kept = latestEvidence(await listEvidence(context, pullRequest.runId), "diff");
    return { patch: kept?.patch ?? "", source: "evidence", truncated: false };
  }
}
