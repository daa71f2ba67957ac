import { spawnSync } from "node:child_process";
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { Diary, postJson, serveApp, testClient, until } from "./testing/engine-fixture.ts";
import { EngineProcess } from "./testing/engine-process.ts";

const directory = mkdtempSync(join(tmpdir(), "engine-full-"));
/** Runs a command that sees a small disk of its own in place of the directory. */
const onSmallDisk = [
  "unshare",
  ...(process.getuid?.() === 0 ? ["-m"] : ["-r", "-m"]),
  "sh",
  "-c",
  'mount -t tmpfs -o size=200m tmpfs "$0" && exec "$@"',
  directory,
];
const [probe = "", ...probeArgs] = [...onSmallDisk, "true"];
const attempt = spawnSync(probe, probeArgs, { encoding: "utf8" });
const missing = attempt.status === 0 ? "" : ` (no file system can be mounted here: ${attempt.stderr.trim()})`;

afterAll(() => rmSync(directory, { recursive: true, force: true }));

test.skipIf(missing)(
  `with a full disk nothing is acknowledged; once there is space every request is answered and every run ends${missing}`,
  async () => {
    const engine = await EngineProcess.create(["--data", directory], onSmallDisk);
    await engine.start();
    const diary = new Diary();
    const client = testClient("full", engine.url);
    const work = client.createFunction(
      { id: "f", triggers: { event: "full/go" } },
      async ({ event, step }) => {
        const k = event.data.k as string;
        await step.run("a", () => diary.note(k, "a"));
        await step.run("b", () => diary.note(k, "b"));
        diary.note(k, "end");
      },
    );
    const app = await serveApp(client, [work]);
    const answered = new Map<string, number>();
    const requests: Promise<void>[] = [];
    const send = (k: string) => {
      const event = { name: "full/go", data: { k, padding: "x".repeat(2_000_000) } };
      requests.push(
        postJson(`${engine.url}/e/test`, event).then(({ status }) => void answered.set(k, status)),
      );
    };
    const isFailing = async () =>
      (await (await fetch(`${engine.url}/v1/status`)).json()).store_failure !== null;
    // The engine's own view of its disk: the mount is invisible from outside.
    const filler = join(`/proc/${engine.pid}/root`, directory, "filler");
    fill(filler);
    let sent = 0;
    await until(async () => {
      send(`k${sent++}`);
      return isFailing();
    }, "the first failed write");
    send("last");
    expect(await isFailing()).toBe(true);
    expect(answered.has("last")).toBe(false);
    rmSync(filler);
    await Promise.all(requests);
    expect([...answered.values()].every((status) => status === 200)).toBe(true);
    for (const k of answered.keys()) await diary.wait(k, "end");
    const doubled = [...answered.keys()].filter(
      (k) => diary.all(k, "a").length + diary.all(k, "b").length > 2,
    );
    expect(doubled).toEqual([]);
    expect(await engine.end("SIGTERM")).toBe(0);
    await app.close();
  },
);

/** Writes zeros until the disk takes no more. */
function fill(path: string): void {
  const file = openSync(path, "w");
  try {
    for (let size = 4_194_304; size >= 512; ) {
      try {
        writeSync(file, Buffer.alloc(size));
      } catch {
        size /= 2;
      }
    }
  } finally {
    closeSync(file);
  }
}
