import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "playwright/test";
import { createAccount } from "#scripts/testing/create-account.ts";
import {
  expireAccess,
  invite,
  newPerson,
  registerAtGithub,
  serviceOfPlatform,
  sessionCookie,
  signIn,
  signUp,
  tenantPathOf,
} from "./fixtures/accounts.ts";
import { expect, test } from "./fixtures/test.ts";

const frame = (page: Page) => page.getByRole("navigation", { name: "Main" });

async function signOut(page: Page, name: string): Promise<void> {
  await page.getByRole("button", { name: `Account of ${name}` }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await page.waitForURL("**/sign-in");
}

/** Opens the newest mail to this address in the mailbox and answers the address of its link. */
async function linkInMailbox(page: Page, email: string, path: string): Promise<string> {
  const mail = page
    .getByRole("listitem")
    .filter({ hasText: `to ${email}` })
    .first();
  const link = mail.getByRole("link", { name: new RegExp(`/${path}/`) });
  // The mail leaves after the answer; the newest is open already when it is this one.
  await expect(async () => {
    await page.goto("/mailbox");
    await page.waitForLoadState("networkidle");
    if (!(await link.isVisible())) await mail.getByRole("button").click({ timeout: 1_000 });
    await expect(link).toBeVisible({ timeout: 1_000 });
  }).toPass({ timeout: 15_000 });
  return (await link.getAttribute("href")) ?? "";
}

/** Follows a link from a page of another site, as a mail program on the web does. */
async function followFromElsewhere(page: Page, target: string): Promise<void> {
  const elsewhere = createServer((_request, response) => {
    response.setHeader("content-type", "text/html");
    response.end(`<a href="${target}">to MorningAI</a>`);
  });
  await new Promise<void>((resolve) => elsewhere.listen(0, "localhost", resolve));
  try {
    await page.goto(`http://localhost:${(elsewhere.address() as AddressInfo).port}/`);
    await page.getByRole("link").click();
    await page.waitForURL(target);
  } finally {
    elsewhere.close();
  }
}

test("from sign-up by the mail to a new password, which ends the other sessions, and a sign-in link", async ({
  page,
  browser,
  platform,
}) => {
  const person = newPerson();
  await page.goto("/sign-up");
  await page.getByLabel("Your name").fill(person.name);
  await page.getByLabel("Organisation").fill(person.tenantName);
  await page.getByLabel("E-mail address").fill(person.email);
  await page.getByLabel("Password").fill("Password123!");
  await expect(page.getByText("Too easy.")).toBeVisible();
  await page.getByRole("button", { name: "Create account" }).click();
  await expect(page.getByText("Choose a password that is harder to guess.")).toBeVisible();
  await expect(page.getByLabel("E-mail address")).toHaveValue(person.email);
  await page.getByLabel("Password").fill(person.password);
  await page.getByRole("button", { name: "Create account" }).click();
  await expect(page.getByText(`Look into the mailbox of ${person.email}`)).toBeVisible();

  await page.goto(await linkInMailbox(page, person.email, "verify-email"));
  await page.getByLabel("Password").fill(person.password);
  await page.getByRole("button", { name: "Confirm" }).click();
  await page.waitForURL(`**${tenantPathOf(person)}`);
  await expect(frame(page)).toBeVisible();

  const visitor = await (await browser.newContext({ baseURL: platform.url })).newPage();
  await visitor.goto("/forgot-password");
  await visitor.getByLabel("E-mail address").fill(person.email);
  await visitor.getByRole("button", { name: "Send the link" }).click();
  await expect(visitor.getByText("If the address has an account")).toBeVisible();
  await visitor.goto(await linkInMailbox(visitor, person.email, "reset-password"));
  await visitor.getByLabel("New password").fill("ladder mango quartz 7");
  await visitor.getByRole("button", { name: "Change password" }).click();
  await expect(visitor.getByText("Your password is changed")).toBeVisible();
  await page.goto(`${tenantPathOf(person)}/settings`);
  await expect(page).toHaveURL(/\/sign-in/);

  await visitor.goto("/magic-link");
  await visitor.getByLabel("E-mail address").fill(person.email);
  await visitor.getByRole("button", { name: "Send the link" }).click();
  await expect(visitor.getByText("If the address has an account")).toBeVisible();
  const link = await linkInMailbox(visitor, person.email, "magic-link");
  // A program that looks at mail opens the link; that uses nothing up.
  await visitor.request.get(link);
  await followFromElsewhere(visitor, link);
  await visitor.getByRole("button", { name: "Sign in" }).click();
  await visitor.waitForURL(`**${tenantPathOf(person)}`);
  await visitor.goto(link);
  await expect(visitor.getByText("This link opens nothing any more")).toBeVisible();
  await visitor.context().close();
});

test("an invitation makes an account that belongs to the organisation that invited", async ({
  page,
  browser,
  platform,
}) => {
  const [person, guest] = [newPerson(), newPerson()];
  await signUp(page, person);
  const link = await invite(person, guest.email);
  await page.goto(link);
  await expect(page.getByText(`You are signed in as ${person.email}`)).toBeVisible();
  const visitor = await (await browser.newContext({ baseURL: platform.url })).newPage();
  await visitor.goto(link);
  await visitor.getByLabel("Your name").fill(guest.name);
  await visitor.getByLabel("Password").fill(guest.password);
  await visitor.getByRole("button", { name: "Create account and join" }).click();
  await visitor.waitForURL(`**${tenantPathOf(person)}`);
  await expect(frame(visitor)).toBeVisible();
  await visitor.goto(link);
  await expect(visitor.getByText("It was accepted.")).toBeVisible();
  await visitor.context().close();
});

test("GitHub signs up somebody new; the address of an account has to be connected by its person first", async ({
  page,
}) => {
  const fresh = newPerson();
  const login = fresh.tenantName.toLowerCase().replace(" ", "-");
  await registerAtGithub({ login, email: fresh.email, verified: true });
  await page.goto("/sign-up");
  await page.getByRole("button", { name: "Continue with GitHub" }).click();
  await page.getByRole("link", { name: `Authorize as ${login}`, exact: true }).click();
  await page.waitForURL(`**/${login}`);
  await signOut(page, login);

  const person = newPerson();
  await createAccount(serviceOfPlatform(), person);
  const known = `known-${login}`;
  await registerAtGithub({ login: known, email: person.email, verified: true });
  await page.getByRole("button", { name: "Continue with GitHub" }).click();
  await page.getByRole("link", { name: `Authorize as ${known}`, exact: true }).click();
  await page.waitForURL("**/connect-github");
  await page.getByLabel("Password").fill(person.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("button", { name: "Connect", exact: true }).click();
  await page.waitForURL(`**${tenantPathOf(person)}`);
  await signOut(page, person.name);
  await page.getByRole("button", { name: "Continue with GitHub" }).click();
  await page.getByRole("link", { name: `Authorize as ${known}`, exact: true }).click();
  await page.waitForURL(`**${tenantPathOf(person)}`);
});

test("an address that GitHub has not verified does not let anybody in", async ({ page }) => {
  const login = `unverified-${newPerson().name.slice(4)}`;
  await registerAtGithub({ login, email: `${login}@example.test`, verified: false });
  await page.goto("/sign-in");
  await page.getByRole("button", { name: "Continue with GitHub" }).click();
  await page.getByRole("link", { name: `Authorize as ${login}`, exact: true }).click();
  await expect(page.getByText("GitHub has not verified your primary e-mail address.")).toBeVisible();
});

test("signing out and in again leads back to the page that was asked for", async ({ page }) => {
  const person = newPerson();
  await signUp(page, person);
  await signOut(page, person.name);
  await page.goto(`${tenantPathOf(person)}/settings`);
  await expect(page).toHaveURL(/\/sign-in\?callbackUrl=/);
  await signIn(page, person);
  await page.waitForURL(`**${tenantPathOf(person)}/settings`);
  await expect(page.getByRole("heading", { name: "Settings" })).toBeVisible();
});

test("a wrong password is refused without telling what was wrong, and the sixth try has to wait", async ({
  page,
}) => {
  const person = newPerson();
  await page.goto("/sign-in");
  for (let i = 0; i < 5; i += 1) {
    await signIn(page, { email: person.email, password: `wrong ${i}` });
    await expect(page.getByText("The e-mail address or the password is not right.")).toBeVisible();
    await expect(page.getByLabel("Password")).toHaveValue("");
  }
  const answer = page.waitForResponse((response) => response.url().includes("/callback/credentials"));
  await signIn(page, { email: person.email, password: "wrong again" });
  expect((await answer).status()).toBe(429);
  expect(Number((await answer).headers()["retry-after"])).toBeGreaterThan(800);
  await expect(page.getByText(/Too many attempts\. Wait \d+ minutes?/)).toBeVisible();
});

test("the session cookie is closed to scripts, plain HTTP and other sites", async ({ page, context }) => {
  await signUp(page, newPerson());
  expect(await sessionCookie(context)).toMatchObject({ httpOnly: true, secure: true, sameSite: "Strict" });
});

test("a session outlives its access: requests at once renew it once, and the page stays", async ({
  page,
  context,
  platform,
}) => {
  const person = newPerson();
  await signUp(page, person);
  await expireAccess(context, platform.dataDir);
  const before = (await sessionCookie(context))?.value;
  const paths = ["/settings", "/settings", "/settings"].map((path) => tenantPathOf(person) + path);
  const answers = await Promise.all(paths.map((path) => context.request.get(path, { maxRedirects: 0 })));
  expect(answers.map((answer) => answer.status())).toEqual([200, 200, 200]);
  expect((await sessionCookie(context))?.value).not.toBe(before);
  await page.goto(`${tenantPathOf(person)}/settings`);
  await expect(page.getByRole("heading", { name: "Settings" })).toBeVisible();
});

test("a link on another site leads a signed-in person to the page and not to sign-in", async ({
  page,
  platform,
}) => {
  const person = newPerson();
  await signUp(page, person);
  await followFromElsewhere(page, `${platform.url}${tenantPathOf(person)}/settings`);
  await expect(page.getByRole("heading", { name: "Settings" })).toBeVisible();
});

test("ending a session signs that browser out at once", async ({ page, browser, platform }) => {
  const person = newPerson();
  await signUp(page, person);
  const other = await browser.newContext({ baseURL: platform.url, userAgent: "Firefox/140.0 Windows" });
  const elsewhere = await other.newPage();
  await elsewhere.goto("/sign-in");
  await signIn(elsewhere, person);
  await elsewhere.waitForURL(`**${tenantPathOf(person)}`);
  await page.goto("/account/security");
  await page
    .getByRole("listitem")
    .filter({ hasText: "Firefox on Windows" })
    .getByRole("button", { name: "End session" })
    .click();
  await page.getByRole("alertdialog").getByRole("button", { name: "End session" }).click();
  await expect(page.getByText("Firefox on Windows", { exact: true })).toBeHidden();
  await elsewhere.goto(`${tenantPathOf(person)}/settings`);
  await expect(elsewhere).toHaveURL(/\/sign-in/);
  await other.close();
});

test("a person changes name and password", async ({ page }) => {
  const person = newPerson();
  await signUp(page, person);
  await page.goto(`${tenantPathOf(person)}/settings`);
  await page.getByLabel("Name", { exact: true }).fill("Ada Lovelace");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("button", { name: "Account of Ada Lovelace" })).toBeVisible();
  await page.getByLabel("Present password").fill("not it at all");
  await page.getByLabel("New password").fill("another long password");
  await page.getByRole("button", { name: "Change password" }).click();
  await expect(page.getByText("This is not your present password.")).toBeVisible();
  await page.getByLabel("Present password").fill(person.password);
  await page.getByLabel("New password").fill("another long password");
  await page.getByRole("button", { name: "Change password" }).click();
  await expect(page.getByText("Your password is changed.")).toBeVisible();
  await signOut(page, "Ada Lovelace");
  await signIn(page, { email: person.email, password: "another long password" });
  await page.waitForURL(`**${tenantPathOf(person)}`);
});

test("another organisation and the Owner Console are 404 for a member, the console opens for the Owner", async ({
  page,
  context,
  owner,
}) => {
  const stranger = newPerson();
  await signUp(page, stranger);
  await signOut(page, stranger.name);
  const person = newPerson();
  await signUp(page, person);
  for (const path of [tenantPathOf(stranger), `${tenantPathOf(stranger)}/settings`, "/owner"]) {
    expect((await context.request.get(path)).status(), path).toBe(404);
  }
  await signOut(page, person.name);
  await signIn(page, owner);
  await page.waitForURL("**/owner");
  await expect(page.getByRole("link", { name: stranger.tenantName })).toBeVisible();
});

test("the API answers with problem documents: without a session, over the limit, for a stranger's repository", async ({
  page,
  context,
  playwright,
  platform,
}) => {
  const goal = { tenant: "nobody", repositoryId: "00000000-0000-4000-8000-000000000000", body: "Fix it" };
  const anonymous = await playwright.request.newContext({ baseURL: platform.url });
  const refused = await anonymous.post("/api/v1/goals", { data: goal });
  expect(refused.status()).toBe(401);
  expect(refused.headers()["content-type"]).toContain("application/problem+json");
  await anonymous.dispose();
  const person = newPerson();
  await signUp(page, person);
  const tenant = tenantPathOf(person).slice(1);
  // As our own pages ask; lib/http/screen-request.ts refuses a write with a cookie that doesn't say so.
  const headers = { "sec-fetch-site": "same-origin" };
  const tooLarge = await context.request.post("/api/v1/goals", {
    data: { ...goal, tenant, body: "x".repeat(300_000) },
    headers,
  });
  expect(await tooLarge.json()).toMatchObject({ status: 413, code: "too_large" });
  const unknown = await context.request.post("/api/v1/goals", { data: { ...goal, tenant }, headers });
  expect(await unknown.json()).toMatchObject({ status: 404, requestId: unknown.headers()["x-request-id"] });
});

test("the keyboard reaches the content by the skip link", async ({ page }) => {
  await page.goto("/sign-in");
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Skip to content" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.locator("#main")).toBeFocused();
});

async function expectSound(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await page.waitForLoadState("networkidle");
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(
    violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`),
    path,
  ).toEqual([]);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(overflow, `${path} scrolls sideways`).toBeLessThanOrEqual(0);
}

for (const colorScheme of ["light", "dark"] as const) {
  for (const width of [360, 1280]) {
    test(`pages are accessible and fit, ${colorScheme}, ${width} px`, async ({
      browser,
      platform,
      owner,
    }) => {
      const context = await browser.newContext({
        baseURL: platform.url,
        colorScheme,
        viewport: { width, height: 800 },
        reducedMotion: "reduce",
      });
      const page = await context.newPage();
      const open = ["/", "/sign-in", "/sign-up", "/forgot-password", "/reset-password/none", "/mailbox"];
      for (const path of open) await expectSound(page, path);
      const person = newPerson();
      await signUp(page, person);
      await expectSound(page, `${tenantPathOf(person)}/settings`);
      await expectSound(page, "/no-such-organisation");
      await context.clearCookies();
      await page.goto("/sign-in");
      await signIn(page, owner);
      await page.waitForURL("**/owner");
      await expectSound(page, "/owner");
      await expectSound(page, "/owner/engine");
      await context.close();
    });
  }
}
