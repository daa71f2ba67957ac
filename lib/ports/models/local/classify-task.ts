export type TaskType = "bug_fix" | "code_review" | "refactor" | "tests" | "docs" | "other";

export interface TaskClass {
  type: TaskType;
  /** Name of the task type as the plan shows it. */
  label: string;
  /** 0–1. */
  confidence: number;
  rationale: string;
}

const signs: { label: string; type: TaskType; pattern: RegExp }[] = [
  {
    label: "bug_fix",
    type: "bug_fix",
    pattern:
      /\b(bugs?|fix|broken|wrong(ly)?|incorrect(ly)?|fail(s|ed|ing|ure)?|crash(es|ed)?|errors?|exception|throws?|still|instead of|should (not|be|have)|shouldn't|doesn't|does not|isn't|is not|never|missing|regression|undefined|NaN|off by one)\b/gi,
  },
  {
    label: "refactor",
    type: "refactor",
    pattern: /\b(refactor|rename|extract|clean ?up|simplify|dead code)\b/gi,
  },
  {
    label: "test_work",
    type: "other",
    pattern: /\b(write|add|more|missing) (unit |integration )?tests?\b|\bcoverage\b/gi,
  },
  { label: "documentation", type: "other", pattern: /\b(document(ation)?|docs?|readme|faq|comments?)\b/gi },
  {
    label: "dependency_upgrade",
    type: "other",
    pattern: /\b(upgrade|bump|update) (to|the|all)?\s*(dependenc|package|version|[\w@/-]+ to v?\d)/gi,
  },
  {
    label: "performance",
    type: "other",
    pattern: /\b(slow|faster|performance|latency|optimi[sz]e|memory leak)\b/gi,
  },
  {
    label: "feature",
    type: "other",
    pattern: /\b(add|implement|support|introduce|create|new feature|allow (users|customers|people))\b/gi,
  },
];

/** What a goal for tests begins with; "missing tests" may also be said of a bug. */
const FOR_TESTS =
  /^(?:please |can you |could you )?(?:(?:write|add|create|generate|produce)\b[^\n]{0,60}\btests?\b(?! (?:page|button|run|account|data|mode|environment)\b)|(?:raise|increase|improve|extend|complete)\b[^\n]{0,60}\bcoverage\b|cover\b[^\n]{0,80}\b(?:with|by) (?:unit |more )?tests?\b|test coverage\b)/i;

/** What a goal for documents begins with. */
const FOR_DOCS =
  /^(?:please |can you |could you )?(?:document\b(?! (?:list|page|store|upload|viewer|is|are)\b)|(?:update|fix|correct|check|repair|mend|refresh|write|extend)\b[^\n]{0,40}\b(?:docs?|documentation|readme|faq|markdown)\b(?! (?:page|button|route|endpoint)\b)|add\b[^\n]{0,30}\b(?:faq|docs?|documentation)\b(?! (?:page|button|route|endpoint)\b)|(?:the )?(?:docs|documentation|readme)\b[^\n]{0,40}\b(?:mentions?|links?|lacks?|misses)\b|docs:)/i;

/** Orders that say by themselves what is to be done, at the beginning of the goal. */
const orders: { type: "code_review" | "refactor" | "tests" | "docs"; pattern: RegExp }[] = [
  {
    type: "code_review",
    pattern:
      /^(?:please |can you |could you )?(?:do a |make a )?(?:code[- ])?review(?!s|ed|er|ing)\b(?! (?:page|form|list|button|screen|step|count)\b)/i,
  },
  {
    type: "tests",
    pattern: FOR_TESTS,
  },
  { type: "docs", pattern: FOR_DOCS },
  {
    type: "refactor",
    pattern:
      /^(?:please |can you |could you )?(?:refactor(?:ing)?\b[: ]*)?(?:rename\b|extract\b|(?:remove|delete|drop|clean up|find)\b.{0,30}\b(?:dead|unused|unreferenced)\b)/i,
  },
];

function orderOf(goal: string): TaskClass | null {
  const first = goal.trim().replace(/^[\s#>*-]+/, "");
  for (const { type, pattern } of orders) {
    const said = pattern.exec(first)?.[0];
    if (said)
      return {
        type,
        label: type,
        confidence: 0.9,
        rationale: `The goal begins with "${said.trim().slice(0, 60)}".`,
      };
  }
  return null;
}

/**
 * The type of a goal from signal words. Plain rules, so the confidence is modest; the run proves or
 * disproves it by looking for a failing test.
 */
export function classifyTask(goal: string): TaskClass {
  const order = orderOf(goal);
  if (order) return order;
  const scored = signs
    .map((sign) => ({
      ...sign,
      hits: [...goal.matchAll(sign.pattern)].map((match) => match[0].toLowerCase()),
    }))
    .filter((sign) => sign.hits.length > 0)
    .sort((a, b) => b.hits.length - a.hits.length);
  const best = scored[0];
  if (!best)
    return {
      type: "bug_fix",
      label: "bug_fix",
      confidence: 0.4,
      rationale: "No signal word; a failing test will tell.",
    };
  const rest = scored.slice(1).reduce((sum, sign) => sum + sign.hits.length, 0);
  return {
    type: best.type,
    label: best.label,
    confidence: Math.min(0.9, 0.5 + (0.4 * best.hits.length) / (best.hits.length + rest)),
    rationale: `The goal says ${[...new Set(best.hits)]
      .slice(0, 3)
      .map((hit) => `"${hit}"`)
      .join(", ")}.`,
  };
}
