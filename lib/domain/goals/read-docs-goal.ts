/** What a goal asks of the documents. `document`: the Markdown file that it names. */
export type DocsOrder =
  | { kind: "name"; name: string; now: string | null; document: string | null }
  | { kind: "api"; file: string; document: string | null }
  | { kind: "option"; option: string; document: string | null }
  | { kind: "faq"; question: string; answer: string; document: string | null }
  | { kind: "check"; document: string | null };

const MARKDOWN = /(?<![\w/])((?:[\w@.-]+\/)*[\w@.-]+\.mdx?)\b/i;
const SOURCE = /(?<![\w/])((?:[\w@.-]+\/)*[\w@-][\w.@-]*\.(?:[cm]?[jt]sx?|py))\b(?!\/)/;
const NAME = "[`\"'“]?([A-Za-z_$][\\w$]*(?:\\.[A-Za-z_$][\\w$]*)?)(?:\\(\\))?[`\"'”]?";
const OLD = new RegExp(
  `\\b(?:old|former|stale|outdated|previous|wrong) (?:function |method |class )?name\\s+${NAME}`,
  "i",
);
const RENAMED = new RegExp(`\\b${NAME}\\s+(?:was renamed(?: to)?|is (?:now )?called|is now)\\s+${NAME}`, "i");
const NOW = new RegExp(
  `\\b(?:it is|it's|now|is called|renamed to|should be)\\s+(?:now\\s+)?(?:called\\s+)?${NAME}`,
  "i",
);
const FAQ = /\bFAQ\b|\bfrequently asked\b/i;
const ABOUT =
  /\b(?:about|on|for|saying|that (?:explains|says|answers))\s+["“]?([^"”\n]+?)["”]?\s*(?:\bfrom\b.*)?[.:]?\s*$/i;

/** The first sentence asks, what follows the first line answers: "Q: … A: …", or title and body. */
function readFaq(text: string): { question: string; answer: string } {
  const asked = /^\s*(?:Q|Question):\s*(.+?)\s*$/im.exec(text)?.[1];
  const answered = /^\s*(?:A|Answer):\s*([\s\S]+)$/im.exec(text)?.[1];
  const [title = "", ...rest] = text.split("\n");
  const about = ABOUT.exec(title.trim())?.[1]?.trim() ?? "";
  const body = rest.join("\n").trim();
  return { question: asked ?? about, answer: (answered ?? (asked ? "" : body)).trim() };
}

/** Reads what is to be done in the documents; null when the goal does not speak of them. The text is from outside. */
export function readDocsGoal(text: string): DocsOrder | null {
  const document = MARKDOWN.exec(text)?.[1] ?? (/\breadme\b/i.test(text) ? "README.md" : null);
  if (FAQ.test(text.split("\n")[0] ?? "")) return { kind: "faq", ...readFaq(text), document };
  const renamed = RENAMED.exec(text);
  const old = OLD.exec(text)?.[1];
  if (old || renamed?.[1]) {
    const after = old ? text.slice(text.indexOf(old) + old.length) : "";
    const now = old ? (NOW.exec(after)?.[1] ?? null) : (renamed?.[2] ?? null);
    return {
      kind: "name",
      name: old ?? renamed?.[1] ?? "",
      now: now && !/^(the|a|an|in|of)$/i.test(now) ? now : null,
      document,
    };
  }
  const option = /(?<![\w-])(--[a-z][\w-]*)/.exec(text)?.[1];
  if (option) return { kind: "option", option, document };
  const file = SOURCE.exec(document ? text.replace(document, " ") : text)?.[1];
  if (file && /\bdocument|\bAPI\b|\bdescribe|\bdocs?\b/i.test(text)) return { kind: "api", file, document };
  return document || /\b(docs?|documentation|documents|markdown|links?)\b/i.test(text)
    ? { kind: "check", document }
    : null;
}
