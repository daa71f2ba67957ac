import { z } from "zod";
import { readAll, readOne } from "#lib/db/read.ts";
import type { Context } from "#lib/domain/context.ts";
import { runListColumns } from "#lib/domain/runs/columns.ts";
import { RunEvent, RunListItem, type RunState } from "#lib/domain/runs/schema.ts";
import { AppError } from "#lib/errors.ts";

export { runStateColumns } from "#lib/domain/runs/columns.ts";

export interface RunFilter {
  status?: RunState["status"];
  outcome?: NonNullable<RunState["outcome"]>;
  /** Only runs that have not ended, or only those that have. */
  ended?: boolean;
  repositoryId?: string;
  goalId?: string;
  /** Only runs with a smaller number: the next page. */
  before?: number;
  limit?: number;
}

/** Runs of the tenant, newest first; 50 unless told. */
export async function listRuns(context: Context, filter: RunFilter = {}): Promise<RunListItem[]> {
  let query = context.db.from("runs").select(runListColumns).eq("tenant_id", context.tenantId);
  if (filter.status) query = query.eq("status", filter.status);
  if (filter.outcome) query = query.eq("outcome", filter.outcome);
  if (filter.ended === true) query = query.not("finished_at", "is", null);
  if (filter.ended === false) query = query.is("finished_at", null);
  if (filter.repositoryId) query = query.eq("repository_id", filter.repositoryId);
  if (filter.goalId) query = query.eq("goal_id", filter.goalId);
  if (filter.before) query = query.lt("number", filter.before);
  return readAll(query.order("number", { ascending: false }).limit(filter.limit ?? 50), RunListItem);
}

const Progress = z.object({ id: z.uuid(), finished_at: z.string().nullable() });

/** Whether the run has ended; `not_found` when the tenant has no such run. */
export async function hasRunEnded(context: Context, runId: string): Promise<boolean> {
  const [row] = await readAll(
    context.db.from("runs").select("id, finished_at").eq("tenant_id", context.tenantId).eq("id", runId),
    Progress,
  );
  if (!row) throw new AppError("not_found");
  return row.finished_at !== null;
}

const TenantOfRun = z.object({ tenant: z.object({ slug: z.string() }) });

/** Slug of the tenant of a run that the person may read; `not_found` for any other. */
export async function findTenantOfRun(context: Pick<Context, "db">, runId: string): Promise<string> {
  const query = context.db.from("runs").select("tenant:tenants!runs_tenant_id_fkey(slug)").eq("id", runId);
  return (await readOne(query, TenantOfRun)).tenant.slug;
}

/** Events of a run after a position of its log, oldest first. */
export async function listRunEvents(
  context: Context,
  runId: string,
  after: number,
  limit = 500,
): Promise<RunEvent[]> {
  return readAll(
    context.db
      .from("run_events")
      .select("id, subject, subjectId:subject_id, status, createdAt:created_at")
      .eq("tenant_id", context.tenantId)
      .eq("run_id", runId)
      .gt("id", after)
      .order("id")
      .limit(limit),
    RunEvent,
  );
}
