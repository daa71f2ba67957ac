import { expect, test } from "vitest";
import { unwrap } from "#lib/db/call.ts";
import { verifyPassword } from "#lib/domain/users/hash-password.ts";
import { testKeys } from "#scripts/testing/database-template.ts";
import { setUpTestDatabase } from "#scripts/testing/test-database.ts";
import { seed } from "#supabase/seed/seed.ts";

const database = setUpTestDatabase();

const run = (adminPassword: string) =>
  seed({
    url: database.url,
    secretKey: testKeys.secret,
    demo: { adminPassword, ownerPassword: "owner's password" },
  });

test("a first start has a demo tenant, two people who can sign in and a repository on its way", async () => {
  const tenantId = await run("first password");
  const { service } = database;
  const users = unwrap(
    await service.from("users").select("email, is_owner, user_credentials(password_hash)").order("email"),
  );
  expect(users.map((user) => [user.email, user.is_owner])).toEqual([
    ["admin@demo.morningai.local", false],
    ["owner@demo.morningai.local", true],
  ]);
  expect(await verifyPassword("first password", users[0]?.user_credentials?.password_hash ?? null)).toBe(
    true,
  );
  expect(await verifyPassword("owner's password", users[1]?.user_credentials?.password_hash ?? null)).toBe(
    true,
  );
  const [repository] = unwrap(await service.from("repositories").select("id, name, source_kind, status"));
  expect(repository).toMatchObject({ name: "orders-service", source_kind: "sample", status: "importing" });
  const events = unwrap(await service.from("outbox_events").select("name, data"));
  expect(events).toEqual([
    { name: "repository/connected", data: { tenantId, repositoryId: repository?.id } },
  ]);
});

test("later starts change nothing, and what was removed stays away", async () => {
  const tenantId = await run("first password");
  const { service } = database;
  unwrap(
    await service
      .from("repositories")
      .update({ deleted_at: new Date().toISOString() })
      .eq("tenant_id", tenantId)
      .select(),
  );
  expect(await run("second password")).toBe(tenantId);
  const [credential] = unwrap(
    await service
      .from("user_credentials")
      .select("password_hash, users!inner(email)")
      .eq("users.email", "admin@demo.morningai.local"),
  );
  expect(await verifyPassword("first password", credential?.password_hash ?? null)).toBe(true);
  expect(unwrap(await service.from("repositories").select("id"))).toHaveLength(1);
  expect(unwrap(await service.from("outbox_events").select("id"))).toHaveLength(1);
});
