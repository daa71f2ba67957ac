import { expect, test } from "vitest";
import { faultyPlaces } from "./faulty-places.ts";

const patch = (file: string, hunk: string) => `--- a/${file}\n+++ b/${file}\n${hunk}`;

test("a changed line is the fault, an added one the line before it, a test none", () => {
  const change = patch("src/a.ts", "@@ -3,3 +3,3 @@\n one\n-two\n+TWO\n three\n");
  expect(faultyPlaces(change)).toEqual([{ path: "src/a.ts", line: 4 }]);
  const addition = patch("src/a.ts", "@@ -3,2 +3,4 @@\n one\n+more\n+still more\n two\n");
  expect(faultyPlaces(addition)).toEqual([{ path: "src/a.ts", line: 3 }]);
  expect(faultyPlaces(patch("test/a.test.ts", "@@ -1,1 +1,1 @@\n-one\n+two\n"))).toEqual([]);
});
