import { decodeJwt } from "jose";
import { expect, test, vi } from "vitest";
import { jobTokens } from "#lib/db/job-client.ts";
import { newId } from "#lib/ids.ts";

vi.stubEnv("SUPABASE_JWT_SECRET", "a-secret-of-at-least-thirty-two-characters");

test("a job's token names its tenant and is renewed before it ends", async () => {
  const tenantId = newId();
  let minutes = 0;
  const clock = { now: () => new Date(Date.UTC(2026, 0, 1, 0, minutes)) };
  const next = jobTokens(tenantId, clock);
  const first = await next();
  expect(decodeJwt(first)).toMatchObject({
    actor: "job",
    tenant_id: tenantId,
    sub: tenantId,
    role: "authenticated",
  });
  minutes = 12;
  expect(await next()).toBe(first);
  minutes = 13;
  const second = await next();
  expect(decodeJwt(second).exp).toBe((decodeJwt(first).exp ?? 0) + 13 * 60);
});
