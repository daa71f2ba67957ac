/**
 * Runs once before the server takes requests: what it can't work without ends it now, and is not missed by a person
 * later. Next itself would go on and answer each request with an error.
 */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { keyRing } = await import("#lib/key-ring.ts");
  try {
    keyRing();
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  }
}
