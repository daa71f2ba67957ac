import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createGroup, findGroupBase } from "#lib/ports/sandbox/control-group.ts";
import { defaultLimits } from "#lib/ports/sandbox/port.ts";

let root = "";
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "morningai-cgroup-"));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function membership(text: string): string {
  const file = join(root, "membership");
  writeFileSync(file, text);
  return file;
}

test("a machine without control groups has no place for them", () => {
  expect(findGroupBase(join(root, "none"), membership("0::/\n"))).toBeNull();
  expect(findGroupBase(root, join(root, "missing"))).toBeNull();
});

test("a folder whose new groups get no controllers is not used", () => {
  writeFileSync(join(root, "cgroup.controllers"), "cpu memory pids\n");
  writeFileSync(join(root, "cgroup.procs"), "");
  expect(findGroupBase(root, membership("0::/user.slice\n"))).toBeNull();
});

test("the limits of version 2 are written to the one folder of the group", async () => {
  const base = { version: 2, memory: join(root, "slice"), pids: join(root, "slice") } as const;
  mkdirSync(base.memory);
  const group = createGroup(base, "one", { ...defaultLimits, memoryMb: 512, processes: 64 });
  const read = (file: string) => readFileSync(join(root, "slice/morningai-one", file), "utf8");
  expect(group.folders).toEqual([join(root, "slice/morningai-one")]);
  expect(read("memory.max")).toBe(String(512 * 1024 * 1024));
  expect(read("memory.swap.max")).toBe("0");
  expect(read("pids.max")).toBe("64");
  writeFileSync(join(root, "slice/morningai-one/memory.events"), "low 0\noom 3\noom_kill 2\n");
  expect(group.memoryKills()).toBe(2);
});

test("the limits of version 1 are written to the folder of each controller", () => {
  const base = { version: 1, memory: join(root, "memory"), pids: join(root, "pids") } as const;
  mkdirSync(base.memory);
  mkdirSync(base.pids);
  const group = createGroup(base, "one", { ...defaultLimits, memoryMb: 256, processes: 32 });
  expect(group.folders).toHaveLength(2);
  expect(readFileSync(join(root, "memory/morningai-one/memory.limit_in_bytes"), "utf8")).toBe("268435456");
  expect(readFileSync(join(root, "pids/morningai-one/pids.max"), "utf8")).toBe("32");
});
