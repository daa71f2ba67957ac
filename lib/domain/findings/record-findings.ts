import { unwrap } from "#lib/db/call.ts";
import type { Context } from "#lib/domain/context.ts";
import type { NewFinding } from "#lib/domain/findings/schema.ts";
import { sha256 } from "#lib/ids.ts";

/** Keeps the findings of a run about a commit; repeating it changes nothing. */
export async function recordFindings(
  context: Context,
  input: { runId: string; headSha: string; findings: NewFinding[] },
): Promise<void> {
  const { runId, headSha, findings } = input;
  if (findings.length === 0) return;
  const rows = findings.map((finding) => ({
    ...finding,
    tenant_id: context.tenantId,
    run_id: runId,
    head_sha: headSha,
    excerpt: finding.excerpt.slice(0, 300),
    harm: finding.harm.slice(0, 2_000),
    key: sha256(JSON.stringify([headSha, finding.path, finding.line, finding.rule])),
  }));
  const unique = [...new Map(rows.map((row) => [row.key, row])).values()];
  unwrap(await context.db.from("findings").upsert(unique, { onConflict: "run_id,key" }));
}
