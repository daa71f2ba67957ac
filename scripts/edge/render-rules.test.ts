import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";
import { inputRules } from "#lib/http/input-rules.ts";
import { renderEdgeFiles } from "./render-rules.ts";

const folder = resolve(import.meta.dirname, "../../deploy/edge");
const files = renderEdgeFiles();

test("deploy/edge holds what the rules of the app say; else run `node scripts/bootstrap.mjs edge-rules`", () => {
  expect(readdirSync(folder).sort()).toEqual(Object.keys(files).sort());
  for (const [name, content] of Object.entries(files)) {
    expect(readFileSync(join(folder, name), "utf8"), name).toBe(content);
  }
});

test("each rule has a number of its own and stands in ModSecurity's file, in quotes that end where they should", () => {
  expect(new Set(inputRules.map(({ id }) => id)).size).toBe(inputRules.length);
  const text = files["modsecurity.conf"] ?? "";
  const rules = [...text.matchAll(/^SecRule \S+ "@rx ((?:[^"\\]|\\.)*)" \\\n {2}"id:(\d+),[^"]*"$/gm)];
  expect(rules.map(([, , id]) => Number(id))).toEqual([9000, ...inputRules.map(({ id }) => id)]);
  for (const [, expression = ""] of rules.slice(1)) {
    const pattern = expression.replaceAll('\\"', '"').replace("(?i)", "");
    expect(inputRules.map((rule) => rule.pattern)).toContain(pattern);
  }
});

test("Vercel's file has the rules for paths and headers, each an expression without look-around", () => {
  const { rules } = JSON.parse(files["vercel-firewall.json"] ?? "") as { rules: { name: string }[] };
  const expected = inputRules.filter(({ place }) => place !== "query").map(({ name }) => `morningai-${name}`);
  expect(rules.map(({ name }) => name)).toEqual(expected);
  // RE2 knows neither look-around nor back references.
  for (const { pattern } of inputRules) expect(pattern).not.toMatch(/\(\?[=!<]|\\[1-9]/);
});
