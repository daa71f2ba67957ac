import { expect, test } from "vitest";
import { checkDocument, type RepositoryFacts } from "./check-document.ts";
import { addOption, findOptions } from "./find-options.ts";
import { findRenames } from "./find-renames.ts";
import { anchorsOf, fencesOf } from "./read-markdown.ts";
import { describeComment, placeApiSection, writeApiSection } from "./write-api-section.ts";
import { addFaqEntry } from "./write-faq-entry.ts";

const facts = (more: Partial<RepositoryFacts> = {}): RepositoryFacts => ({
  paths: new Set(["README.md", "docs", "docs/guide.md", "docs/setup/install.md"]),
  documents: new Map([["docs/guide.md", "# Guide\n\n## First steps\n"]]),
  words: new Set(["readAddress", "total", "SHOP_URL"]),
  scripts: new Set(["test", "check:all"]),
  renames: {
    names: new Map([
      ["parseUrl", "parseAddress"],
      ["parseAddress", "readAddress"],
    ]),
    files: new Map(),
    scripts: new Map([["check", "check:all"]]),
  },
  ...more,
});

test("what the history proves is set right, what it does not is listed", () => {
  const text = [
    "See [install](install.md), [steps](docs/guide.md#first-steps) and [nothing](docs/none.md).",
    "Call `parseUrl()` and `total()`; set `SHOP_URL`, not `SHOP_PORT`. A word: `simple`.",
    "```sh\nnpm run check\nnpm run gone\n```",
    "[other](https://example.org/x) [bad](docs/guide.md#second)",
  ].join("\n");
  const checked = checkDocument(facts(), "README.md", text);
  expect(checked.text).toContain("[install](docs/setup/install.md)");
  expect(checked.text).toContain("`readAddress()`");
  expect(checked.text).toContain("npm run check:all");
  expect(checked.fixed).toHaveLength(3);
  expect(checked.open).toEqual([
    "README.md:1: the link docs/none.md leads nowhere.",
    "README.md:7: docs/guide.md has no heading #second.",
    "README.md:2: nothing in the repository is called SHOP_PORT.",
    "README.md:5: package.json has no script gone.",
  ]);
});

test("a name that a patch replaces everywhere was renamed", () => {
  const patch =
    "diff --git a/a.ts b/a.ts\n@@ -1 +1 @@\n-export function parseUrl(text) {\n+export function readAddress(text) {\n@@ -9 +9 @@\n-  return a + b;\n+  return a - b;\n";
  expect([...findRenames(patch)]).toEqual([["parseUrl", "readAddress"]]);
});

test("options are read from the code and written in the form of those that are there", () => {
  const commander = 'program.option("-l, --limit <n>", "at most so many rows").option("--all")';
  const [limit] = findOptions(commander);
  expect(limit).toEqual({ name: "--limit", usage: "-l, --limit <n>", help: "at most so many rows" });
  expect(
    findOptions('parser.add_argument("--limit", type=int, help="at most so many rows")')[0],
  ).toMatchObject({ usage: "--limit <limit>" });
  if (!limit) throw new Error("no option");
  expect(addOption("| option | what |\n| --- | --- |\n| `--all` | everything |\n\nEnd", limit)).toContain(
    "| `--all` | everything |\n| `-l, --limit <n>` | at most so many rows |\n\nEnd",
  );
  expect(addOption("- `--all`: everything\n", limit)).toBe(
    "- `--all`: everything\n- `-l, --limit <n>`: at most so many rows\n",
  );
  expect(addOption("Nothing here", limit)).toBeNull();
});

test("a section about a file is written once and replaced the next time", () => {
  const comment = "/**\n * What it costs.\n *\n * @param {number} count how many\n * @returns cents\n */";
  const description = describeComment(comment);
  expect(description).toBe("What it costs.\n\n- `count`: how many\n- gives cents");
  const section = writeApiSection(
    "src/a.ts",
    [{ name: "total", signature: "function total(count: number): number", description }],
    "ts",
  );
  const once = placeApiSection("# Shop\n", "src/a.ts", section);
  expect(placeApiSection(once, "src/a.ts", section)).toBe(once);
  expect(fencesOf(once)).toEqual([{ language: "ts", text: "function total(count: number): number\n" }]);
});

test("an entry comes after the other questions, and its text stays text", () => {
  const document = "# Shop\n\n## FAQ\n\n### Why?\n\nBecause.\n\n## License\n\nMIT\n";
  const made = addFaqEntry(document, {
    question: "Is <script> safe?",
    answer: "# No\n\n```js\nif (a < b) c();\n```",
  });
  expect(made).toContain(
    "Because.\n\n### Is &lt;script> safe?\n\n\\# No\n\n```js\nif (a < b) c();\n```\n\n## License",
  );
  expect(anchorsOf(made).has("license")).toBe(true);
  expect(addFaqEntry("", { question: "Q?", answer: "A." })).toBe("# FAQ\n\n## Q?\n\nA.\n");
});
