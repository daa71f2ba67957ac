import { afterAll, beforeAll, expect, test } from "vitest";
import { latestEvidence } from "#lib/domain/evidence/schema.ts";
import { gitIn, makeRepository, writeFiles } from "#scripts/testing/git-repository.ts";
import { type GoalRunner, openGoalRunner } from "#scripts/testing/goal-runner.ts";

const source = (name: string) =>
  `/** Reads an address.\n * @param text as it was typed\n */\nexport function ${name}(text: string): URL {\n  return new URL(text);\n}\n`;

const files = {
  "package.json": JSON.stringify({ name: "shop", type: "module", scripts: { test: "node --test" } }),
  "src/address.ts": source("parseUrl"),
  "src/cli.js":
    'export const define = (program) => program.option("--all", "everything").option("-l, --limit <n>", "at most so many rows");\n',
  "test/address.test.ts":
    'import assert from "node:assert/strict";\nimport test from "node:test";\nimport * as address from "../src/address.ts";\n\ntest("there is something", () => assert.equal(Object.keys(address).length, 1));\n',
  "README.md":
    "# Shop\n\nCall `parseUrl()`. See [how](guide.md).\n\n## Options\n\n- `--all`: everything\n\n## FAQ\n\n### Why?\n\nBecause.\n",
  "docs/guide.md": "# Guide\n",
};

let runner: GoalRunner;
const patchOf = async (goal: string) => {
  const { run, evidence } = await runner.carryOut("shop", goal);
  expect(run, run.reason ?? "").toMatchObject({ status: "waiting", verdict: "verified" });
  return latestEvidence(evidence, "diff")?.patch ?? "";
};

beforeAll(async () => {
  runner = await openGoalRunner();
  const location = makeRepository(`${runner.live.repositories}/shop`, files);
  writeFiles(location, { "src/address.ts": source("readAddress") });
  gitIn(location, "commit", "-q", "-am", "Rename");
  await runner.connect("shop");
});

afterAll(() => runner.close());

test("links and names that the history proves are set right, and the run shows what it looked at", async () => {
  const patch = await patchOf("Fix broken links and old names in the docs");
  expect(patch).toContain("+Call `readAddress()`. See [how](docs/guide.md).");
});

test("an option, an API section and an answer come from the code and the goal", async () => {
  expect(await patchOf("Update the README: the option --limit is missing")).toContain(
    "+- `-l, --limit <n>`: at most so many rows",
  );
  const faq =
    'Add an FAQ entry to README.md\nQ: How is an address read?\nA: As a URL, <b>always</b>.\n\n```ts\nimport { readAddress } from "./src/address.ts";\nif (readAddress("https://a.org/").host !== "a.org") throw new Error();\n```';
  const patch = await patchOf(faq);
  expect(patch).toContain("+### How is an address read?");
  expect(patch).toContain("As a URL, &lt;b>always&lt;/b>.");
});

test("what is missing is asked for", async () => {
  const unknown = await runner.carryOut("shop", "Update the README: the option --colour is missing");
  expect(unknown.run).toMatchObject({ status: "failed", outcome: "unclear" });
  expect(unknown.run.reason).toContain("What does it do?");
  const broken = await runner.carryOut(
    "shop",
    "Add an FAQ entry to README.md\nQ: Why?\nA: See:\n\n```sh\nexit 3\n```",
  );
  expect(broken.run.reason).toMatch(/does not run .*exit code 3/);
});
