/** Runs once before the server takes requests: what it can't work without is missed now and not by a person later. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { keyRing } = await import("#lib/key-ring.ts");
  keyRing();
}
