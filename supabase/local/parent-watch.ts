const checkMs = 1_000;

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
  if (!process.stdin.isTTY) {
    process.stdin.once("end", tell);
    process.stdin.once("error", tell);
    process.stdin.resume();
  }
}
