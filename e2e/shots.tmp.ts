import { chromium } from "playwright";
const [base, email, password, out] = process.argv.slice(2) as [string, string, string, string];
const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"] });
async function session(width: number, height: number, dark: boolean) {
  const context = await browser.newContext({ baseURL: base, viewport: { width, height }, colorScheme: dark ? "dark" : "light", deviceScaleFactor: 1 });
  const page = await context.newPage();
  await page.goto("/sign-in");
  await page.getByLabel("E-mail address").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("heading", { name: "Dashboard" }).waitFor();
  return page;
}
const wide = await session(1280, 900, false);
const runs = await wide.goto("/demo/runs").then(() => wide.locator('a[href*="/demo/runs/"]').evaluateAll((links) => [...new Set(links.map((a) => a.getAttribute("href")))].filter((h) => h && h.split("/").length === 4)));
const run = process.env.RUN ?? runs[0] ?? "/demo";
const pulls = await wide.goto("/demo/pull-requests").then(() => wide.locator('a[href*="/demo/pull-requests/"]').evaluateAll((links) => links.map((a) => a.getAttribute("href"))));
const pages: [string, string][] = [["dashboard", "/demo"], ["run", run], ["run-plan", `${run}#plan`], ["run-evidence", `${run}#evidence`], ["run-changes", `${run}#changes`], ["pull", pulls[0] ?? "/demo"], ["approvals", "/demo/approvals"], ["repositories", "/demo/repositories"], ["goals", "/demo/goals"], ["settings", "/demo/settings"]];
for (const [kind, w, h, dark] of [["wide", 1280, 900, false], ["wide-dark", 1280, 900, true], ["phone", 360, 780, false], ["phone-dark", 360, 780, true]] as const) {
  const page = await session(w, h, dark);
  for (const [name, path] of pages) {
    await page.goto("about:blank"); await page.goto(path);
    await page.waitForTimeout(900);
    await page.screenshot({ path: `${out}/${name}-${kind}.png`, fullPage: name !== "run" });
    const wide = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth + 1);
    if (wide) console.log("sideways scroll", name, kind);
  }
}
await browser.close();
