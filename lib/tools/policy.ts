/**
 * Which agent may use which tool. Data, so that planner, loop, pages and tests read the same; a model
 * can't talk its way past it.
 */
export const toolPolicy: Record<string, readonly string[]> = {
  meta: ["list_files", "read_file", "search_code"],
  dev: [
    "list_files",
    "read_file",
    "search_code",
    "workspace_symbols",
    "goto_definition",
    "goto_references",
    "hover_symbol",
    "file_diagnostics",
    "locate_fault",
    "propose_fix",
    "edit_files",
    "rename_symbol",
    "find_definitions",
    "remove_dead_code",
    "extract_function",
    "review_change",
    "cover_code",
    "update_docs",
    "revert_changes",
    "run_tests",
    "run_command",
    "show_diff",
  ],
};

/** What the platform itself does in a plan, beside the tools of agents. */
export const platformActions = [
  "set_up",
  "parse_issue",
  "reproduce",
  "write_tests",
  "verify",
  "open_pull_request",
  "run_checks",
  "fix_checks",
  "request_approval",
  "merge",
  "read_change",
  "compare_tests",
  "comment",
  "run_baseline",
  "refactor",
] as const;

export function mayUse(agent: string, tool: string): boolean {
  return (toolPolicy[agent] ?? []).includes(tool) || (platformActions as readonly string[]).includes(tool);
}

/** Files that change how code is trusted: a change of them is flagged and looked at twice. */
const sensitive: { flag: string; pattern: RegExp }[] = [
  {
    flag: "tests",
    pattern:
      /(^|\/)(tests?|__tests__|spec)\/|\.(test|spec)\.[cm]?[jt]sx?$|(^|\/)(test_[^/]*|[^/]*_test|conftest)\.py$/,
  },
  {
    flag: "lock file",
    pattern:
      /(^|\/)(package-lock\.json|yarn\.lock|pnpm-lock\.yaml|npm-shrinkwrap\.json|poetry\.lock|uv\.lock|Pipfile\.lock|pdm\.lock)$/,
  },
  { flag: "workflow", pattern: /^\.(github|gitlab|circleci)\/|(^|\/)\.gitlab-ci\.yml$/ },
  { flag: "hook", pattern: /(^|\/)\.(husky|githooks)\/|(^|\/)\.(npmrc|yarnrc\.yml)$/ },
  {
    flag: "package manifest",
    pattern:
      /(^|\/)(package\.json|pyproject\.toml|setup\.(py|cfg)|Pipfile|requirements[^/]*\.txt|tox\.ini|pytest\.ini)$/,
  },
];

/** Whether a file holds tests, by its name. */
export const isTestPath = (path: string): boolean =>
  sensitive.some(({ flag, pattern }) => flag === "tests" && pattern.test(path));

/** The flags of a change, each once. */
export function flagPaths(paths: string[]): string[] {
  return sensitive.filter(({ pattern }) => paths.some((path) => pattern.test(path))).map(({ flag }) => flag);
}
