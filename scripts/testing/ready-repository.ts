import { unwrap } from "#lib/db/call.ts";
import type { Database } from "#lib/db/database.ts";
import type { Context } from "#lib/domain/context.ts";
import { connectRepository } from "#lib/domain/repositories/connect-repository.ts";

/** A repository that a person connected and whose import a job finished. */
export async function connectReadyRepository(person: Context, job: Database, name: string): Promise<string> {
  const { repositoryId } = await connectRepository(person, {
    sourceKind: "path",
    location: `/srv/repositories/${name}`,
    name,
  });
  const imported = {
    status: "ready",
    default_branch: "main",
    head_sha: "3f1c2aa4b1d2e3f4a5b6c7d8e9f0a1b2c3d4e5f6",
    detection: {
      languages: [
        { name: "TypeScript", share: 0.93 },
        { name: "JSON", share: 0.07 },
      ],
      packageManager: "npm",
      runner: "node:test",
      files: 31,
      testFiles: 7,
      notes: ["The tests run without a build step."],
    },
    commands: { install: "npm ci", test: "node --test", build: "tsc --noEmit", lint: null },
  };
  unwrap(await job.from("repositories").update(imported).eq("id", repositoryId).select("id"));
  return repositoryId;
}
