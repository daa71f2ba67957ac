import { expect, test } from "vitest";
import type { Sandbox } from "#lib/ports/sandbox/port.ts";
import { unusedPlugins } from "./unused-plugins.ts";

/** A sandbox in which the search for a word ends with an exit code, with or without an environment of its own. */
function sandboxWith(exitCode: number, files: string[] = []): Sandbox {
  const sandbox: Partial<Sandbox> = {
    readFile: async (path) => (files.includes(path) ? new Uint8Array() : null),
    exec: async () => {
      const killed = { truncated: false, timedOut: false, outOfMemory: false, aborted: false };
      return { exitCode, stdout: "", stderr: "", durationMs: 1, ...killed };
    },
  };
  return sandbox as Sandbox;
}

test("a plugin that no file names is left out", async () => {
  expect(await unusedPlugins(sandboxWith(1))).toBe("-p no:hypothesispytest");
});

test.each([
  ["a file names it", sandboxWith(0)],
  ["the search failed", sandboxWith(2)],
  ["the repository has an environment of its own", sandboxWith(1, [".venv/pyvenv.cfg"])],
])("all plugins stay when %s", async (_, sandbox) => expect(await unusedPlugins(sandbox)).toBe(""));
