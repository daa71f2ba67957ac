import { fstatSync } from "node:fs";

const checkMs = 1_000;

/** Whether stdin is held by another process; a terminal or /dev/null says nothing about a parent. */
function stdinIsPipe(): boolean {
  const stat = fstatSync(0);
  return stat.isFIFO() || stat.isSocket();
}

/**
 * Calls `onGone` once when the process that started us ends: its end of stdin or of the IPC channel
 * closes, or the system gives us another parent.
 */
export function watchParent(onGone: () => void): void {
  const parent = process.ppid;
  let told = false;
  const tell = (): void => {
    if (told) return;
    told = true;
    clearInterval(timer);
    onGone();
  };
  const timer = setInterval(() => {
    if (process.ppid !== parent) tell();
  }, checkMs).unref();
  if (process.channel) process.once("disconnect", tell);
  if (stdinIsPipe()) {
    process.stdin.once("end", tell);
    process.stdin.once("error", tell);
    process.stdin.resume();
  }
}
