/** Finds a Chromium for the e2e tests, installs one where that can be done without asking. */
import { existsSync } from "node:fs";
import { chromium } from "playwright";
import { runCommand } from "../terminal/command.ts";
import { canInstallSystemPackages, installSystemPackage } from "./system-package.ts";

const systemBrowsers = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

function installedBrowser(): string | undefined {
  return [chromium.executablePath(), ...systemBrowsers].find((path) => existsSync(path));
}

/** Path of the browser's program. Throws an Error with the remedy when there is none. */
export async function findBrowser(environment: NodeJS.ProcessEnv): Promise<string> {
  const given = environment.PLAYWRIGHT_CHROMIUM_PATH;
  if (given && existsSync(given)) return given;
  if (given) throw new Error(`PLAYWRIGHT_CHROMIUM_PATH names ${given}, which does not exist.`);
  const installed = installedBrowser();
  if (installed) return installed;
  console.log("Fetching Chromium for the e2e tests …");
  await runCommand(["playwright", "install", "chromium"]);
  if (!installedBrowser() && canInstallSystemPackages()) await installSystemPackage("chromium");
  const fetched = installedBrowser();
  if (fetched) return fetched;
  throw new Error(
    "The e2e tests need Chromium: install it (Debian: apt-get install chromium) or set PLAYWRIGHT_CHROMIUM_PATH.",
  );
}
