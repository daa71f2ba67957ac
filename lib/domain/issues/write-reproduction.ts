import { posix } from "node:path";
import type { Definition } from "./find-symbols.ts";
import type { TestStyle } from "./reproduction-style.ts";
import type { IssueExample } from "./schema.ts";

export interface WrittenTest {
  path: string;
  content: string;
  /** Names of the tests, as the reports have them at their end. */
  names: string[];
}

const quote = (text: string): string => JSON.stringify(text.replace(/\s+/g, " ").slice(0, 160));

function nameOf(example: IssueExample): string {
  if (example.throws === "expected") return `${example.call} throws ${example.error ?? "an error"}`;
  if (example.expected === null) return `${example.call} does not throw`;
  return `${example.call} gives ${example.expected}`;
}

interface Assertion {
  equal(call: string, expected: string): string;
  throws(call: string, error: string | null): string;
  runs(call: string): string;
}

const nodeAssert: Assertion = {
  equal: (call, expected) => `assert.deepEqual(${call}, ${expected});`,
  throws: (call, error) =>
    `assert.throws(() => ${call}${error ? `, { name: ${JSON.stringify(error)} }` : ""});`,
  runs: (call) => `assert.doesNotThrow(() => ${call});`,
};

const expectAssert: Assertion = {
  equal: (call, expected) => `expect(${call}).toEqual(${expected});`,
  throws: (call, error) =>
    error
      ? `expect(() => ${call}).toThrow(expect.objectContaining({ name: ${JSON.stringify(error)} }));`
      : `expect(() => ${call}).toThrow();`,
  runs: (call) => `expect(() => ${call}).not.toThrow();`,
};

/** An async function's error comes later: it is awaited instead of wrapped. */
function bodyOf(example: IssueExample, assertion: Assertion, isAsync: boolean): string {
  const call = isAsync ? `await ${example.call}` : example.call;
  if (example.throws === "expected")
    return isAsync
      ? `await assert.rejects(async () => ${example.call});`
      : assertion.throws(call, example.error);
  if (example.expected === null) return isAsync ? `${call};` : assertion.runs(call);
  return assertion.equal(call, example.expected);
}

function importPath(style: TestStyle, file: string): string {
  const relative = posix.relative(posix.dirname(style.path), file);
  const path = relative.startsWith(".") ? relative : `./${relative}`;
  return style.extension ? path : path.replace(/\.[cm]?[jt]sx?$/, "");
}

function importLine(style: TestStyle, { file, name, exported }: Definition): string {
  const path = JSON.stringify(importPath(style, file));
  const whole = exported === "default" || exported === "commonjs-default";
  if (style.module === "commonjs") return `const ${whole ? name : `{ ${name} }`} = require(${path});`;
  return `import ${whole ? name : `{ ${name} }`} from ${path};`;
}

/** The lines that bring in the runner's functions. */
function runnerLines(style: TestStyle, needsAssert: boolean): string[] {
  const from = (what: string, module: string) =>
    style.module === "commonjs"
      ? `const ${what} = require(${JSON.stringify(module)});`
      : `import ${what} from ${JSON.stringify(module)};`;
  const assert = from("assert", "node:assert/strict");
  switch (style.runner) {
    case "vitest":
      return [...(needsAssert ? [assert] : []), `import { expect, test } from "vitest";`];
    case "jest":
      return [
        ...(needsAssert ? [assert] : []),
        ...(style.jestGlobals ? [from("{ expect, test }", "@jest/globals")] : []),
      ];
    case "mocha":
      return [assert];
    default:
      return [from("test", "node:test"), assert];
  }
}

function writeJavaScript(style: TestStyle, definition: Definition, examples: IssueExample[]): string {
  const { isAsync } = definition;
  const assertion = style.runner === "vitest" || style.runner === "jest" ? expectAssert : nodeAssert;
  const word = style.runner === "mocha" ? "it" : "test";
  const tests = examples.map(
    (example) =>
      `${word}(${quote(nameOf(example))}, ${isAsync ? "async " : ""}() => {\n  ${bodyOf(example, assertion, isAsync)}\n});`,
  );
  const needsAssert = isAsync && examples.some(({ throws }) => throws === "expected");
  const body = tests.join("\n\n");
  return [
    runnerLines(style, needsAssert).join("\n"),
    importLine(style, definition),
    "",
    style.runner === "mocha" ? `describe("issue", () => {\n${body.replace(/^(?=.)/gm, "  ")}\n});` : body,
    "",
  ]
    .filter((part, index) => index > 0 || part !== "")
    .join("\n");
}

/** "clamp(-1, 5)" becomes "test_clamp_minus_1_5": of the call alone, so that it stays when others are left out. */
const pythonName = (example: IssueExample): string =>
  `test_${example.call
    .replace(/-(?=[\d.])/g, " minus ")
    .replace(/[^A-Za-z0-9]+/g, "_")
    .replace(/^_+|_+$/g, "")
    .slice(0, 70)
    .toLowerCase()}`;

function pythonBody(example: IssueExample, style: TestStyle, isAsync: boolean): string[] {
  const call = isAsync ? `asyncio.run(${example.call})` : example.call;
  const unittest = style.runner === "unittest";
  if (example.throws === "expected") {
    const error = example.error ?? "Exception";
    return [unittest ? `with self.assertRaises(${error}):` : `with pytest.raises(${error}):`, `    ${call}`];
  }
  if (example.expected === null) return [call];
  return [
    unittest ? `self.assertEqual(${call}, ${example.expected})` : `assert ${call} == ${example.expected}`,
  ];
}

function writePython(style: TestStyle, definition: Definition, examples: IssueExample[]): string {
  const unittest = style.runner === "unittest";
  const raises = examples.some(({ throws }) => throws === "expected");
  const imports = [
    ...(definition.isAsync ? ["import asyncio"] : []),
    ...(unittest ? ["import unittest"] : raises ? ["import pytest"] : []),
  ];
  const pad = unittest ? "    " : "";
  const tests = examples.map((example) => {
    const head = `def ${pythonName(example)}(${unittest ? "self" : ""}):`;
    const lines = [`"""${nameOf(example).replace(/["\\]/g, "'").slice(0, 160)}"""`];
    lines.push(...pythonBody(example, style, definition.isAsync));
    return [head, ...lines.map((line) => `    ${line}`)].map((line) => `${pad}${line}`).join("\n");
  });
  return [
    ...imports,
    ...(imports.length > 0 ? [""] : []),
    `from ${style.pythonModule} import ${definition.name}`,
    "",
    "",
    ...(unittest ? ["class IssueTest(unittest.TestCase):"] : []),
    tests.join(unittest ? "\n\n" : "\n\n\n"),
    "",
  ].join("\n");
}

/** A test file that holds one test per example of an issue, in the repository's runner and style. */
export function writeReproduction(
  style: TestStyle,
  definition: Definition,
  examples: IssueExample[],
): WrittenTest {
  const python = style.module === "python";
  return {
    path: style.path,
    content: (python ? writePython : writeJavaScript)(style, definition, examples),
    names: examples.map((example) =>
      python ? pythonName(example) : nameOf(example).replace(/\s+/g, " ").slice(0, 160),
    ),
  };
}
