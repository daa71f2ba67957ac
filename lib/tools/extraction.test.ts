import { expect, test } from "vitest";
import { parseText } from "#lib/repair/syntax/source.ts";
import { writeExtraction } from "./extract-function.ts";
import { planExtraction } from "./extraction.ts";

const source = `export function bill(lines, rate) {
  let sum = 0;
  for (const line of lines) {
    if (line.free) continue;
    sum += line.price;
  }
  const tax = sum * rate;
  const due = sum + tax;
  return { due, tax };
}
`;

function extract(first: number, last: number, text = source): string {
  const plan = planExtraction(parseText("a.js", text), text, { first, last });
  return writeExtraction({ source: text, name: "part", plan, types: new Map() });
}

const resultOf = (text: string): unknown =>
  new Function("lines", "rate", `${text.replace("export ", "")}; return bill(lines, rate);`)(
    [{ price: 10 }, { price: 5, free: true }, { price: 2 }],
    0.5,
  );

test.each([
  [2, 6],
  [3, 6],
  [7, 8],
  [7, 9],
  [5, 5],
])("lines %i to %i become a function, and the result stays", (first, last) => {
  const changed = extract(first, last);
  expect(changed).toContain("function part(");
  expect(resultOf(changed)).toEqual(resultOf(source));
});

test("what is made inside and used afterwards is given back", () => {
  expect(extract(7, 8)).toContain("const { tax, due } = part(sum, rate);");
  expect(extract(2, 6)).toContain("const sum = part(lines);");
  expect(extract(7, 9)).toContain("return part(sum, rate);");
});

test("lines that can't stand alone are refused with the reason", () => {
  expect(() => extract(4, 4)).toThrow(/leave a loop/);
  expect(() => extract(3, 4)).toThrow(/do not hold whole statements/);
  expect(() => extract(1, 10)).toThrow(/outside of any function/);
  const early = "function f(x) {\n  if (!x) return 0;\n  const y = x + 1;\n  return y;\n}\n";
  expect(() => extract(2, 3, early)).toThrow(/return in the middle/);
  const method = "class A {\n  b(x) {\n    const y = this.c + x;\n    return y;\n  }\n}\n";
  expect(() => extract(3, 3, method)).toThrow(/use this/);
});
