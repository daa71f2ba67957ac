import { globSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { holds, whyNotPermitted } from "#lib/domain/permissions/hold-permission.ts";
import { permissions } from "#lib/domain/permissions/schema.ts";

test("a role that is too small is told which one it takes", () => {
  expect(whyNotPermitted("member", "goal.submit")).toBeNull();
  expect(whyNotPermitted("analyst", "goal.submit")).toBe(
    "Your role does not allow this. It takes the role Admin or Member.",
  );
  expect(whyNotPermitted("member", "repository.remove")).toMatch(/It takes the role Admin\.$/);
});

test("somebody with several roles holds what any of them holds", () => {
  expect(holds("analyst", "audit_log.read")).toBe(false);
  expect(holds(["analyst", "owner"], "audit_log.read")).toBe(true);
  expect(holds([], "tenant.read")).toBe(false);
});

test("an analyst changes nothing but what is about the person alone, and what is of the platform is the Owner's alone", () => {
  const writes = permissions.filter((one) => one.verb && holds("analyst", one.id)).map((one) => one.id);
  expect(writes).toEqual(["forge_token.create", "member.leave", "forge_token.revoke"]);
  for (const { scope, roles } of permissions) {
    if (scope === "platform") expect(roles).toEqual(["owner"]);
  }
});

test("every route below /api/v1 and every action of a tenant or of the Owner asks for a permission", () => {
  const routes = globSync("app/api/v1/**/route.ts");
  expect(routes.length).toBeGreaterThan(4);
  const asks = /requirePermission\(\w+, "|runRoute\("|accountRoute\(/;
  expect(routes.filter((file) => !asks.test(readFileSync(file, "utf8")))).toEqual([]);
  const actions = globSync("app/**/actions.ts").filter((file) => !file.startsWith("app/(auth)/"));
  const guarded =
    /^const \w+ = ((account|session)Action\(|(tenant|owner)Action\(\{[\s\S]*?\n {2}permission: "|(tenant|owner)Action\(\{.* permission: ")/;
  const open = actions.filter((file) =>
    readFileSync(file, "utf8")
      .split(/^export /m)
      .slice(1)
      .some((exported) => !guarded.test(exported)),
  );
  expect(open).toEqual([]);
});
