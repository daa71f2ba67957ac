import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { applyEdits } from "../syntax/edits.ts";
import { statementsOf } from "../syntax/instrument.ts";
import { readSource } from "../syntax/source.ts";
import { repository } from "../testing/repository.ts";
import { Neighbours } from "./neighbourhood.ts";
import type { FileSuspicion } from "./suspicion.ts";

function suspicious(root: string, file: string): FileSuspicion {
  const source = readSource(file, readFileSync(join(root, file), "utf8"));
  const statements = statementsOf(source.ast);
  return { file, source, statements, scores: statements.map(() => 1) };
}

/** The file with each function it could import brought in, by name. */
function imported(root: string, path: string): Record<string, string> {
  const file = suspicious(root, path);
  const { importable } = new Neighbours(root, [file]).of(file);
  return Object.fromEntries(
    importable.map(({ name, insertion }) => [name, applyEdits(file.source.text, [insertion])]),
  );
}

test("an import goes beside others of its module, else after the last import", () => {
  const root = repository({
    "src/a.ts":
      'import { one } from "./b.ts";\nimport type { T } from "./c.ts";\nexport const a = (t: T) => one(t);\n',
    "src/b.ts": "export const one = (x: unknown) => x;\nexport function two(y: number) { return y; }\n",
    "src/c.ts": "export interface T { id: string }\nexport const three = (z: string) => z;\n",
    "src/a.test.ts": "export const four = 4;\n",
  });
  const found = imported(root, "src/a.ts");
  expect(Object.keys(found).sort()).toEqual(["three", "two"]);
  expect(found.two).toContain('import { one, two } from "./b.ts";');
  expect(found.three).toContain('from "./c.ts";\nimport { three } from "./c.ts";\nexport const a');
});

test("a program of CommonJS requires what it lacks", () => {
  const root = repository({
    "lib/a.js": '"use strict";\nconst path = require("path");\nexports.a = () => path.sep;\n',
    "lib/b.js": "function two(x) { return x; }\nmodule.exports = { two };\n",
  });
  expect(imported(root, "lib/a.js").two).toContain(
    'require("path");\nconst { two } = require("./b");\nexports.a',
  );
});

test("what nothing uses comes first, and words of the program are told from others", () => {
  const root = repository({
    "src/a.ts": "export const a = 1;\n",
    "src/b.ts":
      'import { used } from "./c.ts";\nexport type S = "open" | "on_hold";\nexport const b = used;\n',
    "src/c.ts": "export const used = () => 1;\nexport const waiting = () => 2;\n",
  });
  const file = suspicious(root, "src/a.ts");
  const neighbours = new Neighbours(root, [file]);
  const { importable, unions } = neighbours.of(file);
  expect(importable.map(({ name, unused }) => [name, unused])).toEqual([
    ["b", true],
    ["waiting", true],
    ["used", false],
  ]);
  expect(unions).toEqual([["open", "on_hold"]]);
  expect([neighbours.names('"on_hold"'), neighbours.names('"closed"')]).toEqual([true, false]);
});
