import { z } from "zod";

export const findingSources = ["rules", "compiler", "tests"] as const;

/** Something in a change that goes wrong for some input or situation. */
export const Finding = z.object({
  id: z.uuid(),
  runId: z.uuid(),
  headSha: z.string(),
  rule: z.string(),
  source: z.enum(findingSources),
  path: z.string(),
  line: z.number(),
  excerpt: z.string(),
  harm: z.string(),
  /** 0–1: how often findings of this rule are right, by judgement; no statistic. */
  confidence: z.number(),
});
export type Finding = z.infer<typeof Finding>;

/** A finding as a review makes it, before it is kept. */
export const NewFinding = Finding.omit({ id: true, runId: true, headSha: true });
export type NewFinding = z.infer<typeof NewFinding>;

/** The surest first; those of one file in the order of its lines. */
export function sortFindings<One extends Pick<NewFinding, "path" | "line" | "confidence">>(
  findings: One[],
): One[] {
  const best = new Map<string, number>();
  for (const { path, confidence } of findings) best.set(path, Math.max(best.get(path) ?? 0, confidence));
  return findings.toSorted(
    (a, b) =>
      (best.get(b.path) ?? 0) - (best.get(a.path) ?? 0) || a.path.localeCompare(b.path) || a.line - b.line,
  );
}
