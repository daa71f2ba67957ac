import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";
import { parseSource, type SyntaxNode, walk } from "./source.ts";

const root = resolve(import.meta.dirname, "../..");
const example = readFileSync(join(root, ".env.example"), "utf8");

/** Variables that are not for people to set: the tools around us set them. */
const setByTools = ["NODE_ENV"];
/** Read by `npm start` only. */
const ofTheSupervisor = ["PORT", "ENGINE_PORT"];

/** The keys of `const schema = z.object({…})` in lib/env.ts. */
function schemaVariables(): string[] {
  const file = parseSource("lib/env.ts", readFileSync(join(root, "lib/env.ts"), "utf8"));
  const names: string[] = [];
  walk(file.tree, (node) => {
    if (node.type !== "VariableDeclarator" || (node.id as SyntaxNode).name !== "schema") return;
    const object = ((node.init as SyntaxNode).arguments as SyntaxNode[])[0];
    for (const property of (object?.properties ?? []) as SyntaxNode[]) {
      names.push(String((property.key as SyntaxNode).name));
    }
  });
  return names;
}

const exampleVariables = () =>
  [...example.matchAll(/^#?\s?([A-Z][A-Z0-9_]+)=/gm)].map((match) => String(match[1]));

test(".env.example lists exactly the variables that the platform reads", () => {
  const read = [...schemaVariables().filter((name) => !setByTools.includes(name)), ...ofTheSupervisor];
  expect(exampleVariables().sort()).toEqual(read.sort());
});

test("each variable of .env.example is explained in the lines above it", () => {
  const lines = example.split("\n");
  for (const [index, line] of lines.entries()) {
    if (/^#?\s?[A-Z][A-Z0-9_]+=/.test(line)) expect(lines[index - 1], line).toMatch(/^# \S/);
  }
});
