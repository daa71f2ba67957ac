import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Runner } from "./protocol.ts";

/** What a repository's test runner does before each test file, and where it finds short import names. */
export interface RunnerConfig {
  /** Packages and files to load before a test file, in order, as the configuration writes them. */
  setup: string[];
  aliases: Alias[];
}

/** Imports that begin with `prefix` (with `star`) or are equal to it lead to `targets`, absolute. */
export interface Alias {
  prefix: string;
  star: boolean;
  targets: string[];
}

const CONFIGS: Record<Runner, readonly string[]> = {
  "node:test": [],
  mocha: [
    ...["test/mocha.opts", ".mocharc.json", ".mocharc.jsonc", ".mocharc.yml", ".mocharc.yaml"],
    ...[".mocharc.js", ".mocharc.cjs", "Makefile"],
  ],
  jest: ["jest.config.js", "jest.config.cjs", "jest.config.mjs", "jest.config.ts", "jest.config.json"],
  vitest: ["vite", "vitest"].flatMap((name) =>
    ["ts", "mts", "js", "mjs"].map((ending) => `${name}.config.${ending}`),
  ),
};

/** Loaders that compile on the fly: the linker does that itself. */
const COMPILERS =
  /^(ts-node|tsx|esm|@swc|@swc-node|esbuild-register|esbuild-runner|sucrase|@babel\/register|babel-register|babel-core|coffee-script|coffeescript|jsx|source-map-support|nyc|tsconfig-paths)(\/|$)/;

function read(root: string, file: string): string {
  try {
    return readFileSync(join(root, file), "utf8");
  } catch {
    return "";
  }
}

interface Manifest {
  scripts?: Record<string, string>;
  mocha?: unknown;
  jest?: unknown;
}

function manifestOf(root: string): Manifest {
  try {
    return JSON.parse(read(root, "package.json") || "{}") as Manifest;
  } catch {
    return {};
  }
}

/** Values of a key in JSON, YAML or JavaScript text: one string or a list of strings. */
function valuesOf(text: string, key: string): string[] {
  const found: string[] = [];
  for (const [, list, quoted, plain] of text.matchAll(
    new RegExp(
      `["']?\\b${key}["']?\\s*:\\s*(?:\\[([^\\]]*)\\]|["'\`]([^"'\`]+)["'\`]|((?:\\s*\\n?\\s*-?\\s*[\\w@./-]+)+))`,
      "g",
    ),
  )) {
    if (list !== undefined)
      found.push(...[...list.matchAll(/["'`]([^"'`]+)["'`]/g)].map(([, value = ""]) => value));
    else if (quoted) found.push(quoted);
    else if (plain && /^\s*(\n\s*-\s|[\w@.])/.test(plain))
      found.push(...(plain.match(/[\w@./][\w@./-]*/g) ?? []));
  }
  return found;
}

/** `--require x`, `-r x` and `--file x` of a command line. */
function options(text: string): string[] {
  return [...text.matchAll(/(?:^|\s)(?:--require|-r|--import|--file)[ =]+["']?([^\s"']+)/gm)].map(
    ([, value = ""]) => value,
  );
}

const KEYS: Record<Runner, readonly string[]> = {
  "node:test": [],
  mocha: ["require", "file"],
  jest: ["setupFiles", "setupFilesAfterEnv", "setupFilesAfterEach"],
  vitest: ["setupFiles"],
};

function regexAliases(root: string, text: string): Alias[] {
  const found: Alias[] = [];
  for (const [, pattern = "", target = ""] of text.matchAll(
    /["'](\^[^"']+)["']\s*:\s*\[?\s*["']<rootDir>([^"']*)["']/g,
  )) {
    const plain = pattern.replace(/^\^/, "").replace(/\$$/, "").replace(/\\+/g, "");
    const star = /\(\.\*\)$/.test(plain);
    const prefix = plain.replace(/\(\.\*\)$/, "");
    if (!/[()*+?|[\]]/.test(prefix))
      found.push({ prefix, star, targets: [join(root, target.replace("$1", ""))] });
  }
  return found;
}

/** `alias: { "@": path.resolve(__dirname, "src") }` and the forms with URLs and plain strings. */
function viteAliases(root: string, text: string): Alias[] {
  const block = /\balias\s*:\s*([[{][\s\S]*?[\]}])\s*,?\s*[}\n]/.exec(text)?.[1] ?? "";
  const found: Alias[] = [];
  for (const [, name = "", value = ""] of block.matchAll(
    /(?:find\s*:\s*)?["']?([@~#\w/-]+)["']?\s*[:,]\s*(?:replacement\s*:\s*)?((?:[\w.]*\(\s*)*(?:new URL\(\s*)?(?:__dirname\s*,\s*|process\.cwd\(\)\s*,\s*)?["'][^"']+["'])/g,
  )) {
    const target = /["']([^"']+)["']$/.exec(value)?.[1] ?? "";
    const path = resolve(root, target.replace(/^\/(?=src|lib|app)/, "./"));
    found.push({ prefix: `${name.replace(/\/$/, "")}/`, star: true, targets: [path] });
    found.push({ prefix: name, star: false, targets: [path] });
  }
  return found;
}

/**
 * Read what the runner is told to load first, and its import aliases. Configuration files are read as text and not
 * run, so values that are computed are missed.
 */
export function readRunnerConfig(root: string, runner: Runner): RunnerConfig {
  const manifest = manifestOf(root);
  const scripts = Object.values(manifest.scripts ?? {}).filter((line) =>
    line.includes(runner === "node:test" ? "node" : runner),
  );
  const own = JSON.stringify(manifest[runner as "mocha" | "jest"] ?? "");
  const texts = CONFIGS[runner].map((file) => read(root, file));
  const configured = KEYS[runner].flatMap((key) => [own, ...texts].flatMap((text) => valuesOf(text, key)));
  const written = [...scripts, ...(runner === "mocha" ? texts : [])].flatMap(options);
  const setup = [...written, ...configured]
    .map((value) => value.replace("<rootDir>", root))
    .filter((value) => !COMPILERS.test(value) && /^[@\w./\\:~-]+$/.test(value));
  const all = [own, ...texts].join("\n");
  return {
    setup: [...new Set(setup)],
    aliases: runner === "jest" ? regexAliases(root, all) : runner === "vitest" ? viteAliases(root, all) : [],
  };
}
