/** What a goal asks tests for. */
export interface TestsOrder {
  /** A file or, with a slash at its end, a folder; null: the whole repository. */
  path: string | null;
  /** A function, method (`Cart.add`) or class; null: all that others can call. */
  symbol: string | null;
}

const QUOTE = "[`\"'“”]?";
const PATH = String.raw`${QUOTE}((?:[\w@.-]+\/)*[\w@-][\w.@-]*\.(?:[cm]?[jt]sx?|pyi?))(?![\w/])${QUOTE}`;
const FOLDER = String.raw`${QUOTE}((?:[\w@.-]+\/)+[\w@-]*)${QUOTE}`;
const SYMBOL = "([A-Za-z_$][\\w$]*(?:\\.[A-Za-z_$][\\w$]*)?)";

const TESTS =
  /\b(?:unit |integration |characteri[sz]ation |more |missing |some |new |regression )*tests?\b|\bcoverage\b|\buncovered\b/i;
const IN_FILE = new RegExp(PATH, "u");
const IN_FOLDER = new RegExp(
  String.raw`\b(?:in|of|for|from|below|under|everything in)\s+(?:the\s+)?(?:folder\s+)?${FOLDER}`,
  "iu",
);
const NAMED = new RegExp(
  `\\b(?:functions?|methods?|class)\\s+${QUOTE}${SYMBOL}(?:\\(\\))?${QUOTE}|[\`]${SYMBOL}(?:\\(\\))?[\`]|\\b${SYMBOL}\\(\\)`,
  "u",
);
const WORDS = /^(in|of|for|from|the|and|that|which|with|without|to|are|is)$/i;

/** Reads for what a goal asks tests; null when it asks for none. The text is data from outside. */
export function readTestsGoal(text: string): TestsOrder | null {
  if (!TESTS.test(text)) return null;
  const file = IN_FILE.exec(text)?.[1];
  const folder = IN_FOLDER.exec(text)?.[1];
  const named = NAMED.exec(file ? text.replaceAll(file, " ") : text);
  const symbol = named?.[1] ?? named?.[2] ?? named?.[3] ?? null;
  const path = file ?? (folder ? `${folder.replace(/\/+$/, "")}/` : null);
  return { path: path?.replace(/^\.\//, "") ?? null, symbol: symbol && !WORDS.test(symbol) ? symbol : null };
}
