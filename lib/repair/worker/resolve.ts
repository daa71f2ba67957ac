import { existsSync, readFileSync, realpathSync, statSync } from "node:fs";
import { createRequire, isBuiltin } from "node:module";
import { dirname, extname, isAbsolute, join, resolve, sep } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { Alias } from "./runner-config.ts";

/** Where an import leads: a file of the repository that the linker evaluates, or something Node loads itself. */
export type Target = { kind: "source"; path: string } | { kind: "external"; specifier: string; path: string };

const EXTENSIONS = [".ts", ".mts", ".cts", ".js", ".mjs", ".cjs", ".tsx", ".jsx", ".json"];
const SOURCE = /\.([cm]?[tj]s|json)$/;

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}

/** The file a path means: itself, with an extension, `.js` written for `.ts`, or an index file. */
export function completePath(path: string): string | undefined {
  if (isFile(path)) return path;
  const extension = extname(path);
  const typescript = { ".js": ".ts", ".mjs": ".mts", ".cjs": ".cts", ".jsx": ".tsx" }[extension];
  if (typescript && isFile(path.slice(0, -extension.length) + typescript))
    return path.slice(0, -extension.length) + typescript;
  for (const next of EXTENSIONS) if (isFile(path + next)) return path + next;
  const main = mainOf(path);
  if (main) return main;
  for (const next of EXTENSIONS) if (isFile(join(path, `index${next}`))) return join(path, `index${next}`);
  return undefined;
}

/** The file that the `main` of a folder's package.json means. */
function mainOf(folder: string): string | undefined {
  try {
    const { main } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as { main?: unknown };
    return typeof main === "string" && resolve(folder, main) !== folder
      ? completePath(resolve(folder, main))
      : undefined;
  } catch {
    return undefined;
  }
}

/** `compilerOptions.paths` of a tsconfig.json or jsconfig.json, comments allowed. */
export function readAliases(root: string): Alias[] {
  const file = ["tsconfig.json", "jsconfig.json"].map((name) => join(root, name)).find(existsSync);
  if (!file) return [];
  try {
    const cleaned = readFileSync(file, "utf8")
      .replace(/("(?:[^"\\]|\\.)*")|\/\/.*|\/\*[\s\S]*?\*\//g, "$1")
      .replace(/,(\s*[}\]])/g, "$1");
    const options = (
      JSON.parse(cleaned) as { compilerOptions?: { baseUrl?: string; paths?: Record<string, string[]> } }
    ).compilerOptions;
    const base = resolve(root, options?.baseUrl ?? ".");
    return Object.entries(options?.paths ?? {}).map(([pattern, targets]) => ({
      prefix: pattern.replace(/\*$/, ""),
      star: pattern.endsWith("*"),
      targets: targets.map((target) => resolve(base, target.replace(/\*$/, ""))),
    }));
  } catch {
    return [];
  }
}

/** Resolves imports the way bundlers and test runners do, on top of Node's own rules. */
export class Resolver {
  readonly #root: string;
  readonly #aliases: Alias[];
  readonly #cache = new Map<string, Target>();

  constructor(root: string, aliases: readonly Alias[] = []) {
    this.#root = realpathSync(root);
    this.#aliases = [...readAliases(root), ...aliases];
  }

  /** Throws an Error that names the import when nothing is found. */
  resolve(specifier: string, importer: string): Target {
    const key = `${dirname(importer)}\0${specifier}`;
    const known = this.#cache.get(key);
    if (known) return known;
    const found = this.#find(specifier, importer);
    this.#cache.set(key, found);
    return found;
  }

  #find(specifier: string, importer: string): Target {
    if (isBuiltin(specifier)) return { kind: "external", specifier, path: specifier };
    if (specifier.startsWith("file:")) return this.#source(fileURLToPath(specifier), specifier, importer);
    if (specifier.startsWith(".") || isAbsolute(specifier))
      return this.#source(resolve(dirname(importer), specifier), specifier, importer);
    for (const { prefix, star, targets } of this.#aliases) {
      if (star ? !specifier.startsWith(prefix) : specifier !== prefix) continue;
      for (const target of targets) {
        const path = completePath(star ? join(target, specifier.slice(prefix.length)) : target);
        if (path) return { kind: "source", path };
      }
    }
    return this.#package(specifier, importer);
  }

  #source(wanted: string, specifier: string, importer: string): Target {
    const path = completePath(wanted);
    if (!path) throw new Error(`Cannot find "${specifier}" imported by ${importer}`);
    return SOURCE.test(path)
      ? { kind: "source", path }
      : { kind: "external", specifier: pathToFileURL(path).href, path };
  }

  #package(specifier: string, importer: string): Target {
    let path: string;
    try {
      const url = import.meta.resolve(specifier, pathToFileURL(importer).href);
      path = fileURLToPath(url);
    } catch {
      path = createRequire(importer).resolve(specifier);
    }
    const complete = completePath(path) ?? path;
    const inRepository =
      complete.startsWith(this.#root + sep) && !complete.includes(`${sep}node_modules${sep}`);
    if (inRepository && SOURCE.test(complete)) return { kind: "source", path: complete };
    return { kind: "external", specifier: pathToFileURL(complete).href, path: complete };
  }
}
