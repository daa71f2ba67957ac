import { z } from "zod";
import { readAll } from "#lib/db/read.ts";
import { AuditFilter, AuditLine } from "#lib/domain/audit/schema.ts";
import type { Context } from "#lib/domain/context.ts";

/** The log of a tenant, or with `tenantId` null that of the platform itself, which only an Owner can read. */
export type AuditContext = Pick<Context, "db"> & { tenantId: string | null };

const columns =
  "id, sequence, actorKind:actor_kind, actorId:actor_id, action, targetKind:target_kind, targetId:target_id, data, before, after, ip, userAgent:user_agent, requestId:request_id, createdAt:created_at, hash";

const Person = z.object({ id: z.uuid(), name: z.string(), email: z.string() });

const dayAfter = (day: string): string => new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10);

function select(context: AuditContext, filter: AuditFilter) {
  const all = context.db.from("audit_log").select(columns);
  let query = context.tenantId === null ? all.is("tenant_id", null) : all.eq("tenant_id", context.tenantId);
  if (filter.action?.endsWith(".")) query = query.like("action", `${filter.action.replaceAll("_", "\\_")}%`);
  else if (filter.action) query = query.eq("action", filter.action);
  if (filter.actor) query = query.eq("actor_id", filter.actor);
  if (filter.from) query = query.gte("created_at", filter.from);
  if (filter.to) query = query.lt("created_at", dayAfter(filter.to));
  if (filter.before) query = query.lt("sequence", filter.before);
  return query.order("sequence", { ascending: false });
}

async function withActors(context: AuditContext, lines: z.infer<typeof AuditLine>[]): Promise<AuditLine[]> {
  const ids = [...new Set(lines.flatMap(({ actorId }) => (actorId ? [actorId] : [])))];
  const people = ids.length
    ? await readAll(context.db.from("users").select("id, name, email").in("id", ids), Person)
    : [];
  const byId = new Map(people.map(({ id, name, email }) => [id, { name, email }]));
  return lines.map((line) => ({ ...line, actor: (line.actorId && byId.get(line.actorId)) || null }));
}

/** One page of the audit log, newest first. */
export async function listAuditLines(
  context: AuditContext,
  filter: AuditFilter,
  limit = 50,
): Promise<AuditLine[]> {
  return withActors(context, await readAll(select(context, filter).limit(limit), AuditLine));
}

/** Every line that the filter lets through, newest first, read page by page. */
export async function* readAuditLines(context: AuditContext, filter: AuditFilter): AsyncGenerator<AuditLine> {
  const pageSize = 500;
  let before = filter.before;
  for (;;) {
    const lines = await listAuditLines(context, { ...filter, before }, pageSize);
    yield* lines;
    if (lines.length < pageSize) return;
    before = lines.at(-1)?.sequence;
  }
}

/** The filter that an address asks for. */
export const readAuditFilter = (parameters: Record<string, unknown>): AuditFilter =>
  AuditFilter.parse(Object.fromEntries(Object.entries(parameters).filter(([, value]) => value !== "")));
