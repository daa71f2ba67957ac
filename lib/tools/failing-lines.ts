import type { TestCase } from "#lib/domain/test-reports/schema.ts";
import type { Lines } from "#lib/language-servers/call-graph.ts";

const indentOf = (line: string): number => line.length - line.trimStart().length;

/** The line and what is indented below it, with the line that closes it. */
function blockAt(lines: string[], first: number): number {
  const indent = indentOf(lines[first] ?? "");
  for (let index = first + 1; index < lines.length; index += 1) {
    const line = lines[index] ?? "";
    if (line.trim() === "" || indentOf(line) > indent) continue;
    return /^\s*[}\])]/.test(line) ? index : index - 1;
  }
  return lines.length - 1;
}

/** The line that names a test: in quotes or as a function; else any that is no import. */
function lineOfName(lines: string[], name: string): number {
  const named = [`"${name}"`, `'${name}'`, `\`${name}\``, `def ${name}(`];
  const exact = lines.findIndex((line) => named.some((text) => line.includes(text)));
  if (exact >= 0) return exact;
  return lines.findIndex((line) => line.includes(name) && !/^\s*(import|from)\b/.test(line));
}

/** Where a test stands in its file, counted from 0: by its name, else the whole file. */
export function linesOfTest(test: Pick<TestCase, "file" | "name">, text: string): Lines {
  const lines = text.split("\n");
  const leaf = test.name.split(" > ").at(-1) ?? test.name;
  // A Python test of a table has its row in brackets behind the name.
  const name = leaf.replace(/\[.*\]$/, "");
  const first = lineOfName(lines, name);
  if (name.length < 2 || first < 0) return { path: test.file, first: 0, last: lines.length - 1 };
  return { path: test.file, first, last: blockAt(lines, first) };
}

export interface StackPlace {
  path: string;
  /** Counted from 1. */
  line: number;
}

/** Frames of Node ("at f (file:///work/a.ts:1:2)") and of Python ("File \"/work/a.py\", line 1", "a.py:1: Error"). */
const FRAMES = [
  /(?:file:\/\/)?(?:\/work\/|\b)([\w./@-]+\.[cm]?[jt]sx?):(\d+)(?::\d+)?/g,
  /File "(?:\/work\/)?([^"]+\.py)", line (\d+)/g,
  /^(?:\/work\/)?([\w./-]+\.py):(\d+): /gm,
];

/** Places of the repository's own code in a failure's stack trace, the deepest first, without those in tests. */
export function stackPlaces(message: string, isSource: (path: string) => boolean): StackPlace[] {
  const places = FRAMES.flatMap((pattern, index) => {
    const found = [...message.matchAll(pattern)].map(([, path = "", line]) => ({ path, line: Number(line) }));
    // Node prints the deepest call first, Python last.
    return index === 0 ? found : found.reverse();
  });
  const seen = new Set<string>();
  return places.filter(({ path, line }) => {
    const key = `${path}:${line}`;
    if (!isSource(path) || seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
