import { readAll } from "#lib/db/read.ts";
import type { Context } from "#lib/domain/context.ts";
import { Finding, sortFindings } from "#lib/domain/findings/schema.ts";
import type { PullRequest } from "#lib/domain/pull-requests/schema.ts";

export const findingColumns: string =
  "id, runId:run_id, headSha:head_sha, rule, source, path, line, excerpt, harm, confidence";

/** What reviews found in the present head of a pull request; each place and rule once. */
export async function listFindingsOf(
  context: Context,
  pullRequest: Pick<PullRequest, "headSha">,
): Promise<Finding[]> {
  const rows = await readAll(
    context.db
      .from("findings")
      .select(findingColumns)
      .eq("tenant_id", context.tenantId)
      .eq("head_sha", pullRequest.headSha)
      .order("created_at"),
    Finding,
  );
  const kept = new Map(rows.map((row) => [`${row.path}\0${row.line}\0${row.rule}`, row]));
  return sortFindings([...kept.values()]);
}
