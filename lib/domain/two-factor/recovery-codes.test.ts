import { expect, test } from "vitest";
import { newRecoveryCodes, recoveryHashOf, shownCode } from "#lib/domain/two-factor/recovery-codes.ts";
import { Code } from "#lib/domain/two-factor/schema.ts";

test("ten different codes, kept as Argon2id; a code as shown leads to its own hash and to no other", async () => {
  const { codes, hashes } = await newRecoveryCodes();
  expect(new Set(codes).size).toBe(10);
  expect(new Set(hashes).size).toBe(10);
  for (const hash of hashes) expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  const typed = Code.parse(shownCode(codes[3] ?? "").toLowerCase());
  expect(await recoveryHashOf(typed, hashes[0] ?? "")).toBe(hashes[3]);
});
