import { AxeBuilder } from "@axe-core/playwright";
import type { Browser, Page } from "playwright/test";
import { newPerson, signIn, signUp, tenantPathOf } from "./fixtures/accounts.ts";
import { expect, test } from "./fixtures/test.ts";

async function signedIn(
  browser: Browser,
  baseURL: string,
  account: { email: string; password: string; secret?: string },
) {
  const page = await (await browser.newContext({ baseURL })).newPage();
  await page.goto("/sign-in");
  await signIn(page, account);
  await page.waitForURL((url) => !/^\/(sign-in|two-factor)/.test(url.pathname));
  return page;
}

async function expectSound(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
  const extra = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(extra).toBeLessThanOrEqual(0);
}

/** A run of somebody that waits for an approval, with the page that shows it. */
async function waitingRun(page: Page): Promise<string> {
  const person = newPerson();
  await signUp(page, person);
  await page.goto(`${tenantPathOf(person)}/repositories/new`);
  await page.getByRole("button", { name: "Take the sample repository" }).click();
  await expect(page.getByText("Ready", { exact: true }).first()).toBeVisible({ timeout: 60_000 });
  await page.goto(`${tenantPathOf(person)}/goals/new`);
  await page
    .getByLabel("What should be done?")
    .fill("Orders above the free-shipping limit are still charged for shipping, see the failing test");
  await page.getByRole("button", { name: "Start", exact: true }).click();
  await page.waitForURL(/\/runs\//);
  await expect(page.getByRole("button", { name: "Approve" })).toBeVisible({ timeout: 120_000 });
  return page.url();
}

test("the Owner finds a waiting run in the engine, cancels it, and the run of the organisation ends with it", async ({
  page,
  browser,
  platform,
  owner,
}) => {
  test.setTimeout(240_000);
  const runPage = await waitingRun(page);
  const runId = runPage.split("/runs/")[1]?.slice(0, 36) ?? "";
  const operator = await signedIn(browser, platform.url, owner);
  await operator.goto("/owner");
  await operator.getByRole("link", { name: "Engine" }).click();
  await expect(operator.getByRole("heading", { level: 1, name: "Engine" })).toBeVisible();
  await expect(operator.getByText("in step")).toBeVisible();
  await operator.getByRole("navigation", { name: "Filter by status" }).getByText("Waiting").click();
  await expect(operator).toHaveURL(/status=waiting/);
  await operator.getByRole("combobox", { name: "Filter by function" }).click();
  await operator.getByRole("option", { name: "run-execute", exact: true }).click();
  await expect(operator).toHaveURL(/status=waiting&function=morningai-run-execute/);
  const rows = operator.getByRole("list", { name: "Runs" }).getByRole("listitem");
  await expect(rows.first()).toContainText("waits for the event approval/decided");

  const addresses = await rows
    .getByRole("link")
    .evaluateAll((links) => links.map((one) => one.getAttribute("href")));
  for (const address of addresses) {
    await operator.goto(address ?? "");
    if (await operator.getByText(runId).isVisible()) break;
  }
  await expect(operator.getByText(runId)).toBeVisible();
  await expect(operator.getByRole("list", { name: "Steps" })).toContainText("request-approval");
  await expectSound(operator);
  await operator.setViewportSize({ width: 360, height: 800 });
  await expectSound(operator);

  await operator.getByRole("button", { name: "Cancel" }).press("Enter");
  const question = operator.getByRole("alertdialog", { name: "Cancel this run?" });
  await expect(question.getByRole("button", { name: "Keep it" })).toBeFocused();
  await question.getByRole("button", { name: "Cancel the run" }).press("Enter");
  await expect(operator.getByText("Cancelled", { exact: true })).toBeVisible();
  await expect(page.getByText("Cancelled by the operator of the platform").first()).toBeVisible();
  await expect(page.getByRole("tabpanel").getByText("Ended", { exact: true })).toBeVisible();

  await operator.getByRole("button", { name: "Retry" }).click();
  await operator.getByRole("button", { name: "Run it again" }).click();
  await expect(operator.getByText("Retry of")).toBeVisible();
  await expect(operator.getByText("Failed", { exact: true }).first()).toBeVisible({ timeout: 60_000 });
  await operator.context().close();
});

test("for anybody but the Owner there is no page of the engine", async ({ page }) => {
  await signUp(page, newPerson());
  for (const path of ["/owner", "/owner/engine", "/owner/engine/01M7YPAFQ58ACKK0GKHFDN4Z61"]) {
    expect((await page.goto(path))?.status()).toBe(404);
  }
});
