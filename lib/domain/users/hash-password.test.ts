import { expect, test } from "vitest";
import { hashPassword, verifyPassword } from "#lib/domain/users/hash-password.ts";

test("a password is kept as Argon2id with the parameters of OWASP, salted", async () => {
  const first = await hashPassword("correct horse battery");
  expect(first).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  expect(await hashPassword("correct horse battery")).not.toBe(first);
});

test("only the right password verifies", async () => {
  const hash = await hashPassword("correct horse battery");
  expect(await verifyPassword("correct horse battery", hash)).toBe(true);
  expect(await verifyPassword("correct horse batterz", hash)).toBe(false);
});

test("two spellings of the same text are the same password", async () => {
  const hash = await hashPassword("caf\u00e9 au lait 42");
  expect(await verifyPassword("cafe\u0301 au lait 42", hash)).toBe(true);
});

test("without an account nothing verifies, not even the decoy's password", async () => {
  expect(await verifyPassword("anything at all", null)).toBe(false);
  expect(await verifyPassword("the password of nobody", null)).toBe(false);
});
