import { readExamples, readExpected } from "./read-examples.ts";
import { matchPath, readFrames } from "./read-frames.ts";
import type { IssueFacts } from "./schema.ts";

const FENCE = /^[ \t]*(```|~~~)[ \t]*([\w+-]*)[^\n]*\n([\s\S]*?)^[ \t]*\1[ \t]*$/gm;
const INLINE = /`([^`\n]{1,300})`/g;
const ERROR =
  /(?:^|[\s`("'])(?:Uncaught )?((?:[A-Za-z_]\w*\.)*[A-Z][A-Za-z]*(?:Error|Exception))(?:: ([^\n`]{1,300}))?/;
const PATH = /(?:[\w@.-]+\/)*[\w@.-]+\.[A-Za-z]\w{0,4}(?::(\d+))?/g;
const LABELS = /^[ \t]*\**labels?\**[ \t]*:[ \t]*(.+)$/im;
const SHELL = new Set(["sh", "bash", "shell", "console", "zsh", "terminal"]);
const PROGRAM = /^(?:node|npm|npx|pnpm|yarn|python3?|pytest|py\.test|bun|deno|make)\s\S/;
const IDENTIFIER = /^[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*)*(?:\(\))?$/;
const COMPOUND = /\b(?:[a-z][a-z0-9]*(?:[A-Z][a-z0-9]*)+|[A-Z][a-z0-9]+(?:[A-Z][a-z0-9]*)+|[a-z]\w*_\w+)\b/g;

const unique = <Value>(values: Value[], limit: number): Value[] => [...new Set(values)].slice(0, limit);

function readCodeBlocks(text: string): IssueFacts["codeBlocks"] {
  return [...text.matchAll(FENCE)].slice(0, 20).map(([, , language = "", block = ""]) => ({
    language: language.toLowerCase(),
    text: block.slice(0, 4_000),
  }));
}

function readCommands(text: string, blocks: IssueFacts["codeBlocks"]): IssueFacts["commands"] {
  const prompts = text.split("\n").flatMap((line) => /^\s*[$>]\s+(\S.*)$/.exec(line)?.[1] ?? []);
  const shell = blocks
    .filter(({ language }) => SHELL.has(language))
    .flatMap((block) => block.text.split("\n").map((line) => line.replace(/^\s*[$>]\s+/, "").trim()));
  const inline = [...text.matchAll(INLINE)].map(([, code = ""]) => code.trim());
  return unique(
    [...prompts, ...shell, ...inline]
      .map((line) => line.trim())
      .filter((line) => PROGRAM.test(line) && line.length <= 500),
    10,
  ).map((command) => ({ command, expected: readExpected(text, text.indexOf(command) + command.length) }));
}

function readPaths(text: string, paths: ReadonlySet<string>): IssueFacts["paths"] {
  const found = new Map<string, number | null>();
  for (const [whole, line] of text.matchAll(PATH)) {
    const path = matchPath(whole.replace(/:\d+$/, ""), paths);
    if (path && !found.has(path)) found.set(path, line ? Number(line) : null);
    if (found.size >= 30) break;
  }
  return [...found].map(([path, line]) => ({ path, line }));
}

/** Names that the text uses like code: in backticks, before a bracket, or written in camel or snake case. */
export function mentionedNames(text: string): string[] {
  const inline = [...text.matchAll(INLINE)]
    .map(([, code = ""]) => code.trim())
    .filter((code) => IDENTIFIER.test(code));
  const called = [...text.matchAll(/(?<![\w$])([A-Za-z_$][\w$.]*)\(/g)].map(([, name = ""]) => name);
  const compound = [...text.matchAll(COMPOUND)].map(([name]) => name);
  const names = [...inline, ...called, ...compound].flatMap((name) => name.replace(/\(\)$/, "").split("."));
  return unique(
    names.filter((name) => name.length > 1),
    60,
  );
}

/**
 * What an issue says, as facts: everything but `symbols`, which takes a look into the code. `paths` are the files
 * of the repository; what the text names and the repository does not have is left out.
 */
export function readIssue(input: { title: string; body: string; paths: ReadonlySet<string> }): IssueFacts {
  const text = input.body.trim() === "" ? input.title : input.body;
  const codeBlocks = readCodeBlocks(text);
  const error = ERROR.exec(text);
  const labels = LABELS.exec(text)?.[1]?.split(/[,;]/) ?? [];
  return {
    title: input.title,
    labels: unique(labels.map((label) => label.trim().slice(0, 60)).filter(Boolean), 20),
    paths: readPaths(text, input.paths),
    symbols: [],
    error: error ? { name: error[1] ?? "", message: (error[2] ?? "").trim() } : null,
    frames: readFrames(text, input.paths),
    commands: readCommands(text, codeBlocks),
    examples: readExamples(text),
    codeBlocks,
  };
}
