import { expect, test } from "vitest";
import { passwordStrength } from "#lib/domain/users/password-strength.ts";

const labelOf = async (password: string, about: string[] = []) =>
  (await passwordStrength(password, about)).label;

test("short passwords are told to be too short, whatever is in them", async () => {
  expect(await labelOf("aB3$xY7!q")).toBe("Too short");
});

test.each([
  "aaaaaaaaaaaaaaaa",
  "qwertyuiop",
  "12345678901234",
  "passwordpassword",
  "Password123!",
  "P@ssw0rd12345",
  "iloveyou1234",
])("%s, which is in every list of stolen passwords or made from one, is too easy", async (password) => {
  expect(await labelOf(password)).toBe("Too easy");
});

test("several words are strong without any special character", async () => {
  expect(await labelOf("walnut otter cinema")).toBe("Strong");
});

test.each(["ada-lovelace-1", "Lovelace.Ada.99", "ada@example.test", "àdalovelace12", "Example Ada 1"])(
  "%s is mostly the person's own name or address",
  async (password) => {
    const strength = await passwordStrength(password, ["Ada Lovelace", "ada@example.test"]);
    expect(strength).toMatchObject({ label: "Too easy", hint: expect.stringContaining("your name") });
  },
);

test("a name within a longer password does no harm", async () => {
  expect(await labelOf("ada walnut otter cinema", ["Ada Lovelace"])).toBe("Strong");
});
