import { unstable_doesMiddlewareMatch } from "next/experimental/testing/server";
import { expect, test } from "vitest";
import { config } from "../../proxy.ts";

const passes = (path: string) =>
  unstable_doesMiddlewareMatch({ config, nextConfig: {}, url: `http://127.0.0.1${path}` });

test("proxy.ts sees every page and route but files and routes for machines", () => {
  const seen = [
    "/",
    "/acme/runs",
    "/api/v1/goals",
    "/api/auth/callback/credentials",
    "/api/cron/audit-prune",
  ];
  // Names that begin like something that is left out.
  const alike = ["/iconic/runs", "/icon", "/favicon.icon", "/api/gitlab", "/api/inngest-x", "/api/healthz/x"];
  for (const path of [...seen, ...alike]) expect(passes(path), path).toBe(true);
  const left = [
    "/_next/static/chunks/a.js",
    "/_next/image?url=x",
    "/icon.svg",
    "/favicon.ico",
    "/api/inngest",
  ];
  for (const path of [...left, "/api/git/acme/shop.git/info/refs", "/api/healthz", "/api/readyz"])
    expect(passes(path), path).toBe(false);
});
