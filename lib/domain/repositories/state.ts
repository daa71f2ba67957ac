import { whyNotPermitted } from "#lib/domain/permissions/hold-permission.ts";
import type { Repository } from "#lib/domain/repositories/schema.ts";
import type { TenantRole } from "#lib/domain/users/schema.ts";

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

/** Those that a goal may be set for now or soon; one whose import failed is told about on its own page. */
export const offeredForGoals = <One extends Pick<Repository, "status">>(repositories: One[]): One[] =>
  repositories.filter((one) => one.status !== "failed");

/** Null when the person may remove the repository, else the reason to show at the disabled button. */
export function whyNoRemoval(repository: Pick<Repository, "status">, role: TenantRole): string | null {
  return whyNotPermitted(role, repository.status === "failed" ? "repository.discard" : "repository.remove");
}

/** Where a repository comes from, in words. */
export function sourceLabel(repository: Pick<Repository, "sourceKind" | "sourceLocation">): string {
  return repository.sourceKind === "sample" ? "Sample repository" : repository.sourceLocation;
}
