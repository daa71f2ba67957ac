import { describe, expect, test } from "vitest";
import { Registry } from "./registry.ts";

const url = "http://127.0.0.1:3000/api/inngest";
const configOf = (id: string, event = "a/go", at = url) => ({
  id,
  triggers: [{ event }],
  steps: { step: { runtime: { url: at } } },
});
const app = (id: string, functions: unknown[], at = url) => ({
  id,
  url: at,
  sdk: "js",
  registeredAt: 0,
  functions,
});
const names = (registry: Registry) => [...registry.functions.keys()].sort();

describe("a registration", () => {
  test("that says the same again modifies nothing, one that differs replaces the earlier", () => {
    const registry = new Registry();
    expect(registry.register(app("a", [configOf("a-f"), configOf("a-g")])).modified).toBe(true);
    expect(registry.register(app("a", [configOf("a-f"), configOf("a-g")])).modified).toBe(false);
    expect(registry.register(app("a", [configOf("a-f", "a/other")])).modified).toBe(true);
    expect(names(registry)).toEqual(["a-f"]);
    expect([registry.matching("a/go"), registry.matching("a/other").length]).toEqual([[], 1]);
  });

  test("with one wrong function leaves everything as it was", () => {
    const registry = new Registry();
    registry.register(app("a", [configOf("a-f")]));
    const wrong = { ...configOf("a-h"), idempotency: "(" };
    expect(() => registry.register(app("a", [configOf("a-g"), wrong]))).toThrow(/"a-h".*idempotency/);
    expect(() => registry.register(app("b", [wrong]))).toThrow();
    expect([names(registry), [...registry.apps.keys()]]).toEqual([["a-f"], ["a"]]);
  });

  test("of an app that moved takes it to its new address", () => {
    const registry = new Registry();
    const moved = "http://127.0.0.1:4000/api/inngest";
    registry.register(app("a", [configOf("a-f")]));
    registry.register(app("a", [configOf("a-f", "a/go", moved)], moved));
    expect(registry.functions.get("a-f")?.url).toBe(moved);
    expect(registry.apps.size).toBe(1);
  });

  test.each([url, "http://localhost:3000/api/inngest/"])(
    "at %s replaces the app that was there",
    (address) => {
      const registry = new Registry();
      registry.register(app("old", [configOf("old-f")]));
      expect(registry.register(app("new", [configOf("new-f")], address)).replaced).toEqual(["old"]);
      expect([names(registry), [...registry.apps.keys()]]).toEqual([["new-f"], ["new"]]);
    },
  );

  test("can't take a function from another app", () => {
    const registry = new Registry();
    registry.register(app("a", [configOf("a-b-c")]));
    const other = "http://127.0.0.1:4000/";
    expect(() => registry.register(app("a-b", [configOf("a-b-c")], other))).toThrow(
      /function "a-b-c" belongs to the app "a" already/,
    );
    expect(() => registry.register(app("c", [configOf("c-f"), configOf("c-f")], other))).toThrow(
      /two functions with the id "c-f"/,
    );
  });

  test("of a thousand functions is found by their events", () => {
    const registry = new Registry();
    const many = Array.from({ length: 1000 }, (_, n) => configOf(`a-${n}`, `a/${n}`));
    registry.register(app("a", many));
    expect(registry.matching("a/999").map(({ definition }) => definition.id)).toEqual(["a-999"]);
    registry.register(app("a", []));
    expect(names(registry)).toEqual([]);
  });
});

test.each([
  ["a/b", ["a/b", "a/*"]],
  ["a/b.c", ["a/*", "a/b.*"]],
  ["a.b/c", ["a.*", "a.b/*"]],
  ["a/", ["a/*"]],
  ["a", []],
  ["ab/c", []],
  ["a/*", ["a/*"]],
])("the event %s is matched by %j", (event, expected) => {
  const registry = new Registry();
  const patterns = ["a/b", "a/*", "a/b.*", "a.*", "a.b/*", "a*", "*", "a/b*"];
  registry.register(
    app(
      "app",
      patterns.map((pattern) => configOf(pattern, pattern)),
    ),
  );
  expect(
    registry
      .matching(event)
      .map(({ definition }) => definition.id)
      .sort(),
  ).toEqual(expected.toSorted());
});
