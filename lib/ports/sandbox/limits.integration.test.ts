import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Sandbox } from "#lib/ports/sandbox/port.ts";
import { findByMarker } from "#lib/ports/sandbox/process-search.ts";
import { sandboxFixture, shell } from "#lib/ports/sandbox/sandbox-fixture.ts";

const variants = [
  { engine: "bubblewrap", controlGroups: true },
  { engine: "bubblewrap", controlGroups: false },
  { engine: "util-linux", controlGroups: true },
  { engine: "util-linux", controlGroups: false },
] as const;

describe.each(variants)("limits in $engine, control groups $controlGroups", ({ engine, controlGroups }) => {
  const fixture = sandboxFixture({ engines: [engine], controlGroups, diskMb: 100 });
  let sandbox: Sandbox;

  beforeAll(async () => {
    ({ sandbox } = await fixture.provider.open("limits"));
  });
  afterAll(async () => {
    await sandbox.destroy();
    fixture.remove();
  });

  const stillWorks = async () =>
    expect(await shell(sandbox, "echo fine")).toMatchObject({ exitCode: 0, stdout: "fine\n" });

  async function leftProcesses(): Promise<number[]> {
    const marker = (await shell(sandbox, "echo $SANDBOX_ID")).stdout.trim();
    return findByMarker(marker);
  }

  test("a fork bomb stays within its processes and ends with the time", async () => {
    const bomb = "bomb() { bomb | bomb & }; bomb; sleep 2";
    const result = await shell(sandbox, bomb, { limits: { processes: 64, wallMs: 10_000 } });
    expect(result.stderr).toContain("fork");
    expect(await leftProcesses()).toEqual([]);
    await stillWorks();
  });

  test("a command that eats memory is stopped and called so", async () => {
    const script = "const kept = []; for (;;) kept.push(Buffer.alloc(10_000_000, 1));";
    const argv = ["node", "-e", script];
    const result = await sandbox.exec({ argv, limits: { memoryMb: 600 } });
    expect(result.exitCode).not.toBe(0);
    expect(result.outOfMemory).toBe(true);
    await stillWorks();
  });

  test("at the time-out everything dies, also what left its session and ignores signals", async () => {
    const line = "trap '' TERM INT HUP; (setsid sh -c \"trap '' TERM; sleep 300; sleep 301\" &) ; sleep 302";
    const result = await shell(sandbox, line, { limits: { wallMs: 700 } });
    expect(result).toMatchObject({ timedOut: true, exitCode: null });
    expect(await leftProcesses()).toEqual([]);
  });

  test("what a command leaves in the background ends with it", async () => {
    expect(await shell(sandbox, "setsid sleep 303 >/dev/null 2>&1 & echo started")).toMatchObject({
      exitCode: 0,
      stdout: "started\n",
    });
    expect(await leftProcesses()).toEqual([]);
  });

  test("a flood of output is cut and the command ended", async () => {
    const result = await shell(sandbox, "yes 0123456789 | head -c 1000000000", {
      limits: { outputBytes: 50_000 },
    });
    expect(result).toMatchObject({ truncated: true, exitCode: null });
    expect(result.stdout).toHaveLength(50_000);
  });

  test("a busy loop ends when its CPU time is used up", async () => {
    const result = await shell(sandbox, "while :; do :; done", { limits: { cpuSeconds: 1 } });
    expect(result.exitCode).toBe(137);
    expect(result.timedOut).toBe(false);
  });

  test("no file may grow beyond its limit", async () => {
    const line = "head -c 9000000 /dev/zero >big; stat -c %s big";
    const result = await shell(sandbox, line, { limits: { fileSizeMb: 4 } });
    expect(result.stdout).toBe(`${4 * 1024 * 1024}\n`);
  });

  test("a tree that grows beyond its share of the disk ends the command", async () => {
    const line =
      "i=0; while :; do head -c 20000000 /dev/zero >/work/part$((i % 20)); i=$((i+1)); sleep 0.1; done";
    const result = await shell(sandbox, line, { limits: { wallMs: 60_000 } });
    expect(result).toMatchObject({ diskFull: true, timedOut: false, exitCode: null });
    await shell(sandbox, "rm -f /work/part*");
  });

  test("an abort ends the command", async () => {
    const abort = new AbortController();
    const running = shell(sandbox, "echo begun; sleep 304", {
      signal: abort.signal,
      onOutput: () => abort.abort(),
    });
    expect(await running).toMatchObject({ aborted: true, stdout: "begun\n" });
  });
});
