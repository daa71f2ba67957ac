/** What a goal asks to be reviewed. */
export type ReviewSubject =
  | { kind: "pull_request"; number: number }
  | { kind: "run"; number: number }
  | { kind: "range"; base: string; head: string }
  /** A branch, tag or commit; `base` only when the goal names it. */
  | { kind: "revision"; head: string; base: string | null };

const NAME = String.raw`[\`"']?([\w][\w./-]*[\w]|\w)[\`"']?`;
const PULL_REQUEST = /\b(?:pull request|merge request|PR)\s*(?:#|no\.?\s*)?(\d+)\b/i;
const RUN = /\brun\s*#?(\d+)\b/i;
const RANGE = new RegExp(`${NAME}\\.{2,3}${NAME}`);
const FROM_TO = new RegExp(
  `\\b(?:changes|diff|commits)\\s+(?:from|between)\\s+${NAME}\\s+(?:to|and)\\s+${NAME}`,
  "i",
);
const NAMED = new RegExp(`\\b(?:branch|commit|tag)\\s+(?!against\\b|with\\b)${NAME}`, "i");
const SUFFIXED = new RegExp(`\\bthe\\s+${NAME}\\s+branch\\b`, "i");
const BARE = new RegExp(`^(?:please\\s+)?(?:code[- ])?review(?:\\s+of)?\\s+${NAME}(?=[\\s.,:]|$)`, "i");
const BASE = new RegExp(
  `\\b(?:against|versus|vs\\.?|compared (?:with|to)|on top of|into)\\s+(?:the\\s+)?(?:branch\\s+)?${NAME}`,
  "i",
);
const WORDS = /^(the|this|my|our|all|code|changes|branch|pull|commit|diff|it|a|an|of|for)$/i;

/** Reads which change a goal asks to be reviewed; null when it names none. The text is data from outside. */
export function readReviewGoal(text: string): ReviewSubject | null {
  const pull = PULL_REQUEST.exec(text);
  if (pull?.[1]) return { kind: "pull_request", number: Number(pull[1]) };
  const range = RANGE.exec(text) ?? FROM_TO.exec(text);
  if (range?.[1] && range[2]) return { kind: "range", base: range[1], head: range[2] };
  const base = BASE.exec(text)?.[1] ?? null;
  const named = NAMED.exec(text)?.[1] ?? SUFFIXED.exec(text)?.[1];
  if (named) return { kind: "revision", head: named, base };
  const run = RUN.exec(text);
  if (run?.[1]) return { kind: "run", number: Number(run[1]) };
  const bare = BARE.exec(text.trim())?.[1];
  return bare && !WORDS.test(bare) ? { kind: "revision", head: bare, base } : null;
}
