import type { NextConfig } from "next";

const config: NextConfig = {
  reactStrictMode: true,
  poweredByHeader: false,
  // Native or process-spawning packages stay outside the bundle.
  serverExternalPackages: [
    "@node-rs/argon2",
    "@electric-sql/pglite",
    "@supabase/lite",
    "pino",
    "inngest",
    "vscode-jsonrpc",
  ],
  // As lib/http/read-body.ts says of routes; goals, the largest input, have 20,000 characters.
  experimental: { serverActions: { bodySizeLimit: "1mb" } },
  // Pages and routes get theirs from proxy.ts.
  headers: async () => [
    { source: "/_next/static/:path*", headers: [{ key: "x-content-type-options", value: "nosniff" }] },
  ],
  typescript: { tsconfigPath: "tsconfig.json" },
};

export default config;
