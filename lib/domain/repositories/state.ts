import type { Repository } from "#lib/domain/repositories/schema.ts";

export const repositoryStatusLabels: Record<
  Repository["status"],
  { label: string; tone: "info" | "success" | "danger"; active?: boolean }
> = {
  importing: { label: "Importing", tone: "info", active: true },
  ready: { label: "Ready", tone: "success" },
  failed: { label: "Import failed", tone: "danger" },
};

/** Null when a goal can be submitted against the repository, else the reason. */
export function whyNoGoal(repository: Pick<Repository, "status">): string | null {
  if (repository.status === "importing") return "The repository is still being imported.";
  if (repository.status === "failed") return "The import failed: mend its cause and try again first.";
  return null;
}

/** Where a repository comes from, in words. */
export function sourceLabel(repository: Pick<Repository, "sourceKind" | "sourceLocation">): string {
  return repository.sourceKind === "sample" ? "Sample repository" : repository.sourceLocation;
}
