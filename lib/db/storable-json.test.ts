import { expect, test } from "vitest";
import { storableJson } from "./storable-json.ts";

test("a NUL character, which Postgres refuses, becomes the replacement character; the rest stays", () => {
  expect(storableJson({ text: "a\u0000b", list: [1, null, "\u001b[0m"], none: undefined })).toEqual({
    text: "a\ufffdb",
    list: [1, null, "\u001b[0m"],
  });
  expect(storableJson(undefined)).toBeNull();
});
