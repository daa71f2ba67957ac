import { expect, test } from "vitest";
import { unwrap } from "#lib/db/call.ts";
import { setUpTestDatabase } from "#scripts/testing/test-database.ts";

const database = setUpTestDatabase();

test("a person sees the tenants they belong to and no other", async () => {
  const [own, other] = [await database.createTenant(), await database.createTenant()];
  const person = await database.createUser({ tenant: own, role: "analyst" });
  const seen = unwrap(await person.db.from("tenants").select("id"));
  expect(seen).toEqual([{ id: own.id }]);
  expect(unwrap(await database.job(other).from("tenants").select("id"))).toEqual([{ id: other.id }]);
});
