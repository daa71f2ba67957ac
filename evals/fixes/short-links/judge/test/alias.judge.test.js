import { expect, test } from "vitest";
import { checkAlias } from "../src/alias.js";

test.each(["abc", "a1b", "123", "a-b", "a-b-c-d", "x".repeat(24), "2025-05-talk"])("%s is an alias", (alias) => {
  expect(checkAlias(alias)).toBe(alias);
});

test.each(["", "a", "ab", "abc ", " abc", "abc\n", "abc/", "ab.c", "abc?x=1", "abc#x", "abC", "Abc", "a--b", "abc--", "-abc", "abc-", "a_b", "äbc", "abcä", "abc\ndef", `${"x".repeat(24)}-`, "x-".repeat(12) + "x"])(
  "%j is no alias",
  (alias) => {
    expect(() => checkAlias(alias)).toThrow(/can't be used/);
  },
);

test("what is reserved stays so", () => {
  for (const alias of ["admin", "api", "login", "stats"]) expect(() => checkAlias(alias)).toThrow(/reserved/);
  expect(checkAlias("admins")).toBe("admins");
});
