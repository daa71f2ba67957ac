import { z } from "zod";

const url = z.url({ protocol: /^https?$/ });

/**
 * Every variable the platform reads, once, with its default. `.env.example` explains each;
 * `npm start` sets those of the embedded parts itself.
 */
const schema = z.object({
  NODE_ENV: z.enum(["development", "test", "production"]).default("development"),
  LOG_LEVEL: z.enum(["trace", "debug", "info", "warn", "error", "fatal", "silent"]).default("info"),
  APP_URL: url.default("http://127.0.0.1:3000"),
  DATA_DIR: z.string().min(1).default(".data"),
  /** Port of the embedded database on 127.0.0.1; 0 takes a free one. */
  DB_PORT: z.coerce.number().int().min(0).max(65_535).default(54_321),
  SUPABASE_URL: url.default("http://127.0.0.1:54321"),
  SUPABASE_PUBLISHABLE_KEY: z.string().min(1).default("not-set"),
  SUPABASE_SECRET_KEY: z.string().min(1).default("not-set"),
  /** HS256 secret of the embedded database or of a self-hosted Supabase. */
  SUPABASE_JWT_SECRET: z.string().min(32).optional(),
  /** ES256 private key as JWK with `kid`, for hosted Supabase. Wins over the secret. */
  SUPABASE_JWT_JWK: z.string().optional(),
  NEXTAUTH_SECRET: z.string().min(32).optional(),
  NEXTAUTH_URL: url.optional(),
  /** Mail server; without it mail stays in the database and is read on /mailbox. */
  SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  /** Sender of mail, as "Name <address>". */
  MAIL_FROM: z.string().min(3).max(200).optional(),
  /** OAuth app at GitHub; both set: people can sign in with GitHub. */
  GITHUB_OAUTH_ID: z.string().optional(),
  GITHUB_OAUTH_SECRET: z.string().optional(),
  /** A GitHub Enterprise Server in place of github.com. */
  GITHUB_OAUTH_BASE: url.optional(),
  INNGEST_DEV: z.string().optional(),
  /** Postgres database that keeps the embedded engine's state instead of a folder. */
  ENGINE_DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  INNGEST_EVENT_KEY: z.string().optional(),
  INNGEST_SIGNING_KEY: z.string().optional(),
  /** A self-hosted Inngest server; the SDK reads it too. */
  INNGEST_BASE_URL: url.optional(),
  /** Keys that seal credentials: `id:base64,id:base64`, the first one seals (lib/key-ring.ts). */
  ENCRYPTION_KEYS: z.string().optional(),
  CRON_SECRET: z.string().min(16).optional(),
  /** Requests that one caller (person, git token, address) may send within a minute and within an hour. */
  RATE_LIMIT_MINUTE: z.coerce.number().int().positive().default(100),
  RATE_LIMIT_HOUR: z.coerce.number().int().positive().default(1_000),
  /** Addresses and ranges that are refused, separated by ",". */
  BLOCKED_ADDRESSES: z.string().default(""),
  /** Reverse proxies in front of the app that add the address of their caller to X-Forwarded-For. */
  TRUSTED_PROXIES: z.coerce.number().int().min(1).max(10).default(1),
  /** Folders below which a repository path on this server may be connected, separated by ":". */
  REPOSITORY_ROOTS: z.string().default(""),
  /** Hosts of the own network that addresses of users may name: `host` or `host:port`, separated by ",". */
  ALLOWED_HOSTS: z.string().default(""),
  /** Largest repository that may be connected, MiB. */
  REPOSITORY_MAX_MB: z.coerce.number().int().positive().default(500),
  /** Longest time one run of a repository's test suite may take, seconds. */
  TEST_WALL_SECONDS: z.coerce.number().int().positive().default(300),
  /**
   * What a run does when fixes that pass every test give different results: "ask" a person, or go on with the
   * "best_ranked" one, which is then only partly verified. For evaluations, where nobody answers.
   */
  ON_DISAGREEMENT: z.enum(["ask", "best_ranked"]).default("ask"),
  /** Node 24 binary that sandboxes use; default: the one that runs us. */
  SANDBOX_NODE: z.string().optional(),
  /** Package registry that dependency installs may reach. */
  NPM_REGISTRY: url.optional(),
});

export type Env = z.infer<typeof schema>;

/** Parses an environment; the error names each wrong variable and what it should be. */
export function parseEnv(source: Record<string, string | undefined>): Env {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ""));
  const result = schema.safeParse(given);
  if (result.success) return result.data;
  const lines = result.error.issues.map((issue) => `  ${issue.path.join(".")}: ${issue.message}`);
  throw new Error(`The environment is not valid (see .env.example):\n${lines.join("\n")}`);
}

let cached: Env | undefined;

/** The environment of this process, parsed at first use. */
export function env(): Env {
  cached ??= parseEnv(process.env);
  return cached;
}
