import { expect, test } from "vitest";
import { repositoryNameFrom, repositoryNamePattern } from "#lib/domain/repositories/schema.ts";

test("a name is derived from the last part of a path or URL", () => {
  expect(repositoryNameFrom("https://github.com/Acme/My_Shop.git")).toBe("my_shop");
  expect(repositoryNameFrom("https://git.example.com/a/b.git?x=1#y")).toBe("b");
  expect(repositoryNameFrom("/srv/repositories/Some Project/")).toBe("some-project");
});

test("a derived name is empty or one that may be used", () => {
  for (const place of [
    "",
    "/",
    "...",
    "/srv/-.-",
    `/x/${"é".repeat(90)}`,
    `/x/${"a".repeat(90)}.git`,
    "/x/日本",
  ]) {
    const name = repositoryNameFrom(place);
    expect(name === "" || repositoryNamePattern.test(name)).toBe(true);
  }
});
