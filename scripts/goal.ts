/**
 * `npm run goal -- --repo <path or URL> "<goal>"`: carries out a goal from the terminal. Uses the
 * platform that runs on the data folder, or starts its parts for the time being. Exit code 0 only for
 * a verified result, 1 for any other, 2 for wrong use.
 */
import { parseArgs } from "node:util";
import { openGoalPlatform } from "./goal/platform.ts";
import { prepareSource } from "./goal/source.ts";
import { Problem } from "./start/problem.ts";

const USAGE = `Usage: npm run goal -- --repo <path or git URL> "<goal in plain words>"
  --repo     a folder on this machine (its last commit is taken; a plain folder is taken as it is) or a git URL
  --seconds  how long the agent may work (10 to 86400; default: no limit of its own)
  --json     print the result as one JSON line at the end
  --data     data folder (default: DATA_DIR or .data)`;

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    options: {
      repo: { type: "string" },
      seconds: { type: "string" },
      json: { type: "boolean" },
      data: { type: "string" },
      help: { type: "boolean" },
    },
    allowPositionals: true,
  });
  const goal = positionals.join(" ").trim();
  const seconds = values.seconds === undefined ? undefined : Number(values.seconds);
  const wrong = seconds !== undefined && !(Number.isInteger(seconds) && seconds >= 10 && seconds <= 86_400);
  if (values.help || !values.repo || goal === "" || wrong) {
    console.log(USAGE);
    return values.help ? 0 : 2;
  }
  const dataDir = values.data ?? process.env.DATA_DIR ?? ".data";
  const source = await prepareSource(values.repo, dataDir);
  const environment = { ON_DISAGREEMENT: "best_ranked" };
  const platform = await openGoalPlatform({ dataDir, root: source.root, environment });
  try {
    // After the environment is set: it is read once, and kept.
    const { runGoal } = await import("./goal/run-goal.ts");
    const result = await runGoal({
      source,
      goal,
      ...(seconds === undefined ? {} : { seconds }),
      signal: platform.signal,
    });
    if (values.json) console.log(JSON.stringify(result));
    return result.verdict === "verified" ? 0 : 1;
  } finally {
    await platform.close();
    await source.close();
  }
}

try {
  process.exitCode = await main();
} catch (error) {
  if (!(error instanceof Problem) && !(error instanceof Error)) throw error;
  console.log(error instanceof Problem ? `${error.message}\n${error.remedy}` : error.message);
  process.exitCode = 2;
}
// Keep-alive connections of clients would hold the process.
process.exit();
