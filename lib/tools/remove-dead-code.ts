import { posix } from "node:path";
import { z } from "zod";
import { pathOf } from "#lib/language-servers/documents.ts";
import { locations } from "#lib/language-servers/protocol.ts";
import { languageServers, serverFor } from "#lib/language-servers/servers.ts";
import type { SyncedServer } from "#lib/language-servers/session.ts";
import type { Unit } from "#lib/language-servers/units.ts";
import { defineTool, type ToolContext, ToolError } from "./define-tool.ts";
import { askLanguage } from "./language-question.ts";
import { isTestPath } from "./policy.ts";
import { sourceFiles, unitsOfFiles } from "./source-units.ts";
import { writeChanges } from "./write-changes.ts";

/** Removing one thing may leave another without a use; so often it is looked again. */
const ROUNDS = 5;
const MAX_REMOVED = 60;

const REMOVABLE = new Set(["function", "class", "variable", "constant"]);

/** Files that something outside of the code reads: what they export has users that no server sees. */
const ENTRY =
  /(^|\/)(index|main|cli|app|server|setup|conftest|__init__|__main__|manage|wsgi|asgi|settings|urls)\.[a-z]+$|(^|\/)(bin|scripts|migrations|pages|app|routes|api)\/|\.config\.[cm]?[jt]s$|\.d\.ts$|\.stories\./;

interface Text {
  path: string;
  lines: string[];
}

interface Removal {
  path: string;
  name: string;
  kind: string;
  line: number;
}

/** The lines of a unit with the comment right above it. Null when it shares a line with other code. */
function linesOf(unit: Unit, { lines }: Text): { first: number; last: number } | null {
  let first = unit.first;
  const python = unit.path.endsWith(".py");
  const above = (index: number) => (lines[index] ?? "").trim();
  while (first > 0 && (python ? /^#(?!!)/ : /^(\/\/|\/\*|\*)/).test(above(first - 1))) first -= 1;
  const [start, end] = [lines[unit.first] ?? "", lines[unit.last] ?? ""];
  if (
    /^\s*\S/.test(
      start.replace(
        /^\s*(export\s+)?(default\s+)?(async\s+)?(function|class|const|let|var|def|abstract|declare|\w+\s*[:=]).*/s,
        "",
      ),
    )
  )
    return null;
  return /[;})\]'"`\w]\s*(\/\/.*|#.*)?$/.test(end) ? { first, last: unit.last } : null;
}

/** Why a unit without a use is left where it is; null when it may go. */
function whyKept(unit: Unit, text: Text, mentions: string[]): string | null {
  const source = text.lines.slice(unit.first, unit.last + 1).join("\n");
  const value = unit.kind === "variable" || unit.kind === "constant";
  if (value && /\b(const|let|var)\s*[[{]/.test(source)) return "it is one of several names of a declaration";
  if (
    value &&
    /=[^=>].*(\(|\bawait\b|\bnew\b)/s.test(source) &&
    !/=\s*(async\s*)?(\([^)]*\)|\w+)\s*(:[^=]+)?=>/.test(source)
  )
    return "its value is computed, and computing it may do something";
  if (/^__\w+__$/.test(unit.name)) return "Python gives the name a meaning";
  if (/^\s*@/.test(text.lines[unit.first - 1] ?? "") || /^\s*@/.test(text.lines[unit.first] ?? ""))
    return "a decorator hands it to something else";
  const [mention] = mentions;
  return mention === undefined ? null : `its name stands in ${mention}, in text or in a file of another kind`;
}

async function usesOf(server: SyncedServer, unit: Unit): Promise<number> {
  const params = { position: unit.selection, context: { includeDeclaration: true } };
  const found = await server.ask(locations, "textDocument/references", params, unit.path);
  return found.filter(({ uri, range }) => {
    const own = pathOf(uri) === unit.path;
    return !(own && unit.first <= range.start.line && range.start.line <= unit.last);
  }).length;
}

class DeadCode {
  readonly #context: ToolContext;
  readonly texts = new Map<string, Text>();
  readonly removed: Removal[] = [];
  readonly kept = new Map<string, string>();
  readonly changed = new Set<string>();

  constructor(context: ToolContext) {
    this.#context = context;
  }

  /** Everything that is text, so that a name in a template or a configuration is seen. */
  async read(): Promise<void> {
    const files = await this.#context.sandbox.listFiles();
    for (const { path, size, kind } of files) {
      if (kind !== "file" || size > 400_000 || /(^|\/)(package-lock\.json|yarn\.lock)$/.test(path)) continue;
      const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(
        (await this.#context.sandbox.readFile(path)) ?? new Uint8Array(),
      );
      if (!text.includes("\0")) this.texts.set(path, { path, lines: text.split("\n") });
    }
  }

  /** Other places with the name as a word: strings, other languages. Names that are common words there count as well. */
  #mentions(unit: Unit): string[] {
    const word = new RegExp(`(?<![\\w$])${unit.name.replace(/\$/g, "\\$&")}(?![\\w$])`);
    return [...this.texts.values()]
      .filter(({ path, lines }) =>
        lines.some((line, index) => {
          const inside = path === unit.path && index >= unit.first && index <= unit.last;
          const comment = /^\s*(\/\/|\*|\/\*|#)/.test(line) || /\.(md|txt|rst)$/i.test(path);
          return !inside && !comment && word.test(line);
        }),
      )
      .map(({ path }) => path);
  }

  async round(wanted: (unit: Unit) => boolean, files: string[]): Promise<number> {
    const { sandbox } = this.#context;
    const units = (await unitsOfFiles(sandbox, files)).filter(
      (unit) => REMOVABLE.has(unit.kind) && !unit.name.includes(".") && wanted(unit),
    );
    const dead: Unit[] = [];
    for (const language of languageServers) {
      const own = units.filter(({ path }) => serverFor(path) === language);
      const [any] = own;
      if (!any) continue;
      await askLanguage(sandbox, any.path, async (server) => {
        for (const unit of own) if ((await usesOf(server, unit)) === 0) dead.push(unit);
      });
    }
    let count = 0;
    // From the end of each file, so that the lines before stay where they are.
    for (const unit of dead.sort((a, b) => b.first - a.first)) if (await this.#remove(unit)) count += 1;
    return count;
  }

  async #remove(unit: Unit): Promise<boolean> {
    const text = this.texts.get(unit.path);
    const range = text && linesOf(unit, text);
    const place = `${unit.path}: ${unit.name}`;
    if (!text || this.removed.length >= MAX_REMOVED) return false;
    const why = range ? whyKept(unit, text, this.#mentions(unit)) : "other code stands on its lines";
    if (why || !range) {
      this.kept.set(place, `${place} stays: nothing in the code uses it, but ${why}.`);
      return false;
    }
    const blank = (index: number) => (text.lines[index] ?? "x").trim() === "";
    let { first } = range;
    while (
      first > 0 &&
      blank(first - 1) &&
      (blank(range.last + 1) || range.last + 1 >= text.lines.length - 1)
    )
      first -= 1;
    text.lines.splice(first, range.last - first + 1);
    if (first === 0) while (text.lines.length > 1 && blank(0)) text.lines.shift();
    if (text.lines.at(-1) !== "") text.lines.push("");
    await this.#context.sandbox.writeFile(unit.path, text.lines.join("\n"));
    this.changed.add(unit.path);
    this.removed.push({ path: unit.path, name: unit.name, kind: unit.kind, line: unit.first + 1 });
    return true;
  }
}

export const removeDeadCode = defineTool({
  name: "remove_dead_code",
  description:
    "Removes functions, classes and constants that nothing in the repository uses, by the references that the language server knows, again and again until none is left. Keeps what entry points export, what has a decorator, what is computed, and what is named anywhere in text. Give a path to stay in a file or folder, or a name for one thing.",
  risk: "medium",
  input: z.object({
    path: z.string().max(500).nullish(),
    symbol: z.string().max(200).nullish(),
    /** Files that are read from outside. */
    entryPoints: z.array(z.string()).max(100).default([]),
  }),
  async execute(context, { path, symbol, entryPoints }) {
    const all = await sourceFiles(context.sandbox);
    const files = all.filter((one) => {
      const inside = !path || one === path || one.startsWith(path.endsWith("/") ? path : `${path}/`);
      return inside && !isTestPath(one) && (symbol || !(ENTRY.test(one) || entryPoints.includes(one)));
    });
    if (files.length === 0)
      throw new ToolError(
        path
          ? `There is no source file below ${posix.normalize(path)} that may be cleaned up.`
          : "There is no source file that may be cleaned up.",
      );
    const work = new DeadCode(context);
    await work.read();
    const wanted = (unit: Unit) => !symbol || unit.name === symbol;
    for (let round = 0; round < ROUNDS; round += 1) if ((await work.round(wanted, files)) === 0) break;
    const changed = [...work.changed].map((one) => ({
      path: one,
      content: work.texts.get(one)?.lines.join("\n") ?? "",
    }));
    const { removed } = work;
    const kept = [...work.kept.values()].slice(0, 30);
    if (changed.length === 0)
      return { removed, kept, looked: files.length, checkpoint: context.workspace.head };
    const written = await writeChanges(context, changed, `Remove ${removed.length} unused definitions`);
    return { removed, kept, looked: files.length, checkpoint: written.checkpoint };
  },
  checkpoint: (output) => output.checkpoint,
});
