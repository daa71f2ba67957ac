import { expect, test } from "vitest";
import { passwordStrength } from "#lib/domain/users/password-strength.ts";

test("short passwords are told to be too short, whatever is in them", () => {
  expect(passwordStrength("aB3$xY7!q").score).toBe(0);
});

test("repeats, keyboard rows and counting stay weak", () => {
  for (const password of ["aaaaaaaaaaaaaaaa", "qwertyuiop", "12345678901234", "passwordpassword"]) {
    expect(passwordStrength(password).label, password).toBe("Weak");
  }
});

test("several words are strong without any special character", () => {
  expect(passwordStrength("walnut otter cinema ladder").score).toBe(4);
});
