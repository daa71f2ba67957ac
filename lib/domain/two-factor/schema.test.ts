import { expect, test } from "vitest";
import { AppCode, Code } from "#lib/domain/two-factor/schema.ts";

test("codes may be typed as they are shown", () => {
  expect(Code.parse(" 123 456 ")).toBe("123456");
  expect(Code.parse("abcde-12345")).toBe("ABCDE12345");
  expect(AppCode.parse("１２３４５６")).toBe("123456");
});

test.each(["", "12345", "1234567", "12345a", "ABCDE-1234U", "'; drop table", "9".repeat(500)])(
  "what can be no code is told before anything is asked: %j",
  (text) => {
    expect(Code.safeParse(text).error?.issues[0]?.message).toMatch(/six digits|longer than any code/);
    expect(AppCode.safeParse(text).success).toBe(false);
  },
);
