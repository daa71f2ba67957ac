/** The three processes of the platform: what each is started with and how it shows that it is ready. */
import { join } from "node:path";
import type { Program } from "./child.ts";
import type { Environment } from "./environment.ts";
import type { Ports } from "./preflight.ts";
import type { Secrets } from "./secrets.ts";

/** Files that are run; tests put small programs of their own here. */
export interface ProgramFiles {
  database: string;
  engine: string;
  web: string;
  seed: string;
}

export function programFiles(root: string): ProgramFiles {
  return {
    database: join(root, "supabase/local/main.ts"),
    engine: join(root, "scripts/engine.ts"),
    web: join(root, "node_modules/next/dist/bin/next"),
    seed: join(root, "supabase/seed/seed.ts"),
  };
}

export interface PlatformUrls {
  web: string;
  database: string;
  engine: string;
}

/**
 * The variables of the platform's own processes: what the caller has set wins, so that each embedded part
 * can be replaced by a real service by setting that service's variables.
 */
export function platformEnv(
  given: Environment,
  parts: { dataDir: string; urls: PlatformUrls; secrets: Secrets; embeddedEngine: boolean },
): Record<string, string> {
  const { dataDir, urls, secrets } = parts;
  const defaults: Record<string, string> = {
    SUPABASE_URL: urls.database,
    SUPABASE_PUBLISHABLE_KEY: secrets.publishableKey,
    SUPABASE_SECRET_KEY: secrets.secretKey,
    NEXTAUTH_SECRET: secrets.nextauthSecret,
    NEXTAUTH_URL: given.APP_URL || urls.web,
    APP_URL: urls.web,
    CRON_SECRET: secrets.cronSecret,
    ENCRYPTION_KEYS: secrets.encryptionKeys,
    ...(given.SUPABASE_JWT_JWK ? {} : { SUPABASE_JWT_SECRET: secrets.jwtSecret }),
    ...(parts.embeddedEngine ? { INNGEST_DEV: urls.engine } : {}),
  };
  const set = Object.entries(given).filter((entry): entry is [string, string] => Boolean(entry[1]));
  return { ...defaults, ...Object.fromEntries(set), DATA_DIR: dataDir };
}

interface ProgramInput {
  files: ProgramFiles;
  ports: Ports;
  urls: PlatformUrls;
  dataDir: string;
  env: Record<string, string>;
}

const logOf = (input: ProgramInput, name: string) => join(input.dataDir, "logs", `${name}.log`);

export function databaseProgram(input: ProgramInput): Program {
  return {
    name: "database",
    args: [input.files.database],
    env: { ...input.env, DB_PORT: String(input.ports.database) },
    ready: "line",
    startTimeoutMs: 180_000,
    logPath: logOf(input, "database"),
  };
}

export function engineProgram(input: ProgramInput): Program {
  const serve = ["serve", "--port", String(input.ports.engine), "--data", join(input.dataDir, "engine")];
  return {
    name: "engine",
    args: [input.files.engine, ...serve, "--app", `${input.urls.web}/api/inngest`],
    env: input.env,
    ready: { url: `${input.urls.engine}/health` },
    startTimeoutMs: 60_000,
    logPath: logOf(input, "engine"),
  };
}

export function webProgram(input: ProgramInput): Program {
  return {
    name: "web",
    args: [
      ...[input.files.web, "start", "-H", "127.0.0.1", "-p", String(input.ports.web)],
      // Far longer than the engine uses an idle connection: a stalled process must not reset a request it never read.
      ...["--keepAliveTimeout", "65000"],
    ],
    env: { ...input.env, PORT: String(input.ports.web), NEXT_TELEMETRY_DISABLED: "1" },
    ready: { url: `${input.urls.web}/api/healthz` },
    startTimeoutMs: 60_000,
    logPath: logOf(input, "web"),
  };
}
