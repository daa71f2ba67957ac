import { z } from "zod";
import { readAll, readOne } from "#lib/db/read.ts";
import type { Context } from "#lib/domain/context.ts";
import { Goal, GoalListItem } from "#lib/domain/goals/schema.ts";
import { runStateColumns } from "#lib/domain/runs/queries.ts";
import { RunState } from "#lib/domain/runs/schema.ts";

const columns: string = `id, number, title, createdAt:created_at, author:users!goals_created_by_fkey(name),
  repository:repositories!goals_repository_id_fkey(id, name), runs!runs_goal_id_fkey(${runStateColumns})`;

const Row = GoalListItem.omit({ createdBy: true, runCount: true, latestRun: true }).extend({
  author: z.object({ name: z.string() }).nullable(),
  runs: z.array(RunState),
});

function fromRow<T extends z.infer<typeof Row>>({ author, runs, ...goal }: T) {
  const latestRun = runs.toSorted((a, b) => b.number - a.number)[0] ?? null;
  return { ...goal, createdBy: author?.name ?? null, runCount: runs.length, latestRun };
}

export interface GoalFilter {
  /** Words of the title. */
  search?: string;
  repositoryId?: string;
  /** Only goals with a smaller number: the next page. */
  before?: number;
  limit?: number;
}

/** Goals of the tenant with their latest run, newest first; 50 unless told. */
export async function listGoals(context: Context, filter: GoalFilter = {}): Promise<GoalListItem[]> {
  let query = context.db.from("goals").select(columns).eq("tenant_id", context.tenantId);
  if (filter.repositoryId) query = query.eq("repository_id", filter.repositoryId);
  if (filter.before) query = query.lt("number", filter.before);
  for (const word of (filter.search ?? "").split(/\s+/).filter(Boolean).slice(0, 8)) {
    query = query.ilike("title", `%${word.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`);
  }
  const rows = await readAll(query.order("number", { ascending: false }).limit(filter.limit ?? 50), Row);
  return rows.map(fromRow);
}

/** One goal with its text; `not_found` when the tenant has none with this id. */
export async function getGoal(context: Context, goalId: string): Promise<Goal> {
  const query = context.db
    .from("goals")
    .select(`${columns}, body`)
    .eq("tenant_id", context.tenantId)
    .eq("id", goalId);
  return Goal.parse(fromRow(await readOne(query, Row.extend({ body: z.string() }))));
}
