import { readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { newKeyEntry, open, readKeyRing, seal } from "#lib/key-ring.ts";
import { temporaryFolder } from "#scripts/testing/temporary-folder.ts";
import { loadSecrets } from "./secrets.ts";

test("the keys that seal credentials are made once, for their owner's eyes, and can be rotated by hand", () => {
  const folder = temporaryFolder();
  const path = join(folder, "encryption-keys");
  const first = loadSecrets(folder).encryptionKeys;
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(loadSecrets(folder).encryptionKeys).toBe(first);
  const sealed = seal(readKeyRing(first), "x", "here");
  writeFileSync(path, `${newKeyEntry("k2")},${readFileSync(path, "utf8")}`);
  expect(open(readKeyRing(loadSecrets(folder).encryptionKeys), sealed, "here")).toBe("x");
});

test("damaged keys are never replaced in silence, and not repeated in the message", () => {
  const folder = temporaryFolder();
  loadSecrets(folder);
  const path = join(folder, "encryption-keys");
  const cut = readFileSync(path, "utf8").slice(0, 20);
  writeFileSync(path, cut);
  expect(() => loadSecrets(folder)).toThrow(/encryption-keys can't be used/);
  expect(() => loadSecrets(folder)).not.toThrow(cut);
  expect(readFileSync(path, "utf8")).toBe(cut);
});
