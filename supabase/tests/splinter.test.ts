import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { askSupabase } from "#scripts/database/ask-supabase.ts";
import { openWireDatabase, type WireDatabase } from "#scripts/database/wire-database.ts";

const findings = z.array(z.object({ name: z.string(), detail: z.string() }));
let database: WireDatabase;
beforeAll(async () => {
  database = await openWireDatabase();
});
afterAll(() => database.close());

test("Supabase's database linter (Splinter) finds nothing", async () => {
  const printed = await askSupabase([
    "db",
    "advisors",
    `--remote=${database.url}`,
    "--level",
    "info",
    "-o",
    "json",
  ]);
  const found = findings.parse(JSON.parse(printed));
  // An index of a database that nobody has used yet is unused, whatever it is good for. That the lint speaks
  // of these shows that the linter did look at our schema.
  expect(found.filter(({ name }) => name === "unused_index").length).toBeGreaterThan(20);
  expect(found.filter(({ name }) => name !== "unused_index")).toEqual([]);
});
