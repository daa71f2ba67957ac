import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "playwright/test";
import { newPerson, signUp, tenantPathOf } from "./fixtures/accounts.ts";
import { expect, test } from "./fixtures/test.ts";

/** A small git repository with one failing test. */
function writeRepository(root: string, name: string): string {
  const folder = join(root, name);
  mkdirSync(join(folder, "test"), { recursive: true });
  writeFileSync(
    join(folder, "package.json"),
    JSON.stringify({ name, type: "module", scripts: { test: "node --test" } }),
  );
  writeFileSync(join(folder, "sum.js"), "export const sum = (a, b) => a - b;\n");
  writeFileSync(
    join(folder, "test", "sum.test.js"),
    'import assert from "node:assert";\nimport { test } from "node:test";\nimport { sum } from "../sum.js";\ntest("sums", () => assert.equal(sum(2, 3), 5));\n',
  );
  const git = (...args: string[]) => execFileSync("git", ["-C", folder, ...args], { stdio: "ignore" });
  git("init", "-b", "main");
  git("add", "-A");
  git("-c", "user.name=Ada", "-c", "user.email=ada@example.test", "commit", "-m", "First commit");
  return folder;
}

async function connect(page: Page, tenant: string, location: string): Promise<void> {
  await page.goto(`${tenant}/repositories/new`);
  await page.getByRole("tab", { name: "Path on this server" }).click();
  await page.getByLabel("Path", { exact: true }).fill(location);
  await page.getByRole("button", { name: "Connect" }).click();
  await page.waitForURL(/\/repositories\/[0-9a-f-]{36}$/);
}

async function expectNoSeriousFinding(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const serious = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
  expect(serious.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
}

async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const extra = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(extra).toBeLessThanOrEqual(0);
}

test("a new organisation is told what to do first, and each place leads there", async ({ page }) => {
  const person = newPerson();
  await signUp(page, person);
  const tenant = tenantPathOf(person);
  for (const [path, title] of [
    ["goals", "Goals"],
    ["runs", "Runs"],
    ["repositories", "Repositories"],
    ["pull-requests", "Pull requests"],
    ["approvals", "Approvals"],
  ]) {
    await page.goto(`${tenant}/${path}`);
    await expect(page.getByRole("heading", { level: 1, name: title })).toBeVisible();
    await expectNoSeriousFinding(page);
  }
});

test("a new organisation takes the sample repository with one button", async ({ page }) => {
  const person = newPerson();
  await signUp(page, person);
  await page.goto(`${tenantPathOf(person)}/repositories/new`);
  await expectNoSeriousFinding(page);
  await page.getByRole("button", { name: "Take the sample repository" }).click();
  await page.waitForURL(/\/repositories\/[0-9a-f-]{36}$/);
  await expect(page.getByRole("heading", { level: 1, name: "orders-service" })).toBeVisible();
  await expect(page.getByText("Ready", { exact: true }).first()).toBeVisible({ timeout: 60_000 });
});

test("a repository is connected by path, its commands are detected and corrected, and a token is shown once", async ({
  page,
  repositoryRoot,
}) => {
  const person = newPerson();
  await signUp(page, person);
  const tenant = tenantPathOf(person);
  await connect(page, tenant, writeRepository(repositoryRoot, `sums-${Date.now()}`));
  await expect(page.getByText("Ready")).toBeVisible({ timeout: 60_000 });
  await expect(page.getByText("First commit")).toBeVisible();
  await page.getByLabel("Lint").fill("node --check sum.js");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("corrected by a person")).toBeVisible();
  await page.getByRole("button", { name: "Make a token to read", exact: true }).click();
  await expect(page.getByText("This token is shown once")).toBeVisible();
  await expectNoSeriousFinding(page);
});

test("a place that is no repository fails with a reason, can be tried again, is not offered, and is removed", async ({
  page,
  repositoryRoot,
}) => {
  const person = newPerson();
  await signUp(page, person);
  await connect(page, tenantPathOf(person), join(repositoryRoot, "nothing-here"));
  await expect(page.getByText("The import failed")).toBeVisible({ timeout: 60_000 });
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByText("The import failed")).toBeVisible({ timeout: 60_000 });
  const failedPage = page.url();
  // The second attempt may still be under way: the words on the page are those of the first.
  await expect(async () => {
    await page.goto(`${tenantPathOf(person)}/goals/new`);
    await expect(page.getByText("Connect a repository first")).toBeVisible({ timeout: 2_000 });
  }).toPass({ timeout: 60_000 });
  await page.goto(failedPage);
  await page.getByRole("button", { name: "Remove" }).click();
  await page.getByRole("button", { name: "Remove the repository" }).click();
  await page.waitForURL(/\/repositories$/);
  await expect(page.getByText("No repository is connected")).toBeVisible();
  expect((await page.request.get(failedPage)).status()).toBe(404);
});

test("a goal is written by keyboard, its run page moves by itself, survives a reload, and fits a phone", async ({
  page,
  repositoryRoot,
}) => {
  const person = newPerson();
  await signUp(page, person);
  const tenant = tenantPathOf(person);
  await connect(page, tenant, writeRepository(repositoryRoot, `goal-${Date.now()}`));
  await expect(page.getByText("Ready")).toBeVisible({ timeout: 60_000 });
  await page.goto(`${tenant}/goals/new`);
  await page
    .getByLabel("What should be done?")
    .fill("<b>sum</b> subtracts instead of adding, see the failing test");
  await page.keyboard.press("Control+Enter");
  await page.waitForURL(/\/runs\/[0-9a-f-]{36}/);
  await expect(page.getByRole("heading", { level: 1 })).toContainText("<b>sum</b> subtracts");
  await expect(page.getByRole("list", { name: "Steps of the run" })).toBeVisible({ timeout: 60_000 });
  await page.reload();
  await expect(page.getByRole("list", { name: "Steps of the run" })).toBeVisible();
  await page.setViewportSize({ width: 360, height: 800 });
  for (const tab of ["Plan", "Evidence", "Changes", "Checks", "Decisions", "Timeline"]) {
    await page.getByRole("tab", { name: tab }).click();
    await expectNoSidewaysScroll(page);
  }
  const runId = page.url().split("/runs/")[1]?.slice(0, 36);
  const bundle = await page.request.get(`/api/v1/runs/${runId}/bundle`);
  expect(await bundle.json()).toMatchObject({ format: "morningai/run", run: { id: runId } });
});

test("an id that is none and the run of others are not found", async ({ page }) => {
  const person = newPerson();
  await signUp(page, person);
  for (const noun of ["runs", "goals", "repositories", "pull-requests"]) {
    for (const id of ["nonsense", "00000000-0000-4000-8000-000000000000"]) {
      const answer = await page.goto(`${tenantPathOf(person)}/${noun}/${id}`);
      expect(answer?.status(), `${noun}/${id}`).toBe(404);
      await expect(page.getByText("There is no such page")).toBeVisible();
    }
  }
  const answer = await page.request.get("/api/v1/runs/00000000-0000-4000-8000-000000000000/events");
  expect(answer.status()).toBe(404);
});
