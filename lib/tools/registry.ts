import { coverCode } from "./cover-code.ts";
import type { Tool } from "./define-tool.ts";
import { editFiles } from "./edit-files.ts";
import { extractFunction } from "./extract-function.ts";
import { fileDiagnostics } from "./file-diagnostics.ts";
import { findDefinitions } from "./find-definitions.ts";
import { gotoDefinition } from "./goto-definition.ts";
import { gotoReferences } from "./goto-references.ts";
import { hoverSymbol } from "./hover-symbol.ts";
import { listFiles } from "./list-files.ts";
import { locateFault } from "./locate-fault.ts";
import { proposeFix } from "./propose-fix.ts";
import { readFile } from "./read-file.ts";
import { removeDeadCode } from "./remove-dead-code.ts";
import { renameSymbol } from "./rename-symbol.ts";
import { revertChanges } from "./revert-changes.ts";
import { reviewChange } from "./review-change.ts";
import { runCommand } from "./run-command.ts";
import { runTests } from "./run-tests.ts";
import { searchCode } from "./search-code.ts";
import { showDiff } from "./show-diff.ts";
import { updateDocs } from "./update-docs.ts";
import { workspaceSymbols } from "./workspace-symbols.ts";

/** A tool whose input has not been parsed yet. */
export type AnyTool = Tool<never, unknown>;

const tools = [
  listFiles,
  readFile,
  searchCode,
  workspaceSymbols,
  gotoDefinition,
  gotoReferences,
  hoverSymbol,
  fileDiagnostics,
  locateFault,
  proposeFix,
  editFiles,
  renameSymbol,
  findDefinitions,
  removeDeadCode,
  extractFunction,
  reviewChange,
  coverCode,
  updateDocs,
  revertChanges,
  runTests,
  runCommand,
  showDiff,
] as unknown as AnyTool[];

/** Every tool by name. */
export const toolRegistry: ReadonlyMap<string, AnyTool> = new Map(tools.map((tool) => [tool.name, tool]));
