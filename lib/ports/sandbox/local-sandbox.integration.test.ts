import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, existsSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Sandbox } from "#lib/ports/sandbox/port.ts";
import { findByMarker } from "#lib/ports/sandbox/process-search.ts";
import { sandboxFixture, shell, tarOf } from "#lib/ports/sandbox/sandbox-fixture.ts";

const fixture = sandboxFixture();
let sandbox: Sandbox;
const text = (bytes: Uint8Array | null) => (bytes ? Buffer.from(bytes).toString("utf8") : null);

beforeAll(async () => {
  ({ sandbox } = await fixture.provider.open("files"));
});
afterAll(async () => {
  await sandbox.destroy();
  fixture.remove();
});

describe("commands", () => {
  test("get their arguments, input, environment and folder, and give exit code and both outputs", async () => {
    await sandbox.writeFile("sub/here.txt", "x");
    const result = await shell(sandbox, 'ls; cat; echo "$GREETING" >&2; exit 7', {
      cwd: "sub",
      stdin: "typed",
      env: { GREETING: "hello" },
    });
    expect(result).toMatchObject({
      exitCode: 7,
      stdout: "here.txt\ntyped",
      stderr: "hello\n",
      timedOut: false,
    });
  });

  test("stream their output while they run, whole characters only", async () => {
    const parts: string[] = [];
    const script =
      'const b = Buffer.from("é"); process.stdout.write(b.subarray(0, 1)); setTimeout(() => process.stdout.write(b.subarray(1)), 100)';
    await sandbox.exec({ argv: ["node", "-e", script], onOutput: ({ text: part }) => parts.push(part) });
    expect(parts).toEqual(["é"]);
  });

  test.each([
    [{ argv: [] }, /empty/],
    [{ argv: ["a\0b"] }, /NUL/],
    [{ argv: ["true"], env: { "A=B": "c" } }, /not a variable name/],
    [{ argv: ["true"], cwd: "../.." }, /leaves the repository/],
    [{ argv: ["true"], cwd: "nowhere" }, /no folder "nowhere"/],
  ])("%j is refused with the reason", async (input, message) => {
    await expect(sandbox.exec(input)).rejects.toThrow(message);
    await expect(sandbox.exec(input)).rejects.toMatchObject({ code: "invalid_input" });
  });

  test("a program that does not exist ends with 127", async () => {
    expect(await sandbox.exec({ argv: ["no-such-program"] })).toMatchObject({ exitCode: 127 });
  });
});

describe("the tree", () => {
  test("is replaced by an archive, with its links inside the tree", async () => {
    await sandbox.writeFile("old.txt", "old");
    await shell(sandbox, "mkdir locked && touch locked/x && chmod 000 locked");
    await sandbox.unpack(tarOf({ "src/a.ts": "a", "b.txt": "b", link: { link: "src/a.ts" } }));
    expect(await sandbox.listFiles()).toEqual([
      { path: "b.txt", size: 1, kind: "file" },
      { path: "link", size: 0, kind: "link" },
      { path: "src/a.ts", size: 1, kind: "file" },
    ]);
    expect(text(await sandbox.readFile("link"))).toBe("a");
  });

  test.each(["/etc/passwd", "../../outside", "src/../../../x"])(
    "an archive with a link to %s is refused",
    async (link) => {
      const archive = tarOf({ "src/a.ts": "a", "src/bad": { link } });
      await expect(sandbox.unpack(archive)).rejects.toThrow(/src\/bad/);
      expect(await sandbox.listFiles()).toEqual([]);
    },
  );

  test("something that is no archive is refused and leaves an empty tree", async () => {
    await expect(sandbox.unpack(new TextEncoder().encode("not a tar"))).rejects.toMatchObject({
      code: "unprocessable",
    });
    expect(await sandbox.listFiles()).toEqual([]);
  });

  test("lists files below a folder without node_modules and .git, up to the limit", async () => {
    await sandbox.unpack(tarOf({ "a/1": "", "a/2": "", "a/node_modules/x": "", "a/.git/x": "", "b/3": "" }));
    expect((await sandbox.listFiles("a")).map((file) => file.path)).toEqual(["a/1", "a/2"]);
    expect(await sandbox.listFiles("", 2)).toHaveLength(2);
    expect(await sandbox.listFiles("nowhere")).toEqual([]);
  });

  test("a written file keeps its mode and can be read inside and outside", async () => {
    await shell(sandbox, "echo old >tool && chmod 755 tool");
    await sandbox.writeFile("tool", "#!/bin/sh\necho new\n");
    expect((await shell(sandbox, "./tool")).stdout).toBe("new\n");
    await sandbox.writeFile("deep/er/file.bin", new Uint8Array([0, 255]));
    expect(await sandbox.readFile("deep/er/file.bin")).toEqual(Buffer.from([0, 255]));
    expect((await shell(sandbox, "echo more >>deep/er/file.bin; rm -r deep")).exitCode).toBe(0);
  });

  test("a removed file is gone, and removing it again is fine", async () => {
    await sandbox.writeFile("gone.txt", "x");
    await sandbox.removeFile("gone.txt");
    await sandbox.removeFile("gone.txt");
    expect(await sandbox.readFile("gone.txt")).toBeNull();
  });

  test.each(["../x", "/etc/passwd", "a/../../x", "a\0b"])("the path %j is refused", async (path) => {
    await expect(sandbox.readFile(path)).rejects.toMatchObject({ code: "invalid_input" });
    await expect(sandbox.writeFile(path, "x")).rejects.toMatchObject({ code: "invalid_input" });
    await expect(sandbox.removeFile(path)).rejects.toMatchObject({ code: "invalid_input" });
  });
});

describe("links that code inside makes", () => {
  test("lead no read and no write of ours out of the tree", async () => {
    await shell(sandbox, "ln -s /etc/passwd file; ln -s /etc folder; ln -s / root; mkfifo pipe");
    expect(await sandbox.readFile("file")).toBeNull();
    expect(await sandbox.readFile("folder/passwd")).toBeNull();
    expect(await sandbox.readFile("root/etc/passwd")).toBeNull();
    expect(await sandbox.readFile("pipe")).toBeNull();
    for (const path of ["file", "folder/morningai-test", "pipe"]) {
      await expect(sandbox.writeFile(path, "x")).rejects.toMatchObject({ code: "invalid_input" });
    }
    await sandbox.removeFile("folder/passwd");
    await sandbox.removeFile("file");
    expect(existsSync("/etc/passwd")).toBe(true);
  });

  test("gain nothing by being swapped while we read and write", async () => {
    const swap =
      'const fs = require("fs"); fs.mkdirSync("real"); fs.writeFileSync("real/passwd", "inside"); fs.symlinkSync("/etc", "bad"); for (;;) { for (const n of ["real", "bad"]) { try { fs.renameSync(n, "t"); fs.renameSync("t", "x"); fs.renameSync("x", n) } catch {} } }';
    const abort = new AbortController();
    const running = sandbox.exec({ argv: ["node", "-e", swap], signal: abort.signal });
    const seen = new Set<string | null>();
    for (let round = 0; round < 500; round += 1) {
      seen.add(text(await sandbox.readFile("x/passwd").catch(() => null)));
      await sandbox.writeFile("x/morningai-test", "x").catch(() => undefined);
    }
    abort.abort();
    await running;
    expect([...seen].filter((content) => content !== null && content !== "inside")).toEqual([]);
    expect(existsSync("/etc/morningai-test")).toBe(false);
  });
});

describe("the life of a sandbox", () => {
  test("it is found again by its id until it is destroyed, whatever modes its folders have", async () => {
    const first = await fixture.provider.open("again");
    await first.sandbox.unpack(tarOf({ "kept.txt": "kept" }));
    const second = await fixture.secondProvider().open("again");
    expect([first.fresh, second.fresh]).toEqual([true, false]);
    expect(text(await second.sandbox.readFile("kept.txt"))).toBe("kept");
    await shell(second.sandbox, "mkdir -p a/b && touch a/b/c && chmod 000 a/b a");
    await first.sandbox.destroy();
    await first.sandbox.destroy();
    expect(existsSync(join(fixture.config.dataDir, "sandboxes", "again"))).toBe(false);
  });

  test("it is fresh until its tree is whole, and again when an install was cut short by a kill", async () => {
    const open = async () => (await fixture.secondProvider().open("filling")).fresh;
    const { sandbox: filling } = await fixture.provider.open("filling");
    await filling.writeFile("a.txt", "a");
    expect(await open()).toBe(true);
    await filling.unpack(tarOf({ "a.txt": "a" }));
    expect(await open()).toBe(false);
    const begun = Promise.withResolvers<void>();
    const line = "echo begun; until [ -e go ]; do sleep 0.05; done";
    const running = shell(filling, line, { network: "registry", onOutput: () => begun.resolve() });
    await begun.promise;
    expect(await open()).toBe(true);
    await filling.writeFile("go", "");
    await running;
    expect(await open()).toBe(false);
    await filling.destroy();
    await expect(shell(filling, "true")).rejects.toThrow(/destroyed/);
  });

  test.each(["../x", "", "a/b", ".etc"])("the id %j is refused", async (id) => {
    await expect(fixture.provider.open(id)).rejects.toMatchObject({ code: "invalid_input" });
  });

  test("another provider on the same folder ends it: nothing runs on, nothing starts, no result is taken", async () => {
    const { sandbox: busy } = await fixture.provider.open("busy");
    const marker = (await shell(busy, "echo $SANDBOX_ID")).stdout.trim();
    const begun = Promise.withResolvers<void>();
    const stubborn =
      "trap '' TERM HUP INT; setsid sh -c 'trap \"\" TERM HUP INT; sleep 305' & echo up; sleep 306";
    const running = shell(busy, stubborn, { onOutput: () => begun.resolve() });
    await begun.promise;
    // Commands that start in the moment of the end, before and after its search for processes.
    const endOf = (command: Promise<unknown>) =>
      command.then(
        () => "has a result",
        ({ code }) => code,
      );
    const starting = [endOf(running)];
    const timer = setInterval(() => starting.push(endOf(shell(busy, "sleep 307"))), 5);
    expect(await fixture.secondProvider().seal("busy")).toBe(true);
    clearInterval(timer);
    expect([...new Set(await Promise.all(starting))]).toEqual(["conflict"]);
    expect(await findByMarker(marker)).toEqual([]);
    await expect(shell(busy, "true")).rejects.toMatchObject({ code: "conflict" });
    const { sandbox: again } = await fixture.secondProvider().open("busy");
    await expect(shell(again, "true")).rejects.toMatchObject({ code: "conflict" });
    await busy.destroy();
  });

  test("nothing runs on when the process that started it is killed", async () => {
    const { sandbox: orphan } = await fixture.provider.open("orphan");
    const marker = (await shell(orphan, "echo $SANDBOX_ID")).stdout.trim();
    const script = `
      import { selectSandbox } from "#lib/ports/sandbox/select.ts";
      const { sandbox } = await selectSandbox(${JSON.stringify(fixture.config)}).open("orphan");
      await sandbox.exec({ argv: ["sh", "-c", "setsid sleep 307 & echo up; sleep 308"], onOutput: () => console.log("up") });
    `;
    const child: ChildProcess = spawn(process.execPath, ["--input-type=module-typescript", "-e", script], {
      cwd: fixture.config.programDir,
      stdio: ["ignore", "pipe", "inherit"],
    });
    await new Promise((up) => child.stdout?.once("data", up));
    expect((await findByMarker(marker)).length).toBeGreaterThan(0);
    child.kill("SIGKILL");
    await expect.poll(() => findByMarker(marker), { timeout: 5_000 }).toEqual([]);
    await orphan.destroy();
  });

  test("a data folder that only its owner may enter works too", async () => {
    const closed = sandboxFixture();
    chmodSync(closed.config.dataDir, 0o700);
    const { sandbox: inside } = await closed.provider.open("closed");
    await inside.writeFile("a.txt", "a");
    expect(await shell(inside, "cat a.txt && touch b.txt && node --version")).toMatchObject({ exitCode: 0 });
    await inside.destroy();
    closed.remove();
  });
});

test("without any engine every open is refused with the reason and the remedy", async () => {
  const none = sandboxFixture({ engines: [] });
  expect(await none.provider.status()).toMatchObject({
    ok: false,
    problem: expect.stringContaining("apt-get install bubblewrap"),
  });
  await expect(none.provider.open("x")).rejects.toThrow(/apt-get install bubblewrap/);
  expect(none.provider.name).toBe("none");
  none.remove();
});

describe("a process that stays", () => {
  test("answers on its streams, has no network, and is gone after kill", async () => {
    const child = await sandbox.spawn({ argv: ["sh", "-c", "ls /sys/class/net >&2; exec cat"] });
    child.stdin.write("question\n");
    const [answer] = (await once(child.stdout, "data")) as [Buffer];
    expect(answer.toString()).toBe("question\n");
    await child.kill();
    expect(await child.ended).toMatchObject({ exitCode: null, timedOut: false });
    expect(await findByMarker(sandbox.identity)).toEqual([]);
  });

  test("ends when its input ends, and tells code and errors", async () => {
    const child = await sandbox.spawn({ argv: ["sh", "-c", "cat; echo over >&2; exit 4"] });
    child.stdin.end();
    expect(await child.ended).toMatchObject({ exitCode: 4, stderr: "over\n" });
  });

  test("is killed when its life is over", async () => {
    const child = await sandbox.spawn({ argv: ["sleep", "60"], limits: { wallMs: 200 } });
    expect(await child.ended).toMatchObject({ exitCode: null, timedOut: true });
  });

  test("is refused in a sandbox that was ended, and killed when it meets the end", async () => {
    const { sandbox: ended } = await fixture.provider.open("spawn-ended");
    const child = await ended.spawn({ argv: ["sleep", "60"] });
    await fixture.provider.seal("spawn-ended");
    await child.ended;
    await expect(ended.spawn({ argv: ["true"] })).rejects.toMatchObject({ code: "conflict" });
    await ended.destroy();
  });
});
