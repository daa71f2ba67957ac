import { expect, test } from "vitest";
import { compileExpression, exemptibleKeyOf, keyOf } from "./expression.ts";
import { ExpressionError } from "./tokens.ts";

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
  ["2 - 1 - 1", 0],
  ["1 + 1 == 2 && 2 > 1 || false", true],
  ["false && false || true", true],
  ["!false == true", true],
  ["true ? 1 : false ? 2 : 3", 1],
  ["-2 - -3", 1],
  ["7 / 2", 3],
  ["7.0 / 2.0", 3.5],
  ["double(7) / 2", 3.5],
  ["0x1F + 5u + .5 + 1e2", 136.5],
  ["1 == 1.0 && uint(5) == 5", true],
  ["'1' == 1", false],
  ["true == 1", false],
  ["[1, 2,].size() + {'a': 1,}.size()", 3],
  ["{'a': {'b': [7]}}['a'].b[0]", 7],
  ["1 in [1.0] && 'a' in {'a': 1}", true],
  ["'\\x41\\101\\U0001F600\\t\\\\'", "AA😀\t\\"],
  ['"it\'s" + \'say "x"\'', 'it\'ssay "x"'],
  ["'''two\nlines''' + r'''\\n'''", "two\nlines\\n"],
  ["size('😀ä')", 2],
  ["int('-7') + int(3.9) + int('3.5')", -4],
  ["uint(-1) == null && int('x') == null", true],
  ["string(1.5) + string(true)", "1.5true"],
  ["date('2020-01-01T12:00:00') + duration('6h35m10s') == date('2020-01-01T18:35:10Z')", true],
  ["date('2020-01-02') - date('2020-01-01') == duration('1d')", true],
  ["date('2020-01-02') - duration('24h') <= date('2020-01-01')", true],
  ["date(1577836800) == date(1577836800000)", true],
  ["date(1) == null", true],
  ["event.data.text.matches('^h.l+o$') && !event.data.text.matches('^ell')", true],
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
  ["'two\nlines'", /string that starts at position 1 is not closed/],
  ["'\\q'", /unknown escape "\\q"/],
  ["b'bytes'", /byte string/],
  ["data.n == 1", /the name "data" is unknown; there are event and async/],
  ["if == 1", /unexpected "if"/],
  ["event.data.n = 1", /unexpected character "="/],
  ["size()", /takes 1 values, not 0/],
  ["event.data.text.contains()", /takes 2 values, not 1/],
  ["event.data.text.matches('(')", /Unterminated group/],
  ["event.data.text.matches('(a)\\\\1')", /linear time/],
  ["event # data", /unexpected character "#"/],
  ["event.data.list.exists(x, x == 1)", /macro "exists" is not supported/],
  ["has(event.data.n)", /macro "has" is not supported/],
  ["frobnicate(event)", /function "frobnicate" is not available here; available: int/],
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

test.each([
  ["brackets", `${"(".repeat(200)}1${")".repeat(200)}`, /nested too deeply/],
  ["negations", `${"!".repeat(200)}true`, /nested too deeply/],
  ["operators", `${"1 + ".repeat(2000)}1`, /nested too deeply/],
  ["fields", "event".padEnd(4000, ".a"), /nested too deeply/],
  ["characters", `'${"x".repeat(100_000)}'`, /longer than 100000 characters/],
])("too many %s are refused before they can exhaust the stack", (_, source, message) => {
  expect(() => compileExpression(source)).toThrow(message);
});

test("a thousand alternatives are evaluated", () => {
  const alternatives = Array.from({ length: 1500 }, (_, n) => `event.data.n == ${n + 10}`);
  expect(value([...alternatives, "event.data.n == 8"].join(" || "))).toBe(true);
  expect(value(alternatives.map((one) => `!(${one})`).join(" && "))).toBe(true);
});

test("a pattern takes no longer on a text made to keep it busy", () => {
  const text = `${"a".repeat(50_000)}!`;
  const started = performance.now();
  expect(compileExpression("event.data.t.matches('^(a+)+$')").value({ event: { data: { t: text } } })).toBe(
    false,
  );
  // A backtracking engine would need longer than the age of the universe.
  expect(performance.now() - started).toBeLessThan(10_000);
});

/** A generator of numbers below 1, the same for the same seed (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

test("whatever the tokens, an expression is refused with a reason or gives a value", () => {
  const words =
    "event async .data .n .list .x [0] ['a'] ( ) { } [ ] , : ? == != < <= > >= && || ! - + * / % in";
  const more = "1 2.5 'a' null true size( int( date('2026-01-01') duration('1h') .contains( exists( foo";
  const tokens = [...words.split(" "), ...more.split(" ")];
  const random = seeded(7);
  const counts = { refused: 0, evaluated: 0 };
  for (let round = 0; round < 20_000; round++) {
    const length = 1 + Math.floor(random() * 9);
    const source = Array.from({ length }, () => tokens[Math.floor(random() * tokens.length)]).join(" ");
    try {
      compileExpression(source).value({ event, async: event });
      counts.evaluated++;
    } catch (error) {
      expect(error, source).toBeInstanceOf(ExpressionError);
      counts.refused++;
    }
  }
  expect(counts.evaluated).toBeGreaterThan(500);
  expect(counts.refused).toBeGreaterThan(500);
});

test("comparisons of two values of any type agree with each other", () => {
  const values = ["1", "2.5", "-3", "'a'", "'b'", "''", "true", "false", "null", "[1]", "{'a': 1}"];
  for (const left of values) {
    for (const right of values) {
      expect(value(`(${left} == ${right}) == (${left} != ${right})`), `${left} ${right}`).toBe(false);
      expect(value(`${left} == ${right}`), `${left} ${right}`).toBe(value(`${right} == ${left}`));
      expect(value(`${left} < ${right}`), `${left} ${right}`).toBe(value(`${right} > ${left}`));
    }
  }
});

test("an event whose key is missing or false is exempt from limits, one with null is not", () => {
  expect(exemptibleKeyOf("event.data.missing", { event })).toBeUndefined();
  expect(exemptibleKeyOf("event.data.n > 100", { event })).toBeUndefined();
  expect(exemptibleKeyOf("event.data.nothing", { event })).toBe("");
  expect(exemptibleKeyOf(undefined, { event })).toBe("");
  expect(exemptibleKeyOf("event.data.n", { event })).toBe("8");
});

test("keys fit the key of a row: long ones and those with control characters are hashed", () => {
  const key = (k: unknown) => keyOf("event.data.k", { event: { data: { k } } });
  expect(key("x".repeat(3000))).toMatch(/^sha256:[0-9a-f]{64}$/);
  expect(key("a\u0000b")).toMatch(/^sha256:/);
  expect(key("a\u0000b")).not.toBe(key("a\u0001b"));
  expect(key({ b: 1, a: [2] })).toBe(key({ a: [2], b: 1 }));
});

test("keys: equal values have equal keys, missing and null share one", () => {
  expect(keyOf(undefined, { event })).toBe("");
  expect(keyOf("event.data.text", { event })).toBe("hello");
  expect(keyOf("event.data.n", { event })).toBe("8");
  expect(keyOf("event.data.deep", { event })).toBe('{"a":{"b":"c"}}');
  expect(keyOf("event.data.nothing", { event })).toBe(keyOf("event.data.missing", { event }));
});
