import { expect, test } from "vitest";
import { env } from "#lib/env.ts";
import { apiRoute } from "#lib/http/api-route.ts";
import { budgetOf, callerOf, type RateStatus, requireAllowed, takeRequest } from "#lib/http/rate-limit.ts";
import { claimsFor, encodeSession, SESSION_COOKIE } from "#lib/http/session-cookie.ts";
import { newId } from "#lib/ids.ts";
import { setUpTestDatabase } from "#scripts/testing/test-database.ts";

process.env.NEXTAUTH_SECRET = "x".repeat(32);
process.env.RATE_LIMIT_MINUTE = "5";
process.env.RATE_LIMIT_HOUR = "20";
const database = setUpTestDatabase();

const route = apiRoute(async () => Response.json({ ok: true }));
const ask = (ip: string) =>
  route(new Request("http://here.invalid/api/v1/goals", { headers: { "x-forwarded-for": ip } }), {
    params: Promise.resolve({}),
  });
/** Moves the windows of all callers into the past. */
const pass = async (seconds: number) => {
  const past = new Date(Date.now() - seconds * 1_000).toISOString();
  const moved = await database.service.from("rate_limits").update({ started_at: past }).gte("hits", 0);
  expect(moved.error).toBeNull();
};

test("each answer says what is left; the sixth request of a minute is refused with a problem document", async () => {
  const answers = [];
  for (let count = 0; count < 6; count += 1) answers.push(await ask("198.51.100.1"));
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 429]);
  const first = answers[0]?.headers;
  expect(first?.get("ratelimit-policy")).toBe('"minute";q=5;w=60, "hour";q=20;w=3600');
  expect(first?.get("ratelimit")).toMatch(/^"minute";r=4;t=\d+, "hour";r=19;t=\d+$/);
  expect(first?.get("x-ratelimit-remaining")).toBe("4");
  const last = answers[5] as Response;
  expect(last.headers.get("content-type")).toBe("application/problem+json");
  expect(Number(last.headers.get("retry-after"))).toBeGreaterThan(50);
  expect(last.headers.get("x-ratelimit-remaining")).toBe("0");
  expect(await last.json()).toMatchObject({
    status: 429,
    code: "rate_limited",
    detail: expect.stringMatching(/more than 5 requests within a minute\. Try again in \d+ s/),
    requestId: expect.any(String),
  });
  expect((await ask("198.51.100.2")).status).toBe(200);
});

test("requests at once can't slip through together, and two instances count as one", async () => {
  const caller = newId();
  const statuses = await Promise.all(Array.from({ length: 12 }, () => takeRequest(caller, "default")));
  expect(statuses.filter(({ allowed }) => allowed)).toHaveLength(5);
});

test("the minute begins anew, the hour goes on counting", async () => {
  const caller = newId();
  const start = Date.now();
  let allowed = 0;
  let status: RateStatus | undefined;
  for (let minute = 0; minute < 5; minute += 1) {
    for (let count = 0; count < 5; count += 1) {
      status = await takeRequest(caller, "default", start + minute * 61_000);
      if (status.allowed) allowed += 1;
    }
    // Only the windows of a minute: those of an hour stay where they are.
    const past = new Date(Date.now() - 61_000).toISOString();
    await database.service.from("rate_limits").update({ started_at: past }).like("key", `%${caller}:60`);
  }
  expect(allowed).toBe(20);
  expect(() => requireAllowed(status as RateStatus)).toThrow(
    /more than 20 requests within an hour.*60 minutes/,
  );
});

test("who is over the limit is refused without asking the database, until the window begins anew", async () => {
  const caller = newId();
  const now = Date.now();
  for (let count = 0; count < 6; count += 1) await takeRequest(caller, "default", now);
  const hits = async () =>
    (await database.service.from("rate_limits").select("hits").like("key", `%${caller}:60`).single()).data
      ?.hits;
  expect(await hits()).toBe(6);
  const later = await takeRequest(caller, "default", now + 30_000);
  expect(later.allowed).toBe(false);
  expect(later.windows[0]?.resetSeconds).toBeLessThanOrEqual(30);
  expect(await hits()).toBe(6);
  await pass(61);
  expect((await takeRequest(caller, "default", now + 61_000)).allowed).toBe(true);
});

test("a person is one caller on all devices, an address one for all who are not signed in", async () => {
  const cookie = await encodeSession(
    claimsFor({ userId: newId(), sessionId: newId(), refreshToken: "r" }, new Date()),
  );
  const headers = (ip: string, value = `other=1; ${SESSION_COOKIE}=${cookie}`) =>
    new Headers({ cookie: value, "x-forwarded-for": ip });
  expect(await callerOf(headers("192.0.2.1"))).toBe(await callerOf(headers("192.0.2.2")));
  expect(await callerOf(headers("192.0.2.1", ""))).not.toBe(await callerOf(headers("192.0.2.2", "")));
  const forged = `${SESSION_COOKIE}=forged`;
  expect(await callerOf(headers("192.0.2.1", forged))).toBe(await callerOf(headers("192.0.2.1", "")));
  expect(await callerOf(headers("192.0.2.1"))).toMatch(/^[0-9a-f]{64}$/);
});

test("the open page of a run has a larger budget of its own", () => {
  const request = (path: string, method = "GET") => new Request(`http://here.invalid${path}`, { method });
  expect(budgetOf(request("/api/v1/runs/1"))).toBe("live");
  expect(budgetOf(request("/api/v1/runs/1/events?after=3"))).toBe("live");
  expect(budgetOf(request("/api/v1/runs/1", "POST"))).toBe("default");
  expect(budgetOf(request("/api/v1/runs/1/bundle"))).toBe("default");
  expect(env().RATE_LIMIT_MINUTE).toBe(5);
});
