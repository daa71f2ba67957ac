import { describe, expect, test } from "vitest";
import { defaultJudgeCommand, placeJudge } from "./place-judge.ts";

const repository = new Set(["package.json", "src/price.ts", "src/tax.ts", "test/price.test.ts"]);
const place = (judge: Record<string, string>, command = "npm test", files = repository) =>
  placeJudge({
    repository: files,
    command,
    judge: Object.entries(judge).map(([path, text]) => ({ path, text })),
  });

describe("the place of held-out tests", () => {
  test("is the top for a mirror of the repository", () => {
    expect(place({ "test/price.hidden.test.ts": 'import { price } from "../src/price.ts";' })).toBe("");
  });

  test("is the folder that their imports need", () => {
    expect(place({ "hidden.test.ts": 'import { price } from "../src/price.ts";' })).toBe("test");
    expect(place({ "hidden.test.ts": 'import { price } from "./src/price.js";' })).toBe("");
    const flat = new Set(["gcd.js", "gcd.test.js"]);
    expect(place({ "gcd.test.js": 'const gcd = require("./gcd");' }, "node --test", flat)).toBe("");
    expect(
      place({ "gcd.hidden.js": 'const gcd = require("../gcd.js");' }, "node judge/gcd.hidden.js", flat),
    ).toBe("judge");
  });

  test("is the one that the command names", () => {
    const files = new Set(["gcd.py", "test_gcd.py"]);
    expect(place({ "test_hidden.py": "from gcd import gcd" }, "python3 -m pytest judge", files)).toBe(
      "judge",
    );
    expect(place({ "test_hidden.py": "from gcd import gcd" }, "python3 -m pytest -q", files)).toBe("");
    expect(place({ "judge/test_hidden.py": "" }, "pytest judge/", files)).toBe("");
  });
});

test("without a command of its own the judge runs the visible one, with its files named where that names files", () => {
  expect(defaultJudgeCommand("node --test", ["test/b.test.ts"], repository)).toBe("node --test");
  expect(defaultJudgeCommand("node --test ./test/price.test.ts", ["test/b.test.ts"], repository)).toBe(
    "node --test ./test/price.test.ts 'test/b.test.ts'",
  );
});
