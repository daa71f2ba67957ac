import { inspect } from "node:util";
import { expect, test } from "vitest";
import { KeyRingError, needsResealing, newKeyEntry, open, readKeyRing, seal } from "#lib/key-ring.ts";

const older = newKeyEntry("2026-01");
const newer = newKeyEntry("2026-07");
const ring = readKeyRing(newer);
const place = "credentials:7";

test("a sealed text opens again where it belongs, and shows nothing of itself", () => {
  const secret = "pass word ÄÖ 🔑";
  const sealed = seal(ring, secret, place);
  expect(open(ring, sealed, place)).toBe(secret);
  expect(sealed).toMatch(/^v1\.2026-07\.[\w-]{16}\.[\w-]+$/);
  expect(Buffer.from(sealed.split(".")[3] ?? "", "base64url").toString("latin1")).not.toContain("pass");
  expect(open(ring, seal(ring, "", place), place)).toBe("");
});

test("the same text is sealed differently each time", () => {
  expect(new Set(Array.from({ length: 50 }, () => seal(ring, "same", place))).size).toBe(50);
});

test("it does not open with another key, even one of the same id", () => {
  const other = readKeyRing(newKeyEntry("2026-07"));
  expect(() => open(other, seal(ring, "x", place), place)).toThrow(KeyRingError);
});

test("it does not open in another place", () => {
  expect(() => open(ring, seal(ring, "x", place), "credentials:8")).toThrow(KeyRingError);
});

test("a changed bit anywhere is noticed", () => {
  const [version, id, iv = "", data = ""] = seal(ring, "a secret of some length", place).split(".");
  const flipped = (text: string, at: number) => {
    const bytes = Buffer.from(text, "base64url");
    bytes[at] = (bytes[at] ?? 0) ^ 1;
    return bytes.toString("base64url");
  };
  for (let at = 0; at < 12; at += 1)
    expect(() => open(ring, [version, id, flipped(iv, at), data].join("."), place)).toThrow(KeyRingError);
  for (let at = 0; at < Buffer.from(data, "base64url").length; at += 1)
    expect(() => open(ring, [version, id, iv, flipped(data, at)].join("."), place)).toThrow(KeyRingError);
  const shortened = Buffer.from(data, "base64url").subarray(0, -4).toString("base64url");
  expect(() => open(ring, [version, id, iv, shortened].join("."), place)).toThrow(KeyRingError);
});

test("the name of the key can't be exchanged, even when both names hold one key", () => {
  const key = newer.split(":")[1] ?? "";
  const both = readKeyRing(`a:${key},b:${key}`);
  const sealed = seal(both, "x", place);
  expect(() => open(both, sealed.replace("v1.a.", "v1.b."), place)).toThrow(KeyRingError);
});

test("rotation: the new key seals, the old one still opens, until it is taken out", () => {
  const before = seal(readKeyRing(older), "x", place);
  const during = readKeyRing(`${newer},${older}`);
  expect(open(during, before, place)).toBe("x");
  expect(needsResealing(during, before)).toBe(true);
  const after = seal(during, open(during, before, place), place);
  expect(needsResealing(during, after)).toBe(false);
  expect(open(ring, after, place)).toBe("x");
  expect(() => open(ring, before, place)).toThrow(/"2026-01", which ENCRYPTION_KEYS does not hold/);
});

test("a ring that can't be read is refused, and the message does not repeat the keys", () => {
  const key = Buffer.alloc(31, 7).toString("base64");
  for (const text of [
    "",
    "nonsense",
    `a:${key}`,
    `${newer},`,
    `${newer},${newer}`,
    `A B:${older.split(":")[1]}`,
  ]) {
    expect(() => readKeyRing(text), text).toThrow(KeyRingError);
  }
  expect(() => readKeyRing(`${newer},a:${key}`)).toThrow(/^Entry 2 of ENCRYPTION_KEYS/);
  expect(() => readKeyRing(`${newer},a:${key}`)).not.toThrow(key);
});

test("a ring shows no key when it is printed or logged", () => {
  const key = newer.split(":")[1] ?? "";
  const bytes = Buffer.from(key, "base64");
  for (const shown of [inspect(ring, { depth: 9, showHidden: true }), JSON.stringify({ ring })]) {
    expect(shown).not.toContain(key);
    expect(shown).not.toContain(bytes.toString("hex"));
  }
});
