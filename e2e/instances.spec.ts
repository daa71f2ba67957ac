import { expireAccess, newPerson, sessionCookie, signUp, tenantPathOf } from "./fixtures/accounts.ts";
import { startSecondInstance } from "./fixtures/second-instance.ts";
import { expect, test } from "./fixtures/test.ts";

test("two app instances on one database behave as one", async ({ page, context, platform, browser }) => {
  const second = await startSecondInstance(platform);
  const person = newPerson();
  const settings = `${tenantPathOf(person)}/settings`;
  const statusAt = async (url: string) =>
    (
      await context.request.get(url + settings, { maxRedirects: 0, headers: { accept: "text/html" } })
    ).status();
  try {
    await test.step("who signed in at one is signed in at the other", async () => {
      await signUp(page, person);
      expect(await statusAt(second.url)).toBe(200);
    });

    await test.step("both renew one session at once, and it lives on", async () => {
      await expireAccess(context, platform.dataDir);
      const before = (await sessionCookie(context))?.value;
      const asked = [platform.url, second.url, platform.url, second.url];
      expect(await Promise.all(asked.map(statusAt))).toEqual([200, 200, 200, 200]);
      expect((await sessionCookie(context))?.value).not.toBe(before);
      expect(await statusAt(second.url)).toBe(200);
    });

    await test.step("wrong passwords are counted together", async () => {
      const stranger = await browser.newContext();
      const attempt = async (url: string) => {
        const token = await (await stranger.request.get(`${url}/api/auth/csrf`)).json();
        const form = {
          csrfToken: token.csrfToken,
          email: person.email,
          password: "wrong walnut otter",
          json: "true",
        };
        const headers = { origin: url };
        return (
          await stranger.request.post(`${url}/api/auth/callback/credentials`, { form, headers })
        ).status();
      };
      for (const url of [platform.url, second.url, platform.url, second.url, platform.url]) {
        expect(await attempt(url)).toBe(401);
      }
      expect(await attempt(second.url)).toBe(429);
      expect(await attempt(platform.url)).toBe(429);
    });

    await test.step("what is signed out at one is out at the other at once", async () => {
      const copy = await context.storageState();
      await page.goto(`${second.url}/sign-out`);
      await page.getByRole("button", { name: "Sign out" }).click();
      await page.waitForURL("**/sign-in");
      const thief = await browser.newContext({ storageState: copy });
      const answer = await thief.request.get(platform.url + settings, { maxRedirects: 0 });
      expect(answer.status()).toBe(307);
    });
  } finally {
    await second.stop();
  }
});
