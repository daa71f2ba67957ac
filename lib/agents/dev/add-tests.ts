import type { RunSession } from "../run-session.ts";
import type { Reproduction } from "./reproduction.ts";
import { markStep } from "./steps.ts";

/** Step 5: says which tests came with the change; those written for the reproduction are in it already. */
export async function addTests(
  session: RunSession,
  { written, targets }: Reproduction,
  attempt: number,
): Promise<void> {
  const paths = written.map(({ path }) => path).join(", ");
  const count = `${targets.length} ${targets.length === 1 ? "test" : "tests"}`;
  await markStep(
    session,
    "tests",
    written.length > 0
      ? { status: "succeeded", summary: `${count} written from the issue, seen to fail before: ${paths}` }
      : {
          status: "skipped",
          summary: `${count} of the repository showed the problem already; no other was needed`,
        },
    `-${attempt}`,
  );
}
