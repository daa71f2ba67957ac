import { expect, test } from "vitest";
import { slugFrom, TenantSlug } from "#lib/domain/tenants/schema.ts";

test("a name becomes a path segment of ASCII letters, digits and dashes", () => {
  expect(slugFrom("Zoë & Söhne GmbH")).toBe("zoe-sohne-gmbh");
  expect(slugFrom("  --Acme--  ")).toBe("acme");
});

test("a name without such letters still gets one", () => {
  expect(slugFrom("株式会社")).toBe("team");
});

test("no tenant takes a path of the platform", () => {
  for (const name of ["API", "owner", "Sign In", "sign-up", "Settings", "healthz"]) {
    expect(slugFrom(name), name).toMatch(/-team$/);
  }
});

test("every slug is one that the database accepts", () => {
  for (const name of ["a", "x".repeat(200), `${"y".repeat(39)} z`, "Forgot password", "!!", "ﬁne"]) {
    expect(TenantSlug.safeParse(slugFrom(name)).success, slugFrom(name)).toBe(true);
  }
});
