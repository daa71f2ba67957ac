import { readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, extname, join } from "node:path";
import { ALONE, type Importable, type Neighbourhood, type Shape } from "../operators/neighbourhood.ts";
import type { Edit } from "../syntax/edits.ts";
import { isGenerated } from "../syntax/generated.ts";
import { child, children, isTypeOnly, type Node, staticName, text, walk } from "../syntax/node.ts";
import { parseText } from "../syntax/source.ts";
import { exportsOf, parametersOf } from "./exports.ts";
import { importStatement, specifier } from "./missing-imports.ts";
import type { FileSuspicion } from "./suspicion.ts";

const MAX_FILES = 60;
const LARGEST = 60_000;
const MAX_IMPORTABLE = 14;
const MAX_SHAPES = 80;

interface Module {
  file: string;
  text: string;
  ast: Node;
  /** Every name that stands in it. */
  words: ReadonlySet<string>;
}

const moduleOf = (file: string, text: string, ast: Node): Module => ({
  file,
  text,
  ast,
  words: new Set(text.match(/[A-Za-z_$][\w$]*/g)),
});

const SOURCE = /(?<!\.d)\.[cm]?[jt]sx?$/;
const TEST = /(^|\/)(__tests__|tests?|spec|e2e)\/|[._-](test|spec)\.[cm]?[jt]sx?$/;

function readModule(root: string, file: string): Module | undefined {
  try {
    if (statSync(join(root, file)).size > LARGEST) return undefined;
    const content = readFileSync(join(root, file), "utf8");
    return isGenerated(file, content) ? undefined : moduleOf(file, content, parseText(file, content));
  } catch {
    return undefined;
  }
}

function filesIn(root: string, folder: string): string[] {
  try {
    return readdirSync(join(root, folder), { withFileTypes: true })
      .filter((entry) => entry.isFile() && SOURCE.test(entry.name))
      .map((entry) => join(folder, entry.name));
  } catch {
    return [];
  }
}

function shapesOf(ast: Node): Shape[] {
  const found = new Map<string, Shape>();
  const add = (name: string, keys: string[]): void => {
    if (keys.length > 1 && keys.length < 24) found.set(`${name} ${keys.join(",")}`, { name, keys });
  };
  const keysOf = (nodes: readonly Node[]): string[] => nodes.flatMap((node) => staticName(node, "key") ?? []);
  walk(ast, ({ node, ancestors }) => {
    if (node.type === "TSInterfaceDeclaration") {
      const body = child(node, "body");
      add(text(child(node, "id") ?? node, "name"), keysOf(body ? children(body, "body") : []));
    } else if (node.type === "TSTypeLiteral") {
      const alias = ancestors[0]?.type === "TSTypeAliasDeclaration" ? child(ancestors[0], "id") : undefined;
      add(alias ? text(alias, "name") : "", keysOf(children(node, "members")));
    } else if (/^Object(Expression|Pattern)$/.test(node.type)) add("", keysOf(children(node, "properties")));
    return true;
  });
  return [...found.values()];
}

function unionsOf(ast: Node): string[][] {
  const found: string[][] = [];
  walk(ast, ({ node }) => {
    if (node.type !== "TSUnionType") return;
    const members = children(node, "types").map((type) => child(type, "literal"));
    const words = members.flatMap((literal) =>
      literal?.type === "StringLiteral" ? [text(literal, "value")] : [],
    );
    if (words.length > 1 && words.length === members.length) found.push(words);
  });
  return found;
}

/** Where the import of a name goes: beside others of the same module, else after the last import. */
function insertionOf(file: FileSuspicion, name: string, target: string): Edit {
  const { source } = file;
  const path = specifier(file, target);
  const body = children(source.ast, "body");
  for (const node of body) {
    if (node.type !== "ImportDeclaration" || isTypeOnly(node)) continue;
    const last = children(node, "specifiers").at(-1);
    const same = text(child(node, "source") ?? node, "value") === path;
    // Names that are types only are blanked in what runs: nothing can be put beside them.
    const runs = last && source.stripped?.slice(last.start, last.end).trim() !== "";
    if (same && last?.type === "ImportSpecifier" && runs)
      return { start: last.end, end: last.end, text: `, ${name}` };
  }
  const brought = body.filter(
    (node) =>
      node.type === "ImportDeclaration" ||
      (!source.esm &&
        node.type === "VariableDeclaration" &&
        /\brequire\(/.test(source.text.slice(node.start, node.end))),
  );
  const after = brought.at(-1);
  const line = importStatement(file, name, path);
  if (after) return { start: after.end, end: after.end, text: `\n${line.trimEnd()}` };
  const at = body[0]?.start ?? 0;
  return { start: at, end: at, text: line };
}

/** The modules of a repository around its suspicious files, as far as they are on disk and readable. */
export class Neighbours {
  readonly #modules: readonly Module[];
  readonly #shapes: readonly Shape[];
  readonly #unions: readonly string[][];

  constructor(root: string, files: readonly FileSuspicion[], testFiles: readonly string[] = []) {
    const folders = [
      ...new Set(files.filter(({ scores }) => scores.some(Boolean)).map(({ file }) => dirname(file))),
    ];
    const known = new Map(files.map(({ file, source }) => [file, source]));
    const paths = [...new Set([...known.keys(), ...folders.flatMap((folder) => filesIn(root, folder))])];
    this.#modules = paths
      .filter((file) => !TEST.test(file) && !testFiles.includes(file))
      .slice(0, MAX_FILES)
      .flatMap((file) => {
        const source = known.get(file);
        return source ? moduleOf(file, source.text, source.ast) : (readModule(root, file) ?? []);
      });
    this.#shapes = this.#modules.flatMap(({ ast }) => shapesOf(ast)).slice(0, MAX_SHAPES);
    this.#unions = this.#modules.flatMap(({ ast }) => unionsOf(ast));
  }

  /** True when the text of the program, outside of tests, names this literal, a type included. */
  names(literal: string): boolean {
    return this.#modules.some((module) => module.text.includes(literal));
  }

  /** Texts of the modules that are not among these files. */
  textsBeside(files: readonly string[]): string[] {
    return this.#modules.filter(({ file }) => !files.includes(file)).map((module) => module.text);
  }

  /** What the others offer to one file: names that nobody uses yet first, then those of its own folder. */
  of(file: FileSuspicion): Neighbourhood {
    const own = new Set(file.source.text.match(/[A-Za-z_$][\w$]*/g));
    const folder = dirname(file.file);
    const offers = this.#modules.flatMap((module) => {
      if (module.file === file.file || !/^\.[cm]?[jt]s$/.test(extname(module.file))) return [];
      return exportsOf(module.ast).flatMap(({ name, value }): { one: Importable; near: boolean }[] => {
        if (!name || own.has(name) || /^Class/.test(value?.type ?? "")) return [];
        const unused = !this.#modules.some((other) => other !== module && other.words.has(name));
        const one = {
          name,
          params: parametersOf(value),
          unused,
          insertion: insertionOf(file, name, module.file),
        };
        return [{ one, near: dirname(module.file) === folder }];
      });
    });
    const weight = ({ one, near }: (typeof offers)[number]): number => (one.unused ? 2 : 0) + (near ? 1 : 0);
    const importable = offers
      .sort((a, b) => weight(b) - weight(a))
      .slice(0, MAX_IMPORTABLE)
      .map(({ one }) => one);
    return { ...ALONE, importable, shapes: this.#shapes, unions: this.#unions };
  }
}
