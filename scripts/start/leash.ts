/**
 * Preloaded into each child process (`node --import`): ends it when the supervisor is gone, even when that
 * was killed and could not say so. The IPC channel closes with the supervisor.
 */
import { isMainThread } from "node:worker_threads";

/** Time for an orderly stop before the hard one. */
const graceMs = 5_000;

if (isMainThread && process.channel) {
  process.once("disconnect", () => {
    setTimeout(() => process.exit(1), graceMs);
    process.kill(process.pid, "SIGTERM");
  });
  // Listening must not keep a child alive that has nothing else to do.
  process.channel.unref();
}
