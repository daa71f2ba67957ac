import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseEnv } from "node:util";
import { z } from "zod";
import type { Ports } from "./preflight.ts";
import { Problem } from "./problem.ts";

export type Environment = Record<string, string | undefined>;

/** The variables of this process over those of `.env.local` and `.env`, as Next reads them. */
export function readEnvironment(root: string, own: Environment = process.env): Environment {
  const files = [".env", ".env.local"].map((name) => join(root, name)).filter((path) => existsSync(path));
  const fromFiles = files.map((path) => parseEnv(readFileSync(path, "utf8")));
  return Object.assign({}, ...fromFiles, own) as Environment;
}

const port = z.coerce.number().int().min(0).max(65_535);
const defaults = { PORT: 3_000, DB_PORT: 54_321, ENGINE_PORT: 8_288 };

function readPort(environment: Environment, name: keyof typeof defaults): number {
  const given = environment[name];
  if (!given) return defaults[name];
  const parsed = port.safeParse(given);
  if (parsed.success) return parsed.data;
  throw new Problem(
    `${name}="${given}" is not a port.`,
    `Give a number from 1 to 65535, for example ${name}=4000.`,
  );
}

/** PORT, DB_PORT and ENGINE_PORT; 0 means any free one. */
export function readPorts(environment: Environment): Ports {
  return {
    web: readPort(environment, "PORT"),
    database: readPort(environment, "DB_PORT"),
    engine: readPort(environment, "ENGINE_PORT"),
  };
}
