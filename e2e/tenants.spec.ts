import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "playwright/test";
import { unwrap } from "#lib/db/call.ts";
import { createServiceClient } from "#lib/db/service-client.ts";
import { newPerson, signUp, tenantPathOf } from "./fixtures/accounts.ts";
import { expect, test } from "./fixtures/test.ts";

/** Adds a member past the pages, as an accepted invitation does. */
async function addMember(env: Record<string, string>, tenantPath: string): Promise<string> {
  const { SUPABASE_URL: url = "", SUPABASE_SECRET_KEY: secretKey = "" } = env;
  const service = createServiceClient({ url, secretKey });
  const name = `Grace ${Date.now()}`;
  const user = { name, email: `grace-${Date.now()}@example.test` };
  const { id } = unwrap(await service.from("users").insert(user).select("id").single());
  const tenant = unwrap(await service.from("tenants").select("id").eq("slug", tenantPath.slice(1)).single());
  const member = { tenant_id: tenant.id, user_id: id, role: "member" };
  unwrap(await service.from("members").insert(member).select("user_id"));
  return name;
}

const expectAccessible = async (page: Page) =>
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);

test("a new organisation is led to its first goal, sees to its members, and can stop all its agents", async ({
  page,
  platform,
}) => {
  const person = newPerson();
  await signUp(page, person);
  const base = tenantPathOf(person);

  await expect(page.getByRole("heading", { name: "First steps" })).toBeVisible();
  await page.getByRole("link", { name: "Connect a repository" }).click();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Take the sample" }).click();
  await page.waitForURL("**/welcome?step=goal");
  // Left and taken up again: the place follows from what is there.
  await page.goto(base);
  await expect(page.getByText("2 of 4 done")).toBeVisible();

  const name = await addMember(platform.env, base);
  await page.goto(`${base}/settings/members`);
  const own = page.getByLabel(`Role of ${person.name}`);
  await expect(own).toBeDisabled();
  await expect(page.getByText("An organisation needs an admin")).toBeVisible();
  await page.getByLabel(`Role of ${name}`).selectOption("admin");
  await expect(page.getByText(`${name} is admin now.`).first()).toBeVisible();
  await expect(own).toBeEnabled();
  await expectAccessible(page);

  await page.goto(`${base}/settings/kill-switches`);
  await page.getByRole("button", { name: "Stop All agents" }).click();
  await page.getByLabel("Reason").fill("Strange pull requests");
  await page.getByRole("button", { name: "Stop now" }).click();
  await expect(page.getByText("Kill switch of this organisation is on")).toBeVisible();
  await expectAccessible(page);
  await page.goto(`${base}/goals/new`);
  await expect(page.getByText("Strange pull requests")).toBeVisible();
  await page.goto(`${base}/settings/kill-switches`);
  await page.getByRole("button", { name: "Let work again for All agents" }).click();
  await page.getByRole("button", { name: "Let work", exact: true }).click();
  await expect(page.getByText("Kill switch of this organisation is on")).toBeHidden();
});
