import { posix } from "node:path";
import { SANDBOX_PROGRAM_DIR } from "#lib/ports/sandbox/port.ts";

/** A program that speaks the Language Server Protocol on its standard streams, inside the sandbox. */
export interface LanguageServer {
  name: string;
  /** Extension → language id of the protocol. */
  languageIds: Record<string, string>;
  argv: string[];
  env: Record<string, string>;
  /** What the server gets when it asks for its configuration. */
  settings: Record<string, unknown>;
  memoryMb: number;
  /** It knows only what is open, and what that imports, unless a project file says more. */
  needsOpenFiles: boolean;
  /** What it logs once it knows which files there are; before that it answers with too little. */
  readyLog?: RegExp;
}

/** A rename changes the name everywhere, instead of importing the new one under the old. */
const preferences = { useAliasesForRenames: false };

const packages = `${SANDBOX_PROGRAM_DIR}/node_modules`;

export const languageServers: LanguageServer[] = [
  {
    name: "typescript",
    languageIds: {
      ".ts": "typescript",
      ".mts": "typescript",
      ".cts": "typescript",
      ".tsx": "typescriptreact",
      ".js": "javascript",
      ".mjs": "javascript",
      ".cjs": "javascript",
      ".jsx": "javascriptreact",
    },
    // The native program itself: its wrapper in Node would only be a second process.
    argv: [`${packages}/@typescript/typescript-linux-${process.arch}/lib/tsc`, "--lsp", "--stdio"],
    env: { GOMEMLIMIT: "1500MiB" },
    settings: { typescript: { preferences }, javascript: { preferences }, "js/ts": { preferences } },
    memoryMb: 2_048,
    needsOpenFiles: true,
  },
  {
    name: "pyright",
    languageIds: { ".py": "python", ".pyi": "python" },
    argv: ["node", "--max-old-space-size=1536", `${packages}/pyright/langserver.index.js`, "--stdio"],
    env: {},
    settings: {
      python: {
        analysis: {
          autoSearchPaths: true,
          useLibraryCodeForTypes: true,
          diagnosticMode: "openFilesOnly",
          typeCheckingMode: "basic",
        },
      },
    },
    memoryMb: 2_560,
    needsOpenFiles: false,
    readyLog: /^(Found \d+ source files?|No source files found)/,
  },
];

/** The server for a file; undefined for a language that there is none for. */
export function serverFor(path: string): LanguageServer | undefined {
  const extension = posix.extname(path).toLowerCase();
  return languageServers.find((server) => extension in server.languageIds);
}
