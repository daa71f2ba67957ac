/** Nothing connects past row-level security but the paths listed here, each for its reason. */
import { importsOf } from "./imports.ts";
import { type Finding, isTest, type SourceFile } from "./source.ts";

const serviceClient = "lib/db/service-client.ts";

/** Files that may open the service client, and why people's or jobs' rights don't do. */
export const servicePaths: Record<string, string> = {
  "lib/http/accounts.ts": "before sign-in there is nobody whose rights could be used",
  "lib/http/git-route.ts": "git sends a token, which only the platform may look up",
  "lib/http/rate-limit.ts": "counts the requests of everybody, also of those who are not signed in",
  "lib/http/cron-route.ts": "cron jobs sweep over all tenants",
  "lib/http/after-answer.ts": "mail belongs to no tenant, and nobody may read it but its recipient",
  "lib/http/mailbox.ts": "shows mail of an installation without a mail server to whoever sits at its machine",
  "lib/http/readiness.ts": "asks whether the database answers, and reads no row",
  "inngest/platform-context.ts": "jobs of the platform, such as sending held events",
};

/** Commands of the operator and the seed run on the operator's machine, with the operator's key. */
const operatorPaths = /^(scripts|supabase\/seed|e2e|evals)\//;

/** Files outside of the list that import the service client, and lines of the list that nothing needs. */
export function checkServicePaths(files: SourceFile[], listed = servicePaths): Finding[] {
  const users = files.filter(
    (file) => !isTest(file.path) && importsOf(file).some((one) => one.target === serviceClient),
  );
  const unlisted = users.filter((file) => !(file.path in listed) && !operatorPaths.test(file.path));
  const present = new Set(files.map((file) => file.path));
  const using = new Set(users.map((file) => file.path));
  return [
    ...unlisted.map((file) => ({
      path: file.path,
      message: `imports ${serviceClient}, which passes by row-level security: use the caller's client, or give the reason in scripts/check/service-paths.ts`,
    })),
    ...Object.keys(listed)
      .filter((path) => present.has(path) && !using.has(path))
      .map((path) => ({ path, message: "no longer needs its line in scripts/check/service-paths.ts" })),
  ];
}
