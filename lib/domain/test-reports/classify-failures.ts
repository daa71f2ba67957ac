import type { StackFrame } from "#lib/domain/issues/schema.ts";
import type { TestCase } from "./schema.ts";

/** What resolvers, sockets and HTTP clients say when there is no network. */
const NETWORK =
  /\b(?:ENOTFOUND|EAI_AGAIN|ENETUNREACH|EHOSTUNREACH)\b|getaddrinfo|Name or service not known|Temporary failure in name resolution|Network is unreachable|NameResolutionError|Failed to resolve '|fetch failed/;
const SYNTAX =
  /\b(?:SyntaxError|IndentationError|TabError|TransformError|Parse failure|ERR_INVALID_TYPESCRIPT_SYNTAX)\b/;
/** Code of runners and of assertions: it throws in every failing test. */
const TEST_TOOLS =
  /node_modules\/(?:@vitest|vitest|@jest|jest|jest-\w+|expect|chai|mocha|@sinonjs|tinyspy)(?:\/|-)|site-packages\/(?:_?pytest|pluggy)\b/;

export interface FailureSigns {
  /** Names of tests whose failure speaks of a missing network. */
  network: string[];
  /** Names of tests whose failure is that code can't be read. */
  syntax: string[];
  /** Where a dependency throws, when the error of a failing test starts there. */
  dependency: StackFrame | null;
}

/** What the texts of failures tell about their cause, beside the code under test; frames of the first one come apart. */
export function classifyFailures(failures: TestCase[], frames: StackFrame[]): FailureSigns {
  const speaking = (pattern: RegExp) =>
    failures.filter(({ message }) => pattern.test(message ?? "")).map(({ name }) => name);
  const first = frames.find(({ place, file }) => place !== "runtime" && !TEST_TOOLS.test(file));
  return {
    network: speaking(NETWORK),
    syntax: speaking(SYNTAX),
    dependency: first?.place === "dependency" ? first : null,
  };
}
