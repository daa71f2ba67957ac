import { selectSandbox } from "#lib/ports/sandbox/select.ts";

/**
 * Tries the sandbox once. The platform starts without one, but refuses to run repository code; then the
 * lines to print say so and how to mend it. Empty when the sandbox works.
 */
export async function sandboxWarning(dataDir: string, programDir: string): Promise<string[]> {
  const status = await selectSandbox({ dataDir, programDir }).status();
  if (status.ok) return [];
  return [
    "Repository code can't be run in isolation here: everything that needs it will be refused.",
    status.problem ?? "The sandbox gave no reason.",
  ];
}
