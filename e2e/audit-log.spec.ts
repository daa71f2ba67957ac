import { readFile } from "node:fs/promises";
import { AxeBuilder } from "@axe-core/playwright";
import { newPerson, signUp, tenantPathOf } from "./fixtures/accounts.ts";
import { expect, test } from "./fixtures/test.ts";

test("an admin finds what was done, by whom and from where, and takes it along as a file", async ({
  page,
}) => {
  const person = newPerson();
  await signUp(page, person);
  await page.goto(`${tenantPathOf(person)}/settings`);
  await page.getByLabel("Name", { exact: true }).fill("=Ada()");
  await page.getByRole("button", { name: "Save" }).first().click();
  await expect(page.getByText("Your name is saved.").first()).toBeVisible();
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Audit log" }).click();
  const lines = page.getByRole("list", { name: "Audit log" });
  await lines.getByRole("button", { name: /User: rename/ }).click();
  await expect(lines.getByRole("list", { name: "What changed" })).toContainText(
    `name: ${person.name} → =Ada()`,
  );
  await expect(lines).toContainText("Mozilla");
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);

  await page.getByLabel("About").selectOption({ label: "Repositories" });
  await page.getByRole("button", { name: "Filter" }).click();
  await expect(page.getByText("No line fits this filter.")).toBeVisible();
  await page.getByRole("link", { name: "Show everything" }).click();
  await expect(lines).toBeVisible();

  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "CSV" }).click();
  const csv = await readFile(await (await download).path(), "utf8");
  expect(csv).toContain("user.sign_up");
  // A spreadsheet would run it as a formula.
  expect(csv).not.toMatch(/(^|,)=Ada/m);
});

test("nobody outside of an organisation can open or download its audit log", async ({
  page,
  browser,
  platform,
}) => {
  const person = newPerson();
  await signUp(page, person);
  const other = await (await browser.newContext({ baseURL: platform.url })).newPage();
  await signUp(other, newPerson());
  const slug = tenantPathOf(person).slice(1);
  const asked = await other.request.get(`/api/v1/audit-log?tenant=${slug}&format=csv`);
  expect(asked.status()).toBe(404);
  expect((await other.request.get("/api/v1/audit-log")).status()).toBe(404);
  await other.goto(`${tenantPathOf(person)}/audit-log`);
  await expect(other.getByText("There is no such page")).toBeVisible();
});
