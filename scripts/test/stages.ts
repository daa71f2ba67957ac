/**
 * The stages of `npm test`; each prints what its runner prints and resolves to its counts. Coverage and build
 * are no tests: they count only when they fail.
 */
import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { buildWeb } from "../start/build.ts";
import { runCommand } from "../terminal/command.ts";
import { findBrowser } from "./browser.ts";
import { preparePython, prepareSandboxTools } from "./sandbox-tools.ts";
import { playwrightTotals, type Totals, vitestTotals } from "./totals.ts";

export interface StageOptions {
  root: string;
  /** Measure the coverage of each stage and check the sum of them: when all stages run. */
  coverage: boolean;
}

export interface TestStage {
  name: string;
  run: (options: StageOptions) => Promise<Totals>;
}

const reports = (root: string, ...path: string[]) => join(root, "test-results", ...path);
const noThresholds = ["lines", "statements", "functions", "branches"].map(
  (name) => `--coverage.thresholds.${name}=0`,
);

function vitestStage(
  name: string,
  projects: string[],
  prepare: () => Promise<void> = async () => {},
): TestStage {
  return {
    name,
    run: async ({ root, coverage }) => {
      await prepare();
      const json = reports(root, `${name}.json`);
      const blob = reports(root, "blobs", `${name}.json`);
      const argv = ["vitest", "run", "--reporter=default", "--reporter=json", `--outputFile.json=${json}`];
      argv.push(...projects.flatMap((project) => ["--project", project]));
      if (coverage) {
        argv.push("--coverage", "--coverage.reporter=json", ...noThresholds);
        argv.push("--reporter=blob", `--outputFile.blob=${blob}`);
      }
      const { code } = await runCommand(argv, { cwd: root, echo: true });
      return vitestTotals(json, code);
    },
  };
}

/** Joins the coverage of the stages before it and compares it with the limits in vitest.config.ts. */
const coverageStage: TestStage = {
  name: "coverage",
  run: async ({ root }) => {
    const argv = ["vitest", `--merge-reports=${reports(root, "blobs")}`, "--coverage", "--reporter=dot"];
    const { code, output } = await runCommand(argv, { cwd: root });
    const from = output.search(/=+ Coverage summary|ERROR: Coverage/);
    console.log(output.slice(Math.max(from, 0)).trim());
    return { passed: 0, failed: code === 0 ? 0 : 1 };
  },
};

const buildStage: TestStage = {
  name: "build",
  run: async ({ root }) => {
    const built = await buildWeb(root, reports(root, "build.log"));
    console.log(built ? "Built for production." : "The build is up to date.");
    return { passed: 0, failed: 0 };
  },
};

const e2eStage: TestStage = {
  name: "e2e",
  run: async ({ root }) => {
    const json = reports(root, "e2e.json");
    const env = {
      ...process.env,
      PLAYWRIGHT_CHROMIUM_PATH: await findBrowser(process.env),
      PLAYWRIGHT_JSON_OUTPUT_FILE: json,
    };
    const argv = ["playwright", "test", "--config", "e2e/playwright.config.ts", "--reporter=list,json"];
    const { code } = await runCommand(argv, { cwd: root, env, echo: true });
    return playwrightTotals(json, code);
  },
};

async function prepareSandbox(): Promise<void> {
  await prepareSandboxTools();
  await preparePython();
}

const unit = vitestStage("unit", ["unit", "components"]);
const integration = vitestStage("integration", ["integration"], prepareSandbox);
const long = vitestStage("long", ["long"], prepareSandbox);

/** All stages in their order but "long", or those of one argument. */
export function chooseStages(argument: string | undefined): TestStage[] | undefined {
  if (!argument) return [unit, integration, coverageStage, buildStage, e2eStage];
  const byName: Record<string, TestStage[]> = {
    unit: [unit],
    integration: [integration],
    long: [long],
    build: [buildStage],
    e2e: [buildStage, e2eStage],
  };
  return byName[argument];
}

/** Removes the reports of the last run. */
export function clearReports(root: string): void {
  rmSync(reports(root), { recursive: true, force: true });
  mkdirSync(reports(root, "blobs"), { recursive: true });
}
