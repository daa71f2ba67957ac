import { expect, test } from "vitest";
import { costText, tokensText } from "#components/cost-text.ts";
import { durationText } from "#components/duration-text.ts";
import { toolCallSubject, toolValueText } from "#components/tool-call-text.ts";
import { revealHidden, terminalText } from "#components/visible-text.ts";

test("durations are told in at most two units", () => {
  expect([0, 850, 12_400, 59_960, 185_000, 7_800_000, 93_600_000].map(durationText)).toEqual([
    "0 ms",
    "850 ms",
    "12.4 s",
    "1 min",
    "3 min 5 s",
    "2 h 10 min",
    "1 d 2 h",
  ]);
  expect(durationText(Number.NaN)).toBe("–");
});

test("only nothing costs $0.00", () => {
  expect([0, 1, 1500, 10_000, 1_234_567, 2_500_000_000].map(costText)).toEqual([
    "$0.00",
    "$0.000001",
    "$0.0015",
    "$0.01",
    "$1.23",
    "$2,500.00",
  ]);
  expect([950, 12_400, 999_999, 3_100_000].map(tokensText)).toEqual(["950", "12.4k", "1M", "3.1M"]);
});

test("direction overrides, zero-width and control characters are spelled out", () => {
  expect(revealHidden("a\u202Eb\u200Bc\u0007d\tе")).toBe("a⟦U+202E⟧b⟦U+200B⟧c⟦U+0007⟧d\tе");
  expect(revealHidden("مرحبا 日本語 👩‍💻")).toBe("مرحبا 日本語 👩‍💻");
});

test("terminal output loses colours and overwritten lines", () => {
  expect(terminalText("\u001b[31mred\u001b[0m\r\n10%\r50%\r100%\ndone\u001b]0;title\u0007")).toBe(
    "red\n100%\ndone",
  );
});

test("a call is named by what it is about", () => {
  expect(toolCallSubject({ input: { limit: 5, path: "src/a.ts" } })).toBe("src/a.ts");
  expect(toolCallSubject({ input: { command: "npm\n  test" } })).toBe("npm test");
  expect(toolCallSubject({ input: null })).toBe("");
});

test("terminal output is shown as it is, other values as JSON", () => {
  expect(toolValueText({ exitCode: 1, text: "boom", truncated: true })).toEqual({
    text: '{\n  "exitCode": 1\n}\nboom',
    truncated: true,
  });
  expect(toolValueText([1]).text).toBe("[\n  1\n]");
  expect(toolValueText({}).text).toBe("");
});
