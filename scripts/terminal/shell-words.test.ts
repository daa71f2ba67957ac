import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { joinShellWords, splitShellWords } from "./shell-words.ts";

test.each([[["node", "--test", "a b.js"]], [["echo", "it's", '"x"', "$HOME", "a;b", ""]], [["x", "\\"]]])(
  "%j survives the shell",
  (words) => {
    const line = joinShellWords(["printf", "%s\\n", ...words]);
    expect(execFileSync("sh", ["-c", line], { encoding: "utf8" })).toBe(`${words.join("\n")}\n`);
    expect(splitShellWords(joinShellWords(words))).toEqual(words);
  },
);

test("a list of one word is a command line", () => {
  expect(joinShellWords(["npm test -- --silent"])).toBe("npm test -- --silent");
});

test("operators are words, quotes are not", () => {
  expect(splitShellWords(`cd 'my app'&& node --test "a b.js" c\\ d.js; true`)).toEqual([
    ...["cd", "my app", "&&", "node", "--test", "a b.js", "c d.js", ";", "true"],
  ]);
});
