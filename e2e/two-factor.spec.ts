import type { Page } from "playwright/test";
import { newPerson, signIn, signUp, tenantPathOf } from "./fixtures/accounts.ts";
import { expect, test } from "./fixtures/test.ts";
import { codeOf, enterCode, shownKey } from "./fixtures/two-factor.ts";

async function signOut(page: Page): Promise<void> {
  await page.goto("/sign-out");
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.waitForURL("**/sign-in");
}

const shownCodes = (page: Page) =>
  page.getByRole("list", { name: "Recovery codes" }).getByRole("listitem").allTextContents();

test("set-up, code, recovery code; each works once; a revoked device is out at once", async ({
  page,
  browser,
  platform,
}) => {
  const person = newPerson();
  await signUp(page, person);
  await page.goto("/account/security");
  await page.getByRole("link", { name: "Set up" }).click();
  const secret = await shownKey(page);
  await page.getByLabel("Code").fill("12345");
  await page.getByRole("button", { name: "Switch on" }).click();
  await expect(page.getByText("The code has six digits.")).toBeVisible();
  await page.getByLabel("Code").fill(codeOf(secret));
  await page.getByRole("button", { name: "Switch on" }).click();
  await expect(page.getByText("Keep these recovery codes")).toBeVisible();
  const codes = await shownCodes(page);
  expect(codes).toHaveLength(10);
  await page.getByRole("button", { name: "I have kept them" }).click();
  await expect(page.getByText("10 of 10 recovery codes are left.")).toBeVisible();

  await signOut(page);
  await signIn(page, person);
  await page.waitForURL(/\/two-factor/);
  // The password alone opens nothing, whatever is asked for.
  await page.goto(`${tenantPathOf(person)}/settings`);
  await page.waitForURL(/\/two-factor\?callbackUrl=/);
  expect((await page.request.get("/api/session")).ok()).toBe(true);
  const next = codeOf(secret, 30);
  await enterCode(page, next);
  await page.waitForURL(`**${tenantPathOf(person)}/settings`);

  const other = await browser.newContext({ baseURL: platform.url, userAgent: "Firefox/140.0 Windows" });
  const elsewhere = await other.newPage();
  await elsewhere.goto("/sign-in");
  await signIn(elsewhere, person);
  await enterCode(elsewhere, next);
  await expect(elsewhere.getByText("This code is not right, or was used before.")).toBeVisible();
  await elsewhere.getByRole("button", { name: "Use a recovery code" }).click();
  await enterCode(elsewhere, codes[0] ?? "", "Recovery code");
  await elsewhere.waitForURL(`**${tenantPathOf(person)}`);
  await signOut(elsewhere);
  await signIn(elsewhere, person);
  await elsewhere.getByRole("button", { name: "Use a recovery code" }).click();
  await enterCode(elsewhere, codes[0] ?? "", "Recovery code");
  await expect(elsewhere.getByText("This is none of your unused recovery codes.")).toBeVisible();
  await enterCode(elsewhere, codes[1] ?? "", "Recovery code");
  await elsewhere.waitForURL(`**${tenantPathOf(person)}`);

  await page.goto("/account/security");
  const device = page.getByRole("listitem").filter({ hasText: "Firefox on Windows" });
  await device.getByRole("button", { name: "End session" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "End session" }).click();
  await expect(device).toBeHidden();
  await elsewhere.goto(`${tenantPathOf(person)}/settings`);
  await expect(elsewhere).toHaveURL(/\/sign-in/);
  await other.close();

  await page.goto("/account/security-log");
  await expect(page.getByText("Signed in (new device)").first()).toBeVisible();
  for (const line of [
    "Wrong code after the right password",
    "Recovery code used (8 left)",
    "Session ended from another one",
  ]) {
    await expect(page.getByText(line).first()).toBeVisible();
  }
});

test("the Owner of a fresh installation sets up a second factor before anything else", async ({
  page,
  platform,
}) => {
  const owner = platform.signIns.find(({ role }) => role === "Owner");
  if (!owner) throw new Error("The seed makes no Owner.");
  await page.goto("/owner/engine");
  await expect(page.getByText("There is no such page")).toBeVisible();
  await page.goto("/sign-in");
  await signIn(page, owner);
  await page.waitForURL(/\/two-factor\/set-up/);
  await page.goto("/owner/engine");
  await page.waitForURL(/\/two-factor\/set-up\?callbackUrl=/);
  const secret = await shownKey(page);
  await page.reload();
  expect(await shownKey(page)).toBe(secret);
  await page.getByLabel("Code").fill(codeOf(secret));
  await page.getByRole("button", { name: "Switch on" }).click();
  await page.getByRole("button", { name: "I have kept them" }).click();
  await page.waitForURL("**/owner/engine");
  await page.goto("/account/security");
  await expect(page.getByRole("button", { name: "Switch off" })).toBeHidden();
});
