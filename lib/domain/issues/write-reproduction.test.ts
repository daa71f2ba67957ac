import { expect, test } from "vitest";
import type { Definition } from "./find-symbols.ts";
import { chooseStyle } from "./reproduction-style.ts";
import { writeCommandTests } from "./write-command-tests.ts";
import { writeReproduction } from "./write-reproduction.ts";

const example = {
  callee: "clamp",
  call: "clamp(-1, 5)",
  expected: "0",
  actual: null,
  throws: null,
  error: null,
};
const definition = {
  name: "clamp",
  file: "src/clamp.ts",
  line: 1,
  exported: "named",
  isAsync: false,
} as const;

const write = (
  input: Partial<Parameters<typeof chooseStyle>[0] & { definition: Definition }>,
  examples = [example],
) => {
  const chosen: Parameters<typeof chooseStyle>[0] & { definition: Definition } = {
    definition,
    siblings: [],
    runner: "node:test",
    taken: new Set<string>(),
    moduleType: "module",
    ...input,
  };
  return writeReproduction(chooseStyle(chosen), chosen.definition, examples);
};

test("a test stands beside its nearest sibling and imports as that does", () => {
  const siblings = [
    { path: "src/other.spec.ts", text: `import { other } from "./other";` },
    { path: "tests/unit/clamp.spec.ts", text: `import { clamp } from "../../src/clamp";` },
  ];
  expect(write({ siblings, runner: "vitest" })).toEqual({
    path: "tests/unit/clamp-issue.spec.ts",
    names: ["clamp(-1, 5) gives 0"],
    content: `import { expect, test } from "vitest";
import { clamp } from "../../src/clamp";

test("clamp(-1, 5) gives 0", () => {
  expect(clamp(-1, 5)).toEqual(0);
});
`,
  });
});

test("CommonJS, jest and mocha are written as they are used", () => {
  const siblings = [{ path: "test/a.test.js", text: `const a = require("../lib/a");` }];
  const file = { ...definition, file: "lib/clamp.js", exported: "commonjs-default" } as const;
  expect(write({ siblings, runner: "jest", definition: file }).content).toMatch(
    /^const clamp = require\("\.\.\/lib\/clamp"\);\n\ntest\(.*expect\(clamp\(-1, 5\)\)\.toEqual\(0\)/s,
  );
  expect(write({ siblings, runner: "mocha", definition: file }).content).toMatch(
    /require\("node:assert\/strict"\).*describe\("issue".*\n {2}it\(.*assert\.deepEqual\(clamp\(-1, 5\), 0\)/s,
  );
});

test("Python is written for pytest and unittest, with the module that the tests use", () => {
  const siblings = [{ path: "tests/test_clamp.py", text: "from shop.clamp import clamp" }];
  const python = { ...definition, file: "src/shop/clamp.py", exported: "python" } as const;
  expect(write({ siblings, runner: "pytest", definition: python })).toMatchObject({
    path: "tests/test_clamp_issue.py",
    names: ["test_clamp_minus_1_5"],
    content: expect.stringMatching(/^from shop\.clamp import clamp\n.*assert clamp\(-1, 5\) == 0/s),
  });
  expect(write({ siblings, runner: "unittest", definition: python }).content).toContain(
    "        self.assertEqual(clamp(-1, 5), 0)",
  );
});

test("errors that are wanted and errors that are not are asked for as such", () => {
  const wanted = { ...example, expected: null, throws: "expected" as const, error: "RangeError" };
  expect(write({}, [wanted as never]).content).toContain(
    `assert.throws(() => clamp(-1, 5), { name: "RangeError" });`,
  );
  const unwanted = { ...example, expected: null, throws: "now" as const, error: "TypeError" };
  expect(write({}, [unwanted as never]).content).toContain("assert.doesNotThrow(() => clamp(-1, 5));");
});

test("a command becomes a test only as a script of the repository, without a shell", () => {
  const from = (command: string) =>
    writeCommandTests({
      issue: { commands: [{ command, expected: "8" }], error: null },
      taken: new Set(["bin/run.js"]),
      siblings: [],
      runner: "node:test",
      moduleType: "module",
    }).tests;
  expect(from("node ./bin/run.js 4")).toMatchObject([
    { path: "test/run-issue.test.js", content: expect.stringContaining(`["bin/run.js","4"]`) },
  ]);
  for (const command of [
    "node bin/run.js 4; rm -rf /",
    "node -e 1",
    "rm bin/run.js",
    "node bin/run.js $(id)",
  ])
    expect(from(command)).toEqual([]);
});
