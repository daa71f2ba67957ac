import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { Cron } from "croner";
import { expect, test } from "vitest";
import { z } from "zod";

const root = resolve(import.meta.dirname, "../..");
const cronFolder = join(root, "app/api/cron");

// https://vercel.com/docs/cron-jobs: a path of the app that begins with "/", and five fields in UTC.
const configuration = z.object({
  crons: z.array(
    z.object({ path: z.string().startsWith("/api/cron/").max(512), schedule: z.string().max(256) }),
  ),
});
const { crons } = configuration.parse(JSON.parse(readFileSync(join(root, "vercel.json"), "utf8")));

function routeNames(): string[] {
  const folders = readdirSync(cronFolder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return folders.map((entry) => entry.name).filter((name) => existsSync(join(cronFolder, name, "route.ts")));
}

test("each cron of vercel.json has a route, and each cron route is in vercel.json", () => {
  const configured = crons.map(({ path }) => path.replace("/api/cron/", ""));
  expect(configured.sort()).toEqual(routeNames().sort());
});

test("each schedule follows Vercel's cron syntax", () => {
  for (const { schedule } of crons) {
    const fields = schedule.split(" ");
    expect(fields).toHaveLength(5);
    // Vercel knows no names of months and days, no @daily, and no day of month together with a day of week.
    expect(schedule).toMatch(/^[\d*,/ -]+$/);
    expect(fields[2] === "*" || fields[4] === "*").toBe(true);
    expect(new Cron(schedule, { paused: true }).nextRun()).toBeInstanceOf(Date);
  }
});

test("a caller without the secret is refused by each cron route", async () => {
  for (const name of routeNames()) {
    const route = (await import(join(cronFolder, name, "route.ts"))) as {
      GET: (request: Request) => Promise<Response>;
    };
    const response = await route.GET(new Request(`http://127.0.0.1/api/cron/${name}`));
    expect(response.status, name).toBe(404);
  }
});
