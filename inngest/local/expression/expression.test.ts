import { expect, test } from "vitest";
import { compileExpression, keyOf } from "./expression.ts";

const event = {
  name: "order/placed",
  data: {
    n: 8,
    f: 3.5,
    text: "hello",
    empty: "",
    yes: true,
    nothing: null,
    list: [1, "b"],
    deep: { a: { b: "c" } },
  },
};
const value = (source: string, more: Record<string, unknown> = {}) =>
  compileExpression(source).value({ event, ...more });

test.each([
  ["event.data.n + 1", 9],
  ["event.data.n > 3.5 && event.data.f <= 3.5", true],
  ["event.data.deep.a.b == 'c'", true],
  ["event['data'].list[1]", "b"],
  ["event.data.deep == {'a': {'b': 'c'}}", true],
  ["event.data.list == [1, 'b']", true],
  ["'b' in event.data.list", true],
  ["event.data.text.contains('ell') && size(event.data.text) == 5", true],
  ["uppercase(event.data.text) + '!'", "HELLO!"],
  ["int('200') == 200 && double('1.5') == 1.5", true],
  ["event.data.n % 3 == 2 ? 'two' : 'other'", "two"],
  ["-event.data.n * 2 / 3", -5],
  ["!(event.data.yes == false)", true],
  ["date('2026-01-01') < date('2026-01-02')", true],
  ["json_parse('{\"a\": 1}').a", 1],
  ['"tab\\t" + \'\\u0041\' + r"\\n"', "tab\tA\\n"],
  ["1 + 2 * 3 - 4 // a comment", 3],
])("%s is %j", (source, expected) => {
  expect(value(source)).toEqual(expected);
});

// The cases of inngest/inngest, pkg/expressions/unknown_test.go.
test.each([
  ["event.data.missing == 'foo'", false],
  ["event.data.missing == null", true],
  ["event.data.missing == event.data.absent", false],
  ["event.data.missing != 'foo'", true],
  ["event.data.missing != null", false],
  ["event.data.nothing == null", true],
  ["event.data.missing < 5", true],
  ["5 < event.data.missing", false],
  ["event.data.missing > 5", false],
  ["5 >= event.data.missing", true],
  ["event.data.text + event.data.missing", "hello"],
  ["event.data.missing + event.data.absent", false],
  ["size(event.data.missing) == 0", true],
  ["event.data.missing in ['a']", false],
  ["null < 'foo'", true],
  ["5 < null", false],
  ["null <= 0", true],
  ["null > 0", false],
  ["event.data.missing || event.data.text", "hello"],
  ["event.data.empty || 0 || event.data.yes", true],
  ["event.data.missing.further.still.contains('x')", false],
  ["!event.data.missing", false],
  ["event.data.text > 5 || true", true],
  ["event.data.text + 5", "hello5"],
  ["event.data.text == 5", false],
])("a missing or ill-typed value: %s is %j", (source, expected) => {
  expect(value(source)).toEqual(expected);
});

test("only true holds: a value that is merely truthy does not", () => {
  expect(compileExpression("event.data.text").holds({ event })).toBe(false);
  expect(compileExpression("event.data.yes").holds({ event })).toBe(true);
  expect(compileExpression("event.data.text < 5").holds({ event })).toBe(false);
});

test("inherited fields are not there", () => {
  expect(value("event.constructor")).toBeUndefined();
  expect(value("event.data.__proto__")).toBeUndefined();
});

test("matching compares the run's event with the new one", () => {
  const expression = compileExpression("event.data.n == async.data.n && async.data.sure == true", "matching");
  expect(expression.holds({ event, async: { data: { n: 8, sure: true } } })).toBe(true);
  expect(expression.holds({ event, async: { data: { n: 8, sure: "true" } } })).toBe(false);
  expect(expression.holds({ event, async: { data: {} } })).toBe(false);
});

test.each([
  ["event.data.", /unexpected end of expression at position 12, expected a field name/],
  ["event.data.n ==", /expected a value/],
  ["(event.data.n", /expected "\)"/],
  ["event.data.n 5", /unexpected "5" at position 14/],
  ["'open", /string that starts at position 1 is not closed/],
  ["event # data", /unexpected character "#"/],
  ["event.data.list.exists(x, x == 1)", /macro "exists" is not supported/],
  ["has(event.data.n)", /macro "has" is not supported/],
  ["frobnicate(event)", /function "frobnicate" is not available here; available: int/],
  [`${"(".repeat(200)}1${")".repeat(200)}`, /nested too deeply/],
  [`${"!".repeat(200)}true`, /nested too deeply/],
])("%s is refused with the reason", (source, message) => {
  expect(() => compileExpression(source)).toThrow(message);
});

test.each(["size(async.data.x) > 1", "'a' in async.data.list"])(
  "%s is refused where events are matched",
  (source) => {
    expect(() => compileExpression(source, "matching")).toThrow(
      /not (available here|supported when events are matched)/,
    );
    expect(() => compileExpression(source)).not.toThrow();
  },
);

test("keys: equal values have equal keys, missing and null share one", () => {
  expect(keyOf(undefined, { event })).toBe("");
  expect(keyOf("event.data.text", { event })).toBe("hello");
  expect(keyOf("event.data.n", { event })).toBe("8");
  expect(keyOf("event.data.deep", { event })).toBe('{"a":{"b":"c"}}');
  expect(keyOf("event.data.nothing", { event })).toBe(keyOf("event.data.missing", { event }));
});
