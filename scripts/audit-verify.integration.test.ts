import { execFile } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { createLogger } from "#lib/observability/logger.ts";
import { copyTemplate, testKeys } from "#scripts/testing/database-template.ts";
import { temporaryFolder } from "#scripts/testing/temporary-folder.ts";
import { startDatabase } from "#supabase/local/start-database.ts";

const run = promisify(execFile);
const program = path.join(import.meta.dirname, "audit-verify.ts");

async function verify(environment: Record<string, string>, ...options: string[]) {
  const env = { ...process.env, SUPABASE_URL: "", SUPABASE_SECRET_KEY: "", ...environment };
  try {
    const { stdout } = await run(process.execPath, [program, ...options], { env });
    return { code: 0, text: stdout };
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
    return { code, text: stdout + stderr };
  }
}

test("audit:verify holds for an untouched log, and fails with the line for one that was changed", async () => {
  const dataDir = temporaryFolder();
  const empty = await verify({ DATA_DIR: dataDir });
  expect(empty).toMatchObject({ code: 2, text: expect.stringContaining("There is no database") });

  await copyTemplate(dataDir);
  const logger = createLogger("test", "silent");
  const database = await startDatabase({ dataDir, port: 0, keys: testKeys, logger });
  const running = { SUPABASE_URL: database.url, SUPABASE_SECRET_KEY: testKeys.secret };
  await database.exec(
    "insert into public.tenants (slug, name) values ('acme', 'Acme'); select app.audit((select id from public.tenants), 'a.b', 'c', null) from generate_series(1, 3)",
  );
  const sound = await verify(running);
  expect(sound).toMatchObject({ code: 0, text: expect.stringMatching(/acme +3 +holds +[0-9a-f]{64}/) });
  const hash = /[0-9a-f]{64}/.exec(sound.text)?.[0] ?? "";
  expect((await verify(running, "--expect", hash)).code).toBe(0);
  expect((await verify(running, "--expect", "0".repeat(64))).text).toContain("No line has the hash 000");
  await database.exec(
    "set session_replication_role = replica; update public.audit_log set action = 'x.y' where sequence = 2",
  );
  await database.close();
  const broken = await verify({ DATA_DIR: dataDir });
  expect(broken).toMatchObject({ code: 1, text: expect.stringContaining("CHANGED at line 2") });
});
