import type { AuditLine } from "#lib/domain/audit/schema.ts";

/** Who did it, for people. */
export function actorText({ actorKind, actor, actorId }: AuditLine): string {
  if (actor) return actor.name;
  if (actorId) return `A person who left (${actorId.slice(0, 8)})`;
  return actorKind === "job" ? "An agent's job" : "The platform";
}

/** `pull_request.update_title` as "Pull request: update title". */
export function actionText(action: string): string {
  const [subject = "", verb = ""] = action.replaceAll("_", " ").split(".");
  return `${subject.charAt(0).toUpperCase()}${subject.slice(1)}: ${verb}`;
}

export interface AuditChange {
  field: string;
  before: string;
  after: string;
}

const valueText = (value: unknown): string =>
  value === undefined || value === null ? "–" : typeof value === "string" ? value : JSON.stringify(value);

/** The fields that the action changed, with their values before and after. */
export function changesOf({ before, after }: AuditLine): AuditChange[] {
  const fields = new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})]);
  return [...fields]
    .map((field) => ({ field, before: valueText(before?.[field]), after: valueText(after?.[field]) }))
    .filter((change) => change.before !== change.after);
}
