import { expect, test } from "vitest";
import type { RunSession } from "../run-session.ts";
import { refuseSecrets } from "./refuse-secrets.ts";

// Of parts, so that no scanner takes this file for a leak.
const token = `${"gh"}${"p_"}${"aB3dE5fG7h".repeat(3)}JKLMNP`;
const other = `${"sb_"}${"secret_"}${"q9W8e7R6t5".repeat(3)}`;

/** Files of the base and of the head. */
const session = (base: Record<string, string>, head: Record<string, string>) => {
  const readBlob = async (_: unknown, sha: string, path: string) => {
    const content = (sha === "base" ? base : head)[path];
    return content === undefined ? null : new TextEncoder().encode(content);
  };
  return {
    context: { ports: { forge: { readBlob } } },
    workspace: { repository: { tenantId: "t", repositoryId: "r" }, base: "base", head: "head" },
  } as unknown as Pick<RunSession, "context" | "workspace">;
};

test("a change that brings a secret is refused by file, line and kind, without the secret", async () => {
  const asked = refuseSecrets(session({}, { "src/a.ts": `// one\nconst t = "${token}";\n` }), ["src/a.ts"]);
  await expect(asked).rejects.toMatchObject({
    code: "unprocessable",
    message: "The change holds a secret and is not proposed: src/a.ts:2 (a GitHub token).",
  });
});

test("a secret that was there before, or is taken out, stops nothing; one more does", async () => {
  const before = { "a.ts": `"${token}"` };
  await refuseSecrets(session(before, { "a.ts": `fixed("${token}")` }), ["a.ts"]);
  await refuseSecrets(session(before, {}), ["a.ts"]);
  const more = session(before, { "a.ts": `"${token}"\n"${other}"` });
  await expect(refuseSecrets(more, ["a.ts"])).rejects.toThrow("a.ts:2 (a secret key of Supabase)");
});

test("examples and ordinary code are no secrets", async () => {
  const code = `const password = process.env.PASSWORD;\nconst url = "postgres://user:password@localhost/db";\nconst id = "0f8fad5b-d9cb-469f-a165-70867728950e";\nconst key = "${"AK"}${"IA"}IOSFODNN7EXAMPLE";\n`;
  await refuseSecrets(session({}, { "a.ts": code }), ["a.ts"]);
});
