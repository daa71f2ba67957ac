import { pathOf } from "./documents.ts";
import { locations } from "./protocol.ts";
import { serverFor } from "./servers.ts";
import type { SyncedServer } from "./session.ts";
import { type Unit, unitAt, unitsOf } from "./units.ts";

/** Lines of a file, counted from 0, the last one included. */
export interface Lines {
  path: string;
  first: number;
  last: number;
}

export interface ReachedUnit {
  unit: Unit;
  /** 1 for what the start names itself, 2 for what that names, and so on. */
  distance: number;
}

export interface GraphLimits {
  units: number;
  questions: number;
  distance: number;
  milliseconds: number;
}

export const defaultGraphLimits: GraphLimits = {
  units: 150,
  questions: 2_500,
  distance: 8,
  milliseconds: 20_000,
};

const IDENTIFIER = /[\p{L}_$][\p{L}\p{N}_$]*/gu;

/** Words of both languages that name nothing. */
const KEYWORDS = new Set(
  "and as assert async await break case catch class const continue def default del delete do elif else except export extends false finally for from function global if import in instanceof interface is lambda let new none nonlocal not null of or pass raise return self static super switch this throw true try type typeof undefined var void while with yield False None True string number boolean any unknown never readonly private public protected".split(
    " ",
  ),
);

const COMMENTS = { python: /(^|\s)#.*$/, other: /^\s*\*.*$|(^|\s)\/[/*].*$/ };

/** Blanks out what can't name anything: comments and plain strings. Keeps the columns. */
function codeOf(line: string, isPython: boolean): string {
  const blank = (text: string) => " ".repeat(text.length);
  return line
    .replace(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/g, blank)
    .replace(isPython ? COMMENTS.python : COMMENTS.other, blank);
}

interface Name {
  line: number;
  character: number;
}

/** One place for each name in some lines of a text; a member and a plain name of the same letters are two. */
function namesIn(path: string, text: string[], lines: number[]): Name[] {
  const isPython = /\.pyi?$/.test(path);
  const seen = new Map<string, Name>();
  for (const line of lines) {
    const code = codeOf(text[line] ?? "", isPython);
    if (/^\s*(import\b|from\b.*\bimport\b)/.test(code)) continue;
    for (const { 0: word, index } of code.matchAll(IDENTIFIER)) {
      const key = `${code[index - 1] === "." ? "." : ""}${word}`;
      if (word.length > 1 && !KEYWORDS.has(word) && !seen.has(key)) seen.set(key, { line, character: index });
    }
  }
  return [...seen.values()];
}

const keyOf = ({ path, first, name }: Unit): string => `${path}\0${first}\0${name}`;

const lineNumbers = (first: number, last: number): number[] =>
  Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index);

/** Lines of a unit that belong to no unit inside of it. */
function ownLines(unit: Unit, units: readonly Unit[]): number[] {
  const inner = units.filter(
    (other) => other !== unit && other.first >= unit.first && other.last <= unit.last && !same(other, unit),
  );
  return lineNumbers(unit.first, unit.last).filter(
    (line) => !inner.some(({ first, last }) => first <= line && line <= last),
  );
}

const same = (a: Unit, b: Unit): boolean => a.first === b.first && a.last === b.last;

const isConstructor = (name: string, owner: string): boolean =>
  name === `${owner}.constructor` || name === `${owner}.__init__`;

/**
 * Who names whom in a repository, found out as far as it is asked for. Follows definitions through the
 * language server, so imports and types count, and equal names of other things do not. What is called only
 * through an interface or by a computed name is not seen.
 */
export class CallGraph {
  readonly #server: SyncedServer;
  readonly #limits: GraphLimits;
  readonly #until: number;
  /** What the lines of a unit name; kept, as many tests lead to the same units. */
  readonly #named = new Map<string, Unit[]>();
  #questions = 0;

  constructor(server: SyncedServer, limits: GraphLimits = defaultGraphLimits) {
    this.#server = server;
    this.#limits = limits;
    this.#until = performance.now() + limits.milliseconds;
  }

  /** True when a limit was reached: then there may be more than was found. */
  get exhausted(): boolean {
    return this.#questions >= this.#limits.questions || performance.now() > this.#until;
  }

  async #unitsDefined(uri: string, line: number): Promise<Unit[]> {
    const path = pathOf(uri);
    if (path === null || !this.#server.tree.files.has(path)) return [];
    if (serverFor(path) !== this.#server.server) return [];
    const unit = unitAt(await unitsOf(this.#server, path), line);
    return unit ? [unit] : [];
  }

  async #namedIn(path: string, lines: number[]): Promise<Unit[]> {
    const { text } = await this.#server.open(path);
    const found: Unit[] = [];
    for (const position of namesIn(path, text.split("\n"), lines)) {
      if (this.exhausted) break;
      this.#questions += 1;
      const defined = await this.#server.ask(locations, "textDocument/definition", { position }, path);
      for (const { uri, range } of defined) found.push(...(await this.#unitsDefined(uri, range.start.line)));
    }
    return found;
  }

  async #namedBy(unit: Unit): Promise<Unit[]> {
    const known = this.#named.get(keyOf(unit));
    if (known) return known;
    const units = await unitsOf(this.#server, unit.path);
    // Naming a class runs its constructor.
    const built = unit.kind === "class" ? units.filter(({ name }) => isConstructor(name, unit.name)) : [];
    const named = [...built, ...(await this.#namedIn(unit.path, ownLines(unit, units)))];
    this.#named.set(keyOf(unit), named);
    return named;
  }

  /**
   * What some lines (a test) lead to: the functions, methods, classes and values that they name, what
   * those name, and so on, each with its smallest distance, nearest first.
   */
  async reachableFrom({ path, first, last }: Lines): Promise<ReachedUnit[]> {
    const reached = new Map<string, ReachedUnit>();
    let front = await this.#namedIn(path, lineNumbers(first, last));
    for (let distance = 1; distance <= this.#limits.distance && front.length > 0; distance += 1) {
      const next: Unit[] = [];
      for (const unit of front) {
        if (reached.has(keyOf(unit)) || reached.size >= this.#limits.units) continue;
        reached.set(keyOf(unit), { unit, distance });
        next.push(...(await this.#namedBy(unit)));
      }
      front = next;
    }
    return [...reached.values()];
  }
}
