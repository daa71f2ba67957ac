import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { characterise } from "./characterise.ts";
import { type CharacteriseRequest, requestSchema } from "./request.ts";

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

function repository(files: Record<string, string>): string {
  const root = mkdtempSync(path.join(tmpdir(), "morningai-characterise-"));
  folders.push(root);
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
    writeFileSync(path.join(root, file), text);
  }
  return root;
}

type Subject = Partial<CharacteriseRequest["files"][number]> & { file: string; testPath: string };

function request(root: string, command: string, subject: Subject, runner: "node:test" | "unittest") {
  const explorerPath = subject.testPath.replace("behaviour", "explorer");
  const run = (file: string) => `${command} ${file}`;
  return requestSchema.parse({
    root,
    runner,
    testCommand: runner === "unittest" ? "python3 -m unittest" : "node --test",
    files: [
      {
        runTest: run(subject.testPath),
        explorerPath,
        runExplorer: run(explorerPath),
        module: "esm",
        extension: true,
        jestGlobals: false,
        pythonModule: "",
        word: "test",
        chai: false,
        quote: '"',
        ...subject,
      },
    ],
    symbols: null,
    context: ["test/cart.test.ts", "test_stock.py"],
    hasTests: true,
    seconds: 60,
  });
}

const cart = `export interface Line { sku: string; price: number; count: number; tags?: string[] }
export type Level = "none" | "silver" | "gold";

export class Cart {
  readonly limit: number;
  private lines: Line[] = [];
  constructor(limit: number = 3) {
    this.limit = limit;
  }

  add(line: Line): number {
    if (line.count <= 0) throw new RangeError("a count is positive");
    if (this.lines.length >= this.limit) throw new Error("the cart is full");
    this.lines.push(line);
    return this.lines.length;
  }
}

export const total = (lines: Line[]): number => lines.reduce((sum, { price, count }) => sum + price * count, 0);

export function rebate(level: Level, amount: number): number {
  switch (level) {
    case "gold":
      return amount > 100 ? amount * 0.8 : amount * 0.9;
    case "silver":
      return amount * 0.95;
    default:
      return amount;
  }
}

export async function label(line: Line, upper = false): Promise<string> {
  const text = line.tags?.length ? \`\${line.sku} [\${line.tags.join(", ")}]\` : line.sku;
  return upper ? text.toUpperCase() : text;
}

export const byDate = (when: Date, names: Map<string, number>): Record<string, number> =>
  Object.fromEntries([...names].map(([name, days]) => [name, when.getTime() + days * 86_400_000]));
`;

const cartTest = `import assert from "node:assert/strict";
import test from "node:test";
import { Cart, total } from "../src/cart.ts";

test("a cart counts its lines", () => assert.equal(new Cart(2).add({ sku: "tea", price: 3, count: 2 }), 1));
test("an empty cart costs nothing", () => assert.equal(total([]), 0));
`;

test("classes, options, dates and unions get tests that pass, cover more and notice changes of the code", async () => {
  const root = repository({
    "package.json": JSON.stringify({ name: "cart", type: "module" }),
    "src/cart.ts": cart,
    "test/cart.test.ts": cartTest,
  });
  const subject = { file: "src/cart.ts", testPath: "test/cart-behaviour.test.ts" };
  const result = await characterise(request(root, "node --test", subject, "node:test"));
  expect(result, result.reason).toMatchObject({ status: "written" });
  const [{ before, after } = { before: null, after: null }] = result.coverage;
  expect(after?.branches.hit).toBeGreaterThan(before?.branches.hit ?? 0);
  const names = result.tests.flatMap((one) => one.names);
  expect(result.kills.map(({ name }) => name).sort()).toEqual([...names].sort());
  expect(result.tests[0]?.content).toContain("rebate(");
  expect(result.runs.at(-1)).toMatchObject({ exitCode: 0 });
});

const stock = `class Stock:
    def __init__(self, limit=10):
        self.limit = limit
        self.counts = {}

    def put(self, name, count=1):
        if count <= 0:
            raise ValueError("count must be positive")
        total = self.counts.get(name, 0) + count
        if total > self.limit:
            return False
        self.counts[name] = total
        return True


def grade(points):
    if points >= 90:
        return "A"
    return "B" if points >= 50 else "C"
`;

const stockTest = `import unittest

from stock import Stock, grade


class StockTest(unittest.TestCase):
    def test_put(self):
        self.assertTrue(Stock(5).put("tea", 2))

    def test_grade(self):
        self.assertEqual(grade(95), "A")
`;

test("Python: what the suite leaves out is tested in its style", async () => {
  const root = repository({ "stock.py": stock, "test_stock.py": stockTest });
  const subject = {
    file: "stock.py",
    testPath: "test_stock_behaviour.py",
    module: "python",
    pythonModule: "stock",
  } as const;
  const result = await characterise(request(root, "python3 -m unittest", subject, "unittest"));
  expect(result, result.reason).toMatchObject({ status: "written" });
  expect(result.tests[0]?.content).toContain("unittest.TestCase");
  expect(result.runs.at(-1)).toMatchObject({ exitCode: 0 });
});
