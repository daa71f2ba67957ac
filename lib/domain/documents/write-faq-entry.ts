export interface FaqEntry {
  question: string;
  /** Paragraphs and code blocks as they were given. */
  answer: string;
}

/** Text from outside as text: no heading, no HTML, no comment. Code blocks stay as they are. */
export function asPlainText(text: string): string {
  return text
    .split(/^((?:```|~~~)[^\n]*\n[\s\S]*?^(?:```|~~~)[ \t]*)$/m)
    .map((part, at) =>
      at % 2 === 1
        ? part
        : part
            .replace(/&(?=\w+;)/g, "&amp;")
            .replace(/</g, "&lt;")
            .replace(/^(\s*)#/gm, "$1\\#"),
    )
    .join("");
}

/** The document with the entry at the end of its questions, in the form of those that it has. */
export function addFaqEntry(document: string, { question, answer }: FaqEntry): string {
  const title = asPlainText(question).replace(/\s+/g, " ").trim();
  const lines = document.trimEnd().split("\n");
  const faq = lines.findIndex((line) => /^#{1,6}\s+.*(\bFAQ\b|frequently asked|questions)/i.test(line));
  const level = faq >= 0 ? (/^#+/.exec(lines[faq] ?? "")?.[0].length ?? 1) : 1;
  const rest = lines.slice(faq + 1);
  const next = rest.findIndex((line) => /^#+\s/.test(line) && (/^#+/.exec(line)?.[0].length ?? 9) <= level);
  const at = faq < 0 || next < 0 ? lines.length : faq + 1 + next;
  const own = rest.find((line) => /^#+\s/.test(line) && (/^#+/.exec(line)?.[0].length ?? 0) > level);
  const mark = own ? (/^#+/.exec(own)?.[0] ?? "##") : "#".repeat(level + 1);
  const entry = [`${mark} ${title}`, "", asPlainText(answer).trim(), ""];
  const head =
    faq < 0
      ? document.trim() === ""
        ? ["# FAQ", ""]
        : [...lines, "", "## FAQ", ""]
      : [...lines.slice(0, at)];
  const joined = head.at(-1) === "" ? head : [...head, ""];
  const marked = faq < 0 && document.trim() !== "" ? [`### ${title}`, ...entry.slice(1)] : entry;
  return `${[...joined, ...marked, ...(faq < 0 ? [] : lines.slice(at))].join("\n").trimEnd()}\n`;
}
