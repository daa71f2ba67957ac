import { pathToFileURL } from "node:url";
import type { SeedInput } from "#supabase/seed/seed.ts";
import type { Secrets } from "./secrets.ts";

export interface SignIn {
  role: string;
  email: string;
  password: string;
}

/** The two accounts that the seed makes. */
export function demoSignIns(secrets: Secrets): SignIn[] {
  return [
    { role: "Tenant admin", email: "admin@demo.morningai.local", password: secrets.adminPassword },
    { role: "Owner", email: "owner@demo.morningai.local", password: secrets.ownerPassword },
  ];
}

/** Runs the seed file's `seed(…)`, which adds what is missing and changes nothing else. */
export async function runSeed(file: string, input: SeedInput): Promise<void> {
  const module = (await import(pathToFileURL(file).href)) as { seed: (input: SeedInput) => Promise<unknown> };
  await module.seed(input);
}
