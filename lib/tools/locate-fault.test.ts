import { describe, expect, test } from "vitest";
import { linesOfTest, stackPlaces } from "./failing-lines.ts";
import type { FaultEvidence } from "./fault-evidence.ts";
import { fuseRanks, rankByScore } from "./fuse-ranks.ts";
import { bestRanking, rankings } from "./rank-suspects.ts";
import { searchText } from "./search-text.ts";

describe("the lines of a test", () => {
  test("are found by its name, to the line that closes it", () => {
    const text = 'import x;\ntest("adds", () => {\n  add(1);\n\n  add(2);\n});\ntest("other", () => {});\n';
    expect(linesOfTest({ file: "a.test.ts", name: "sum > adds" }, text)).toEqual({
      path: "a.test.ts",
      first: 1,
      last: 5,
    });
  });

  test("of a Python test end where the next one begins", () => {
    const text = "def test_one():\n    one()\n\ndef test_two():\n    two()\n";
    expect(linesOfTest({ file: "t.py", name: "test_one[3-4]" }, text)).toMatchObject({ first: 0, last: 2 });
  });

  test("are the whole file when its name is made at run time", () => {
    expect(linesOfTest({ file: "a.test.ts", name: "row 7" }, "a\nb")).toMatchObject({ first: 0, last: 1 });
  });
});

describe("a stack trace", () => {
  const own = (path: string) => path.startsWith("src/");

  test("of Node gives the repository's places, the deepest call first", () => {
    const trace =
      "TypeError: x\n  at inner (file:///work/src/a.ts:3:5)\n  at outer (/work/src/b.ts:9:1)\n  at test (/work/test/a.test.ts:1:1)\n  at node:internal/run:4:2";
    expect(stackPlaces(trace, own)).toEqual([
      { path: "src/a.ts", line: 3 },
      { path: "src/b.ts", line: 9 },
    ]);
  });

  test("of Python is turned round", () => {
    const trace = 'File "/work/src/a.py", line 2, in f\nFile "/work/src/b.py", line 8, in g\nKeyError';
    expect(stackPlaces(trace, own).map(({ path }) => path)).toEqual(["src/b.py", "src/a.py"]);
  });
});

test("text search prefers rare words and takes names apart", () => {
  const texts = [
    { key: "price", text: "function grossPrice(cart) { return cart.total; }" },
    { key: "cart", text: "function cartTotal(cart) { return cart.items; }" },
    { key: "mail", text: "function sendMail() {}" },
  ];
  expect([...searchText("the gross price of a cart", texts)].sort(([, a], [, b]) => b - a)).toMatchObject([
    ["price", expect.any(Number)],
    ["cart", expect.any(Number)],
  ]);
});

test("equal scores share a place, and rankings are fused by place", () => {
  const ranking = rankByScore([
    ["a", 2],
    ["b", 2],
    ["c", 1],
  ]);
  expect([...ranking]).toEqual([
    ["a", 1],
    ["b", 1],
    ["c", 3],
  ]);
  expect(fuseRanks([ranking, new Map([["b", 1]])]).get("b")).toBeCloseTo(2 / 61);
});

describe("suspects", () => {
  const evidence: FaultEvidence = {
    suspects: new Map(),
    text: new Map([
      ["far", 9],
      ["near", 2],
      ["other", 1],
    ]),
    stack: new Map(),
    distance: new Map(),
    reach: new Map([
      ["near", 1],
      ["other", 0.5],
    ]),
    coverage: new Map(),
  };

  test("that no failing test leads to come last, whatever their words", () => {
    expect(bestRanking(evidence)).toBe("text + stack trace + call graph");
    expect(rankings["text + stack trace + call graph"](evidence)).toEqual(["near", "other", "far"]);
  });

  test("in the stack trace come first", () => {
    const thrown = { ...evidence, stack: new Map([["other", 0]]) };
    expect(rankings["text + stack trace + call graph"](thrown)[0]).toBe("other");
  });

  test("are ordered by what ran when it could be measured, then by the call graph", () => {
    const measured = {
      ...evidence,
      coverage: new Map([
        ["far", 0.5],
        ["other", 0.7],
        ["near", 0.7],
      ]),
    };
    expect(bestRanking(measured)).toBe("coverage + call graph + text");
    expect(rankings["coverage + call graph + text"](measured)).toEqual(["near", "other", "far"]);
  });
});
