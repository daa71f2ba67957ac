/**
 * Preloaded into a process under measurement: answers "memory" with what is in use after a garbage
 * collection, and ends the process when the one that measures is gone.
 */
process.on("message", (message) => {
  if (message !== "memory") return;
  globalThis.gc?.();
  process.send?.(process.memoryUsage());
});
process.on("disconnect", () => process.exit(1));
