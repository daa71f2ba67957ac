import { describe, expect, test } from "vitest";
import { parseJest } from "./parse-jest.ts";
import { parseJunit } from "./parse-junit.ts";
import { parseMocha, readLoadFailure } from "./parse-mocha.ts";
import { countCases } from "./schema.ts";
import { tellLoadFailures } from "./tell-load-failures.ts";

const junit = `<?xml version="1.0" encoding="utf-8"?>
<testsuites>
  <testsuite name="outer">
    <testcase name="passes" file="/work/test/a.test.ts"/>
    <testsuite name="inner">
      <testcase name="fails &lt;here&gt;" file="/work/test/a.test.ts" failure="1 !== 2">
        <failure type="testCodeFailure" message="1 !== 2">Error: 1 !== 2
    at /work/src/a.ts:3:1</failure>
      </testcase>
    </testsuite>
    <testcase name="later" file="/work/test/a.test.ts"><skipped type="todo" message="later"/><failure message="x">x</failure></testcase>
    <testcase name="left out" file="/work/test/a.test.ts"><skipped type="skipped" message="true"/></testcase>
  </testsuite>
</testsuites>`;

describe("node:test reports", () => {
  test("names carry their suites, files are relative, failures keep their text", () => {
    const cases = parseJunit(junit, "/work") ?? [];
    expect(cases.map((one) => [one.name, one.status, one.todo])).toEqual([
      ["outer > passes", "passed", false],
      ["outer > later", "failed", true],
      ["outer > left out", "skipped", false],
      ["outer > inner > fails <here>", "failed", false],
    ]);
    expect(cases[0]?.file).toBe("test/a.test.ts");
    expect(cases[3]?.message).toContain("/work/src/a.ts:3:1");
    expect(countCases(cases)).toEqual({ total: 4, passed: 1, failed: 1, skipped: 2 });
  });

  test("text that is no report gives null, not an empty report", () => {
    expect(parseJunit("all good, trust me", "/work")).toBeNull();
    expect(parseJunit("", "/work")).toBeNull();
  });

  test("entities that expand without end do not eat the memory", () => {
    const bomb = `<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">${Array.from({ length: 12 }, (_, i) => `<!ENTITY a${i} "${`&a${i === 0 ? "" : i - 1};`.repeat(10)}">`).join("")}]><testsuites><testsuite name="&a11;"/></testsuites>`;
    const cases = parseJunit(bomb, "/work");
    expect(JSON.stringify(cases).length).toBeLessThan(10_000);
  });
});

describe("jest and vitest reports", () => {
  const report = {
    testResults: [
      {
        name: "/work/src/a.test.ts",
        status: "failed",
        assertionResults: [
          { ancestorTitles: ["a"], title: "passes", status: "passed" },
          {
            ancestorTitles: ["a", "b"],
            title: "fails",
            status: "failed",
            failureMessages: ["\u001b[31mError\u001b[0m: 1"],
          },
          { ancestorTitles: [], title: "later", status: "todo" },
        ],
      },
      { name: "/work/src/broken.test.ts", status: "failed", message: "SyntaxError", assertionResults: [] },
    ],
  };

  test("cases keep their names, colours are removed, a file that can't load is a failure", () => {
    const cases = parseJest(JSON.stringify(report), "/work") ?? [];
    expect(cases.map((one) => [one.file, one.name, one.status])).toEqual([
      ["src/a.test.ts", "a > passes", "passed"],
      ["src/a.test.ts", "a > b > fails", "failed"],
      ["src/a.test.ts", "later", "skipped"],
      ["src/broken.test.ts", "(the test file is loaded)", "failed"],
    ]);
    expect(cases[1]?.message).toBe("Error: 1");
  });

  test("text that is no report gives null", () => {
    expect(parseJest("{}", "/work")).toBeNull();
    expect(parseJest("not json", "/work")).toBeNull();
  });
});

test("node:test: a file whose process fails is one failed case, with the error that it printed", () => {
  const xml = `<testsuites><testcase name="test/a.test.js" file="/work/test/a.test.js" failure="test failed"><failure message="test failed">[Error: test failed]</failure></testcase></testsuites>`;
  const output = [
    "file:///work/src/a.js:2",
    "  return sum(1;",
    "              ^",
    "",
    "SyntaxError: missing ) after argument list",
    "    at compileSourceTextModule (node:internal/modules/esm/utils:319:16)",
    "",
    "Node.js v24.21.0",
    "✖ test/a.test.js (146ms)",
  ].join("\n");
  const [failed] = tellLoadFailures(parseJunit(xml, "/work") ?? [], output);
  expect(failed).toMatchObject({
    file: "test/a.test.js",
    name: "(the test file is loaded)",
    status: "failed",
  });
  expect(failed?.message).toMatch(/^file:\/\/\/work\/src\/a\.js:2\n[\s\S]*SyntaxError: missing \)/);
});

test("mocha: suites and test are kept apart, in its order", () => {
  const report = JSON.stringify({
    tests: [
      { file: "/work/test/a.test.js", name: "outer > in ner > passes", status: "passed" },
      { file: "/work/test/a.test.js", name: "outer > fails", status: "failed", message: "1 == 2" },
    ],
  });
  expect(parseMocha(report, "/work")).toEqual([
    { file: "test/a.test.js", name: "outer > in ner > passes", status: "passed", todo: false },
    { file: "test/a.test.js", name: "outer > fails", status: "failed", message: "1 == 2", todo: false },
  ]);
  expect(parseMocha("{}", "/work")).toBeNull();
});

test("mocha: a file that can't be loaded is one failed case, found by the stack", () => {
  const output = [
    " Exception during run: /work/src/broken.js:2",
    "SyntaxError: Unexpected end of input",
    "    at wrapSafe (node:internal/modules/cjs/loader:1861:18)",
    "    at Object.<anonymous> (/work/test/b.test.js:1:1)",
    "    at /work/node_modules/mocha/lib/mocha.js:334:36",
  ].join("\n");
  expect(readLoadFailure(output, "/work")).toMatchObject([
    { file: "test/b.test.js", name: "(the test file is loaded)", status: "failed" },
  ]);
  expect(readLoadFailure("mocha: command not found", "/work")).toBeNull();
});

test("Node escapes quotation marks of names twice", () => {
  const text = `<testsuites><testcase name="gives &amp;quot;a&amp;quot; &lt; b" file="/work/a.test.js"/></testsuites>`;
  expect(parseJunit(text, "/work")?.[0]).toMatchObject({ name: 'gives "a" < b', status: "passed" });
});
