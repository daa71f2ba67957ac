import { execFile } from "node:child_process";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import AxeBuilder from "@axe-core/playwright";
import type { Page } from "playwright/test";
import { newPerson, signUp } from "./fixtures/accounts.ts";
import { expectOwnerWalls, expectWalls, findRowsOf } from "./fixtures/tenant-walls.ts";
import { expect, test } from "./fixtures/test.ts";

const run = promisify(execFile);

const GOAL = "Orders above the free-shipping limit are still charged for shipping, see the failing test";

async function signIn(page: Page, account: { email: string; password: string }): Promise<void> {
  await page.goto("/sign-in");
  await page.getByLabel("E-mail address").fill(account.email);
  await page.getByLabel("Password", { exact: true }).fill(account.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("heading", { name: "Dashboard" })).toBeVisible();
}

async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const serious = violations.filter((one) => one.impact === "serious" || one.impact === "critical");
  expect(serious.map((one) => `${one.id}: ${one.nodes[0]?.html}`)).toEqual([]);
}

/** Clones the merged branch with a token made on the page, and runs its tests with plain npm. */
async function testOutside(page: Page): Promise<string> {
  await page.goto("/demo/repositories");
  await page.getByRole("link", { name: "orders-service" }).click();
  await page.getByRole("button", { name: "Make a token to read", exact: true }).click();
  const command = await page
    .getByText(/git clone \S+:\S+@/)
    .first()
    .textContent();
  const url = /https?:\/\/\S+/.exec(command ?? "")?.[0] ?? "";
  const folder = join(await mkdtemp(join(tmpdir(), "morningai-clone-")), "clone");
  await run("git", ["clone", "--quiet", url, folder]);
  const { stdout } = await run("npm", ["test"], { cwd: folder });
  return stdout;
}

test("a goal in plain words becomes a verified, approved and merged pull request, which only its organisation sees", async ({
  page,
  admin,
  browser,
  platform,
}) => {
  test.setTimeout(240_000);
  await signIn(page, admin);
  await expect(page.getByText("orders-service").first()).toBeVisible();

  await page.getByLabel("What should be done?").fill(GOAL);
  await expect(page.getByRole("button", { name: "Start", exact: true })).toBeEnabled({ timeout: 30_000 });
  const submittedAt = Date.now();
  await page.getByRole("button", { name: "Start", exact: true }).click();
  await page.waitForURL(/\/demo\/runs\//);
  console.log(`run page open after ${Date.now() - submittedAt} ms`);

  await expect(page.getByText("Verified", { exact: true }).first()).toBeVisible({ timeout: 120_000 });
  await expect(page.getByText("Embedded engine (no language model)").first()).toBeVisible();
  const question = page.getByText(/^merge pull request #\d+$/i).first();
  await expect(question).toBeVisible({ timeout: 60_000 });
  const title = (await question.textContent()) ?? "";
  const runPage = page.url();
  await expectAccessible(page);

  await page.goto("/demo/approvals");
  await expectAccessible(page);
  const card = page.locator('[data-slot="card"]').filter({ hasText: title });
  await card.getByRole("button", { name: "Approve" }).click();
  const dialog = page.getByRole("alertdialog", { name: `${title}?` });
  await expect(dialog).toContainText(/Merges \S+ at [0-9a-f]{10} into main/);
  await dialog.getByRole("button", { name: "Approve" }).click();
  await page.goto(runPage);
  await expect(page.getByText(/Merged into main/).first()).toBeVisible({ timeout: 60_000 });

  expect(await testOutside(page)).toContain("fail 0");

  const rows = await findRowsOf(platform.env, "demo", runPage.split("/").at(-1) ?? "");
  const stranger = await (await browser.newContext({ baseURL: platform.url })).newPage();
  await signUp(stranger, newPerson());
  await expectWalls(rows, { admin: page.request, stranger: stranger.request, secret: "free-shipping limit" });
  await expectOwnerWalls(stranger.request, rows);
});
