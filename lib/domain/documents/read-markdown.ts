/** A place in a Markdown text, by offsets. */
export interface Place {
  text: string;
  start: number;
  end: number;
  /** From 1. */
  line: number;
}

const place = (source: string, text: string, start: number): Place => ({
  text,
  start,
  end: start + text.length,
  line: source.slice(0, start).split("\n").length,
});

/** The text with fenced code and comments blanked, so that offsets stay. */
function withoutFences(source: string): string {
  return source.replace(/^(```|~~~)[^\n]*\n[\s\S]*?^\1[^\n]*$|<!--[\s\S]*?-->/gm, (block) =>
    block.replace(/[^\n]/g, " "),
  );
}

/** Targets of links and images: `[text](target)`, `[name]: target`. */
export function linksOf(source: string): Place[] {
  const bare = withoutFences(source).replace(/`[^`\n]*`/g, (code) => " ".repeat(code.length));
  const found = [
    ...bare.matchAll(/\]\(\s*<?([^)\s>]+)>?(?:\s+"[^"]*")?\s*\)|^\[[^\]^]+\]:\s+<?(\S+?)>?\s*$/gm),
  ];
  return found.map((match) => {
    const target = match[1] ?? match[2] ?? "";
    return place(source, target, match.index + match[0].indexOf(target, match[0].startsWith("]") ? 2 : 3));
  });
}

/** Names in inline code that look like a symbol of the code: `parseUrl`, `parseUrl()`, `Cart.add`. */
export function namesOf(source: string): Place[] {
  const bare = withoutFences(source);
  return [...bare.matchAll(/`([A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*)*)(\([^`]*\))?`/g)].map((match) =>
    place(source, match[1] ?? "", match.index + 1),
  );
}

/** Fenced blocks with their language. */
export function fencesOf(source: string): { language: string; text: string }[] {
  return [...source.matchAll(/^(```|~~~)[ \t]*(\w*)[^\n]*\n([\s\S]*?)^\1[ \t]*$/gm)].map(
    ([, , language, text]) => ({
      language: (language ?? "").toLowerCase(),
      text: text ?? "",
    }),
  );
}

/** The anchors of a text's headings, as forges make them. */
export function anchorsOf(source: string): Set<string> {
  const seen = new Map<string, number>();
  const headings = [...withoutFences(source).matchAll(/^#{1,6}\s+(.+?)\s*#*$/gm)];
  const named = [...source.matchAll(/<a\s+(?:id|name)="([^"]+)"/g)].map(([, name]) => name ?? "");
  const made = headings.map(([, heading]) => {
    const base = (heading ?? "")
      .replace(/\[([^\]]*)\]\([^)]*\)/g, "$1")
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, "")
      .trim()
      .replace(/\s/g, "-");
    const before = seen.get(base) ?? 0;
    seen.set(base, before + 1);
    return before === 0 ? base : `${base}-${before}`;
  });
  return new Set([...made, ...named]);
}

/** Replaces places of a text; they must not overlap. */
export function replaceAt(source: string, edits: { start: number; end: number; text: string }[]): string {
  return edits
    .toSorted((a, b) => b.start - a.start)
    .reduce((text, edit) => text.slice(0, edit.start) + edit.text + text.slice(edit.end), source);
}
