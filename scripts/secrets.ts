/**
 * `npm run secrets [folder]`: searches every text of the repository's whole history and of its work tree for secrets.
 * Prints where they are, never what they are; ends with 1 when there are any.
 */
import { resolve } from "node:path";
import { findInRepository } from "./secrets/find-in-repository.ts";
import { formatDuration } from "./terminal/duration.ts";

const root = resolve(import.meta.dirname, "..");
const repository = resolve(process.argv[2] ?? root);
const startedAt = performance.now();
const { leaks, texts } = findInRepository(repository, resolve(root, ".gitleaks.toml"));
for (const { path, line, rules, commit } of leaks)
  console.log(`✗ ${path}:${line}  ${rules.join(", ")}  (${commit})`);
console.log(
  `${texts} texts of the history and the work tree read in ${formatDuration(performance.now() - startedAt)}: ${
    leaks.length === 0 ? "no secrets" : `${leaks.length} places with a secret`
  }.`,
);
if (leaks.length > 0) {
  console.log(
    "Replace each where it is valid first: what was pushed is known. Then take it out of the history.",
  );
  console.log("Invented values of tests belong into .gitleaks.toml, with the reason.");
}
process.exit(leaks.length > 0 ? 1 : 0);
