import { expect, test } from "vitest";
import { readSource, toJavaScript } from "./source.ts";

test("erasing types moves no character", () => {
  const text =
    'import { Shape } from "./shape.ts";\nexport const area = (shape: Shape): number => shape.width! * 2;\n';
  const source = readSource("a.ts", text);
  expect(source.stripped).toHaveLength(text.length);
  expect(source.stripped).not.toMatch(/Shape|number|!/);
  expect(source.stripped?.indexOf("* 2")).toBe(text.indexOf("* 2"));
});

test("imports that are used as values stay", () => {
  expect(toJavaScript('import { type A, b } from "./x.ts";\nb();\n').code).toContain("b } from");
});

test("enums are compiled, at other offsets", () => {
  const { code, sameOffsets } = toJavaScript("export enum Size { Small, Large }\n");
  expect(sameOffsets).toBe(false);
  expect(code).not.toContain("enum Size");
});

test("a text that does not parse is a SyntaxError", () => {
  expect(() => readSource("a.js", "const = 1")).toThrow(SyntaxError);
});
