import { z } from "zod";
import { readAll } from "#lib/db/read.ts";
import type { Context } from "#lib/domain/context.ts";

const Commits = z.object({ base: z.string().nullable(), head: z.string().nullable() });
export type Commits = z.infer<typeof Commits>;

/** The commits of a pull request, or of the change of a run, by its number; null when the repository has none. */
export async function findReviewed(
  context: Context,
  subject: { kind: "pull_request" | "run"; number: number; repositoryId: string },
): Promise<Commits | null> {
  const columns = "base:base_sha, head:head_sha";
  const query =
    subject.kind === "run"
      ? context.db.from("runs").select(columns)
      : context.db.from("pull_requests").select(columns);
  const rows = await readAll(
    query
      .eq("tenant_id", context.tenantId)
      .eq("repository_id", subject.repositoryId)
      .eq("number", subject.number),
    Commits,
  );
  return rows[0] ?? null;
}
