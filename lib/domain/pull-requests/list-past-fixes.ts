import { z } from "zod";
import { readAll } from "#lib/db/read.ts";
import type { Context } from "#lib/domain/context.ts";
import { findTestFiles } from "#lib/domain/repositories/detect-tests.ts";
import { type PastChange, readPastChanges } from "./read-past-changes.ts";

/** So many of the newest merged fixes are looked at, and so much of them is taken. */
const MAX_FIXES = 30;
const MAX_PIECES = 60;
const MAX_CHARACTERS = 3_000;
/** A fix that changes more was no small one: nothing of it is a template. */
const MAX_PIECES_PER_FIX = 6;

const Row = z.object({
  number: z.number(),
  title: z.string(),
  repository: z.object({ name: z.string() }),
  run: z.object({
    verdict: z.string().nullable(),
    plan: z.object({ taskType: z.string() }).nullable(),
    evidence: z.array(
      z.object({ kind: z.string(), data: z.object({ patch: z.string().catch("") }).catch({ patch: "" }) }),
    ),
  }),
});

/** What is no fix teaches the search nothing. */
const OTHER_WORK = new Set(["refactor", "tests", "docs", "code_review"]);

export interface PastFix {
  number: number;
  title: string;
  repository: string;
  changes: PastChange[];
}

/**
 * Merged, verified fixes of the tenant, the newest first, without their tests: bounded in number and size. The tenant
 * is named in the query and held by row-level security: another tenant's fixes are never read.
 */
export async function listPastFixes(context: Context): Promise<PastFix[]> {
  const columns = `number, title, repository:repositories!pull_requests_repository_id_fkey(name),
    run:runs!pull_requests_run_id_fkey(verdict, plan:plans!runs_plan_id_fkey(taskType:task_type),
      evidence!evidence_run_id_fkey(kind, data))`;
  const rows = await readAll(
    context.db
      .from("pull_requests")
      .select(columns)
      .eq("tenant_id", context.tenantId)
      .eq("status", "merged")
      .eq("run.evidence.kind", "diff")
      .order("merged_at", { ascending: false })
      .limit(MAX_FIXES),
    Row,
  );
  let room = MAX_PIECES;
  return rows.flatMap(({ number, title, repository, run }): PastFix[] => {
    if (run.verdict !== "verified" || OTHER_WORK.has(run.plan?.taskType ?? "")) return [];
    const all = run.evidence
      .filter(({ kind }) => kind === "diff")
      .flatMap(({ data }) => readPastChanges(data.patch));
    const tests = new Set(findTestFiles(all.map(({ path }) => ({ path, size: 0 }))));
    const own = all.filter(({ path }) => !tests.has(path));
    const small = own.filter(({ before, after }) => before.length + after.length <= MAX_CHARACTERS);
    if (own.length > MAX_PIECES_PER_FIX || small.length === 0 || room === 0) return [];
    const changes = small.slice(0, room);
    room -= changes.length;
    return [{ number, title, repository: repository.name, changes }];
  });
}
