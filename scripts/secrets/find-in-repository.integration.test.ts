import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";
import { temporaryFolder } from "#scripts/testing/temporary-folder.ts";
import { findInRepository, readAllowed } from "./find-in-repository.ts";

const config = resolve(import.meta.dirname, "../../.gitleaks.toml");
const letters = (count: number, of = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKMNPQRSTUVWXYZ23456789"): string =>
  Array.from(randomBytes(count), (byte) => of[byte % of.length]).join("");
const json = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");

// Made at run time of parts, so that no scanner takes this file for a leak.
const planted: Record<string, string> = {
  "aws.ts": `const key = "${"AK"}${"IA"}${letters(16, "ABCDEFGHJKLMNPQRSTUVWXYZ234567")}";`,
  "github.env": `TOKEN=${"gh"}${"p_"}${letters(36)}`,
  "stripe.py": `key = "${"sk_"}${"live_"}${letters(32)}"`,
  "hook.yml": `secret: ${"wh"}${"sec_"}${letters(32)}`,
  "supabase.env": `SUPABASE_SECRET_KEY=${"sb_"}${"secret_"}${letters(32)}`,
  "slack.txt": `${"xo"}${"xb"}-${letters(12, "123456789")}-${letters(12, "123456789")}-${letters(24)}`,
  "token.js": `const t = "${json({ alg: "HS256", typ: "JWT" })}.${json({ role: "service_role", iss: "supabase" })}.${letters(43)}";`,
  "database.env": `DATABASE_URL=${"postgres"}://app:${letters(20)}@db.internal.test:5432/app`,
  "key.pem": `-----BEGIN ${"RSA PRIVATE"} KEY-----\n${letters(64)}\n${letters(64)}\n${letters(64)}\n-----END ${"RSA PRIVATE"} KEY-----`,
  "ring.env": `${"ENCRYPTION"}_KEYS=k1:${randomBytes(32).toString("base64")}`,
};

test("secrets are found wherever they are: in old commits, on other branches, in files not yet committed", () => {
  const folder = temporaryFolder();
  const git = (...args: string[]) =>
    execFileSync("git", ["-C", folder, "-c", "user.name=Ada", "-c", "user.email=ada@example.test", ...args]);
  const commit = (message: string) => {
    git("add", "--all");
    git("commit", "--quiet", "--message", message);
  };
  git("init", "--quiet", "--initial-branch=main");
  writeFileSync(
    join(folder, "innocent.ts"),
    'export const password = "";\nconst id = "0f8fad5b-d9cb-469f-a165";\n',
  );
  commit("Begin");
  mkdirSync(join(folder, "deep/er"), { recursive: true });
  const [unsaved = "", elsewhere = "", ...inHistory] = Object.keys(planted);
  for (const name of inHistory) writeFileSync(join(folder, "deep/er", name), `${planted[name]}\n`);
  commit("Leak");
  rmSync(join(folder, "deep"), { recursive: true });
  commit("Take it out");
  git("switch", "--quiet", "--create", "topic");
  writeFileSync(join(folder, elsewhere), `first line\n${planted[elsewhere]}\n`);
  commit("Leak elsewhere");
  git("switch", "--quiet", "main");
  writeFileSync(join(folder, unsaved), `${planted[unsaved]}\n`);

  const { leaks } = findInRepository(folder, config);
  const found = new Set(leaks.map(({ path }) => path));
  expect([...found].sort()).toEqual(
    [unsaved, elsewhere, ...inHistory.map((name) => `deep/er/${name}`)].sort(),
  );
  expect(leaks.find(({ path }) => path === unsaved)?.commit).toBe("not committed");
  expect(leaks.find(({ path }) => path === elsewhere)).toMatchObject({
    line: 2,
    commit: expect.stringMatching(/^\w+$/),
  });
  // Both engines do work: together they leave less out.
  const rules = leaks.flatMap((leak) => leak.rules).join();
  expect(rules).toMatch(/gitleaks /);
  expect(rules).toMatch(/secretlint /);
  for (const secret of Object.values(planted)) expect(JSON.stringify(leaks)).not.toContain(secret.slice(-20));
});

test("what is allowed is listed with a reason, and nothing wide is", () => {
  const allowed = readAllowed(config);
  expect(allowed.length).toBeGreaterThan(0);
  for (const expression of allowed) {
    expect(expression.source.length).toBeGreaterThan(9);
    for (const secret of Object.values(planted)) expect(expression.test(secret)).toBe(false);
  }
});
