const DAY_MS = 24 * 60 * 60 * 1_000;
/** So long after its date a credential is still used. */
export const GRACE_DAYS = 7;
/** So long before its date reminders begin. */
export const REMINDER_DAYS = 14;

export type Rotation = "fresh" | "due_soon" | "overdue" | "unused";

/** Where a credential stands in its rotation. */
export function rotationOf(dueAt: string, now: Date): Rotation {
  const left = Date.parse(dueAt) - now.getTime();
  if (left <= -GRACE_DAYS * DAY_MS) return "unused";
  if (left <= 0) return "overdue";
  return left <= REMINDER_DAYS * DAY_MS ? "due_soon" : "fresh";
}
