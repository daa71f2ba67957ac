import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { copyRepository } from "../copy-repository.ts";
import type { RepairRequest } from "../request.ts";
import type { OnProgress, Patch, RepairResult } from "../result.ts";
import { applyEdits, lineAt } from "../syntax/edits.ts";
import { isGenerated } from "../syntax/generated.ts";
import { type ParseFix, parseError, parseFixes } from "../syntax/parse-repair.ts";
import { WarmWorker } from "../worker/client.ts";
import { reachableFiles } from "./cold-candidates.ts";
import type { SearchState } from "./run-candidates.ts";

const MAX_TRIED = 24;
const AFTER_FIRST = 2;

interface Broken {
  file: string;
  text: string;
  message: string;
  fixes: ParseFix[];
}

/** The first file that the tests reach and that does not parse; test files are never changed. */
function broken(request: RepairRequest): Broken | undefined {
  for (const path of reachableFiles(request)) {
    const file = relative(request.root, path);
    const closed = request.sourceFiles?.length && !request.sourceFiles.includes(file);
    if (request.testFiles.includes(file) || closed || !/\.[cm]?[jt]sx?$/.test(file)) continue;
    const text = readFileSync(path, "utf8");
    if (isGenerated(file, text)) continue;
    const error = parseError(file, text);
    if (error) return { file, text, message: error.message, fixes: parseFixes(file, text) };
  }
  return undefined;
}

function toPatch({ file, text }: Broken, fix: ParseFix, passed: number, total: number): Patch {
  const line = lineAt(text, fix.edit.start);
  const removed = text.slice(fix.edit.start, fix.edit.end).trim();
  const what = fix.edit.text.trim()
    ? `\`${fix.edit.text.trim()}\` is added${removed ? ` for \`${removed}\`` : ""}`
    : `\`${removed}\` is removed`;
  return {
    file,
    edits: [fix.edit],
    before: text,
    after: applyEdits(text, [fix.edit]),
    others: [],
    unifiedSummary: `${what} in ${file}:${line}`,
    operator: fix.operator,
    score: Number(fix.prior.toFixed(4)),
    testsPassed: passed,
    testsTotal: total,
    overfit: false,
  };
}

/**
 * Stage 0 for a file that does not parse: each small change after which it parses is tried on a copy of the
 * repository. Undefined when every file parses.
 */
export async function repairSyntax(
  request: RepairRequest,
  state: SearchState,
  onProgress: OnProgress,
): Promise<Partial<RepairResult> | undefined> {
  const { runner } = request;
  if (runner === "unknown" || runner === "pytest" || runner === "unittest") return undefined;
  const found = broken(request);
  if (!found) return undefined;
  onProgress({ kind: "progress", stage: "tests", message: `${found.file} does not parse: ${found.message}` });
  const copy = copyRepository(request.root);
  const patches: Patch[] = [];
  try {
    let sinceFirst = 0;
    for (const fix of found.fixes.slice(0, MAX_TRIED)) {
      if (state.expired || sinceFirst > AFTER_FIRST) break;
      writeFileSync(join(copy, found.file), applyEdits(found.text, [fix.edit]));
      const worker = new WarmWorker({ root: copy, runner, testFiles: request.testFiles });
      const { tests, unsupported } = await worker.baseline(false);
      await worker.stop();
      state.tried++;
      state.byOperator[fix.operator] = (state.byOperator[fix.operator] ?? 0) + 1;
      const counted = tests.filter(({ status }) => status !== "skipped");
      const failed = counted.filter(({ status, todo }) => status === "failed" && todo === undefined);
      if (!unsupported && counted.length > 0 && failed.length === 0)
        patches.push(toPatch(found, fix, counted.length, counted.length));
      if (patches.length > 0) sinceFirst++;
    }
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
  const [best] = patches;
  if (!best)
    return {
      status: "no_patch",
      reason: `${found.file} does not parse (${found.message}) and no small change makes the tests pass`,
    };
  const line = lineAt(found.text, best.edits[0]?.start ?? 0);
  return {
    status: "fixed",
    patches: patches.slice(0, request.maxPatches).map((patch) => ({
      ...patch,
      ...(patches.length > 1 && { disagreement: { patches: patches.length } }),
    })),
    rootCause: {
      file: found.file,
      line,
      function: "(file)",
      explanation: `${found.file} does not parse: ${found.message}. ${best.unifiedSummary}.`,
    },
  };
}
