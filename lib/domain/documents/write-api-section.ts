/** A function, method, class or constant that others can use, with what its comment says. */
export interface ApiEntry {
  name: string;
  /** As it is declared, without its body. */
  signature: string;
  /** Text of its doc comment; empty when there is none. */
  description: string;
}

const TAG = /^@(\w+)\s*(.*)$/;

/** The words of a doc comment as Markdown: parameters and result as a list. */
export function describeComment(comment: string): string {
  const lines = comment
    .replace(/^\/\*\*|\*\/$/g, "")
    .split("\n")
    .map((line) => line.replace(/^\s*\* ?/, "").trimEnd());
  const words: string[] = [];
  const tags: string[] = [];
  for (const line of lines) {
    const [, tag, rest = ""] = TAG.exec(line.trim()) ?? [];
    if (tag === "param" || tag === "arg") {
      const [, name, text] = /^(?:\{[^}]*\}\s*)?\[?([\w.$]+)[^\s\]]*\]?\s*-?\s*(.*)$/.exec(rest) ?? [];
      if (name && text) tags.push(`- \`${name}\`: ${text}`);
    } else if (tag === "returns" || tag === "return")
      tags.push(`- gives ${rest.replace(/^\{[^}]*\}\s*/, "")}`);
    else if (tag === "throws") tags.push(`- throws ${rest.replace(/^\{([^}]*)\}\s*/, "`$1` ")}`);
    else if (!tag && tags.length === 0) words.push(line);
  }
  return [words.join("\n").trim(), tags.join("\n")].filter(Boolean).join("\n\n");
}

const MARK = (file: string) => ({ start: `<!-- api: ${file} -->`, end: `<!-- end of api: ${file} -->` });

/** A section about the exports of a file, between marks by which it is found again. */
export function writeApiSection(file: string, entries: ApiEntry[], language: "ts" | "js" | "python"): string {
  const { start, end } = MARK(file);
  const parts = entries.map(({ name, signature, description }) =>
    [`### ${name}`, `\`\`\`${language}\n${signature}\n\`\`\``, description].filter(Boolean).join("\n\n"),
  );
  return [start, `## \`${file}\``, ...parts, end].join("\n\n");
}

/** The document with the section in place of the one that it has about the file, else at its end. */
export function placeApiSection(document: string, file: string, section: string): string {
  const { start, end } = MARK(file);
  const [from, to] = [document.indexOf(start), document.indexOf(end)];
  if (from >= 0 && to > from) return document.slice(0, from) + section + document.slice(to + end.length);
  return `${document.trimEnd()}${document.trim() === "" ? "# API\n\n" : "\n\n"}${section}\n`;
}
