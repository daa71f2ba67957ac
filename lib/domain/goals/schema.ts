import { z } from "zod";
import { RunState } from "#lib/domain/runs/schema.ts";

/** Longest goal, in characters; the database holds the same limit. */
export const goalBodyLimit = 20_000;

/** Bounds of a goal's time limit, in seconds: below the first no repository is set up, the second is a day. */
export const goalSecondsLimits = { least: 10, most: 86_400 };

export const SubmitGoalInput = z.object({
  repositoryId: z.uuid("Choose a repository."),
  body: z
    .string()
    .trim()
    .min(1, "Write what should be done.")
    .max(goalBodyLimit, `A goal may have at most ${goalBodyLimit.toLocaleString("en")} characters.`)
    .refine((text) => !text.includes("\0"), "The goal contains a character that can't be stored (NUL)."),
  /** How long the agent may work, from the goal to the pull request; then the best verified result so far counts. */
  seconds: z
    .number()
    .int("Give a whole number of seconds.")
    .min(goalSecondsLimits.least, "Give at least 10 seconds.")
    .max(goalSecondsLimits.most, "Give at most 86,400 seconds, which is a day.")
    .optional(),
});
export type SubmitGoalInput = z.infer<typeof SubmitGoalInput>;

export const GoalListItem = z.object({
  id: z.uuid(),
  number: z.number(),
  title: z.string(),
  createdAt: z.string(),
  createdBy: z.string().nullable(),
  repository: z.object({ id: z.uuid(), name: z.string() }),
  runCount: z.number(),
  latestRun: RunState.nullable(),
});
export type GoalListItem = z.infer<typeof GoalListItem>;

export const Goal = GoalListItem.extend({ body: z.string() });
export type Goal = z.infer<typeof Goal>;

/**
 * The first line of a goal as its title: Markdown heading marks, control and direction characters
 * and repeated blanks removed, cut at a word near 120 characters.
 */
export function goalTitleFrom(body: string): string {
  const plain = (line: string) =>
    line
      .replace(/[\p{Cc}\p{Cf}]/gu, " ")
      .replace(/^[\s#>*-]+/, "")
      .replace(/\s+/g, " ")
      .trim();
  const first = body.split(/\r?\n/).map(plain).find(Boolean) ?? "";
  if (first === "") return "Goal without words";
  if (first.length <= 120) return first;
  const cut = first.slice(0, 119);
  const word = cut.lastIndexOf(" ");
  return `${(word > 60 ? cut.slice(0, word) : cut).replace(/[\uD800-\uDBFF]$/, "").trimEnd()}…`;
}
