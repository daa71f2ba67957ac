/** A piece of a line: plain text, or text with one mark. Links are kept only for http(s). */
export type Inline =
  | { kind: "text" | "code" | "strong" | "emphasis"; text: string }
  | { kind: "link"; text: string; href: string };

export type Block =
  | { kind: "heading"; level: 1 | 2 | 3 | 4; content: Inline[] }
  | { kind: "paragraph"; content: Inline[] }
  | { kind: "list"; ordered: boolean; items: Inline[][] }
  | { kind: "quote"; content: Inline[] }
  | { kind: "code"; text: string; language: string }
  | { kind: "table"; head: Inline[][]; rows: Inline[][][] }
  | { kind: "rule" };

const limit = 100_000;

/**
 * Reads the part of Markdown that pull requests use. It makes no HTML: whatever is not known stays text,
 * so nothing in a body can become markup. Bodies are cut at 100,000 characters.
 */
export function parseMarkdown(source: string): Block[] {
  const lines = source.slice(0, limit).replace(/\r\n?/g, "\n").split("\n");
  const blocks: Block[] = [];
  while (lines.length > 0) {
    const line = lines[0] ?? "";
    if (line.trim() === "") lines.shift();
    else blocks.push(readBlock(line, lines));
  }
  return blocks;
}

function readBlock(line: string, lines: string[]): Block {
  const fence = /^\s*(```+|~~~+)\s*([\w+-]*)\s*$/.exec(line);
  if (fence) return readCode(lines, fence[1] ?? "```", fence[2] ?? "");
  const heading = /^(#{1,6})\s(.*)$/.exec(line);
  if (heading) {
    lines.shift();
    const level = Math.min(4, heading[1]?.length ?? 1) as 1 | 2 | 3 | 4;
    return { kind: "heading", level, content: parseInline((heading[2] ?? "").trim()) };
  }
  if (line.length < longestRule && /^\s*([-*_])(\s*\1){2,}\s*$/.test(line)) {
    lines.shift();
    return { kind: "rule" };
  }
  if (line.includes("|") && isTableRule(lines[1] ?? "")) return readTable(lines);
  if (isItem(line)) return readList(lines, /^\s*\d/.test(line));
  if (line.startsWith(">")) {
    const quoted = takeWhile(lines, (one) => one.startsWith(">")).map((one) => one.replace(/^>\s?/, ""));
    return { kind: "quote", content: parseInline(quoted.join(" ")) };
  }
  const text = [lines.shift() ?? "", ...takeWhile(lines, (one) => one.trim() !== "" && !startsBlock(one))];
  return { kind: "paragraph", content: parseInline(text.join(" ")) };
}

/** Longer lines are text: no rule and no table of a pull request is that wide. */
const longestRule = 1000;
const isTableRule = (line: string): boolean =>
  line.length < longestRule && /^[\s|:-]*$/.test(line) && line.includes("-") && line.includes("|");
const isItem = (line: string): boolean => /^\s*(?:[-*+]|\d{1,9}[.)])\s+/.test(line);
const startsBlock = (line: string): boolean =>
  isItem(line) || /^(?:#{1,6}\s|>|\s*```|\s*~~~)/.test(line) || /^\s*\|.*\|\s*$/.test(line);

function takeWhile(lines: string[], keep: (line: string) => boolean): string[] {
  const end = lines.findIndex((line) => !keep(line));
  return lines.splice(0, end === -1 ? lines.length : end);
}

function readCode(lines: string[], fence: string, language: string): Block {
  lines.shift();
  const text = takeWhile(lines, (line) => !line.trim().startsWith(fence));
  lines.shift();
  return { kind: "code", text: text.join("\n"), language };
}

function readList(lines: string[], ordered: boolean): Block {
  const items: string[] = [];
  for (const line of takeWhile(lines, (one) => isItem(one) || /^\s{2,}\S/.test(one))) {
    if (isItem(line)) items.push(line.replace(/^\s*(?:[-*+]|\d{1,9}[.)])\s+/, ""));
    else items.push(`${items.pop() ?? ""} ${line.trim()}`);
  }
  return { kind: "list", ordered, items: items.map(parseInline) };
}

function readTable(lines: string[]): Block {
  const rows = takeWhile(lines, (line) => line.includes("|")).map((line) =>
    line
      .trim()
      .replace(/^\||\|$/g, "")
      .split("|")
      .map((cell) => parseInline(cell.trim())),
  );
  return { kind: "table", head: rows[0] ?? [], rows: rows.slice(2) };
}

/** Marked spans are bounded, so that a text made of opening marks is read in linear time. */
const marks =
  /`([^`]{1,1000})`|\*\*([^*]{1,1000})\*\*|\[([^[\]]{0,500})\]\((https?:\/\/[^\s)]{1,2000})\)|\*([^*\s][^*]{0,999})\*|_([^_\s][^_]{0,999})_(?!\w)/g;

/** Marks of one line; they don't nest. */
export function parseInline(text: string): Inline[] {
  const parts: Inline[] = [];
  let end = 0;
  for (const match of text.matchAll(marks)) {
    if (match.index > end) parts.push({ kind: "text", text: text.slice(end, match.index) });
    const [all, code, strong, label, href, star, underscore] = match;
    if (code !== undefined) parts.push({ kind: "code", text: code });
    else if (strong !== undefined) parts.push({ kind: "strong", text: strong });
    else if (href !== undefined) parts.push({ kind: "link", text: label || href, href });
    else parts.push({ kind: "emphasis", text: star ?? underscore ?? "" });
    end = match.index + all.length;
  }
  if (end < text.length) parts.push({ kind: "text", text: text.slice(end) });
  return parts;
}
