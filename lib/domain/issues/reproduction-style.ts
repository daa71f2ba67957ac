import { posix } from "node:path";
import type { TestRunner } from "#lib/domain/test-reports/schema.ts";
import type { Definition } from "./find-symbols.ts";

/** How the tests of a repository are written, as far as a new one has to follow. */
export interface TestStyle {
  runner: TestRunner;
  path: string;
  module: "esm" | "commonjs" | "python";
  /** Whether relative imports name the extension. */
  extension: boolean;
  /** Whether jest's functions are imported by name. */
  jestGlobals: boolean;
  /** Python: the module that the definition's file is imported as. */
  pythonModule: string;
  /** The word that begins a test. */
  word: "test" | "it";
  /** Whether chai asks. */
  chai: boolean;
  quote: "'" | '"';
}

export interface Sibling {
  path: string;
  text: string;
}

const stem = (path: string): string => posix.basename(path).replace(/\.[^.]+$/, "");

/** A test file's name as prefix, subject and suffix: "test_" + "price" + ".py", "" + "price" + ".test.ts". */
function nameParts(path: string): { prefix: string; suffix: string } {
  const name = posix.basename(path);
  const suffix = /(?:[._-](?:test|spec))?\.[^.]+$/.exec(name)?.[0] ?? "";
  return { prefix: name.startsWith("test_") ? "test_" : "", suffix };
}

function commonStart(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length += 1;
  return length;
}

/** The test file that a new test of this definition should look like: one of the same file, else the nearest. */
export function nearestSibling(definition: Pick<Definition, "file">, siblings: Sibling[]): Sibling | null {
  const base = stem(definition.file);
  const score = ({ path, text }: Sibling): number =>
    (new RegExp(
      `[/."']${base.replace(/[.+*?^$()[\]{}|\\]/g, "\\$&")}(?:\\.\\w+)?["']|\\b${base} import\\b`,
    ).test(text)
      ? 1_000
      : 0) + commonStart(path, definition.file);
  return siblings.toSorted((a, b) => score(b) - score(a))[0] ?? null;
}

function pythonModuleOf(file: string, sibling: Sibling | null): string {
  const base = stem(file);
  const used = [...(sibling?.text ?? "").matchAll(/^\s*(?:from ([\w.]+) import|import ([\w.]+))/gm)].map(
    ([, from, plain]) => from ?? plain ?? "",
  );
  const named = used.find((name) => name.split(".").at(-1) === base);
  const dotted = file
    .replace(/\.py$/, "")
    .replace(/\/__init__$/, "")
    .replace(/^src\//, "");
  return named ?? dotted.replaceAll("/", ".");
}

/** How the tests beside a new one begin, ask and quote. */
function habitsOf(text: string): Pick<TestStyle, "word" | "chai" | "quote"> {
  const count = (pattern: RegExp): number => [...text.matchAll(pattern)].length;
  return {
    word: count(/^\s*it\(/gm) > count(/^\s*test\(/gm) ? "it" : "test",
    chai: /from ["']chai["']|require\(["']chai["']\)/.test(text),
    quote: count(/(?:from|require\() ?'/g) > count(/(?:from|require\() ?"/g) ? "'" : '"',
  };
}

const noTests: Record<string, (base: string, extension: string) => string> = {
  py: (base) => `test_${base}.py`,
  js: (base, extension) => `test/${base}.test.${extension}`,
};

/** Style and place of a new test for a definition; `taken` are the paths that are in use. */
export function chooseStyle(input: {
  definition: Pick<Definition, "file">;
  siblings: Sibling[];
  runner: TestRunner;
  taken: ReadonlySet<string>;
  moduleType: "module" | "commonjs";
  /** What the file's name says beside its subject. */
  word?: string;
}): TestStyle {
  const { definition, siblings, taken } = input;
  const isPython = definition.file.endsWith(".py");
  const sibling = nearestSibling(
    definition,
    siblings.filter(({ path }) => path.endsWith(".py") === isPython),
  );
  const extension = posix.extname(definition.file).slice(1);
  const { prefix, suffix } = sibling ? nameParts(sibling.path) : { prefix: "", suffix: "" };
  const place = (name: string): string =>
    sibling
      ? posix.join(posix.dirname(sibling.path), `${prefix}${name}${suffix}`)
      : (noTests[isPython ? "py" : "js"]?.(name, extension) ?? name);
  const joint = isPython || prefix ? "_" : "-";
  const names = ["", 2, 3, 4, 5].map(
    (number) => `${stem(definition.file)}${joint}${input.word ?? "issue"}${number}`,
  );
  const path = names.map(place).find((one) => !taken.has(one)) ?? place(`${names[0]}${joint}${taken.size}`);
  const usesRequire = /\brequire\(/.test(sibling?.text ?? "") && !/^import\s/m.test(sibling?.text ?? "");
  const commonjs = sibling
    ? usesRequire
    : extension === "cjs" || (extension === "js" && input.moduleType === "commonjs");
  const relative = /(?:from|require\()\s*["'](\.[^"']+)["']/.exec(sibling?.text ?? "")?.[1];
  return {
    runner: input.runner,
    path,
    module: isPython ? "python" : commonjs ? "commonjs" : "esm",
    extension: relative ? /\.[cm]?[jt]sx?$/.test(relative) : true,
    jestGlobals: /@jest\/globals/.test(sibling?.text ?? ""),
    pythonModule: pythonModuleOf(definition.file, sibling),
    ...habitsOf(sibling?.text ?? ""),
  };
}
