import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { Sandbox } from "#lib/ports/sandbox/port.ts";
import { sandboxFixture, shell } from "#lib/ports/sandbox/sandbox-fixture.ts";

describe.each(["bubblewrap", "util-linux"] as const)("what repository code can reach in %s", (engine) => {
  const fixture = sandboxFixture({ engines: [engine] });
  let sandbox: Sandbox;

  beforeAll(async () => {
    vi.stubEnv("SECRET_OF_THE_HOST", "hunter2");
    ({ sandbox } = await fixture.provider.open("isolation"));
  });
  afterAll(async () => {
    await sandbox.destroy();
    fixture.remove();
    vi.unstubAllEnvs();
  });

  test("the provider says which engine isolates", async () => {
    expect(await fixture.provider.status()).toEqual({ ok: true, engine: expect.stringContaining(engine) });
    expect(fixture.provider.name).toBe(engine);
  });

  test("a server on the host can't be reached, and no other network exists", async () => {
    const server = createServer((socket) => socket.end("host")).listen(0, "127.0.0.1");
    await new Promise((done) => server.once("listening", done));
    const { port } = server.address() as { port: number };
    const script = `require("net").connect(${port}, "127.0.0.1").on("error", (e) => console.log(e.code)).on("data", String)`;
    const result = await sandbox.exec({ argv: ["node", "-e", script] });
    server.close();
    expect(result.stdout).toBe("ECONNREFUSED\n");
    const devices = await shell(sandbox, "tail -n +3 /proc/net/dev | cut -d: -f1");
    expect(devices.stdout.trim().split(/\s+/)).toEqual(["lo"]);
  });

  test("a server inside can be reached by name on the loopback device", async () => {
    const script =
      'const s = require("http").createServer((q, r) => r.end("inside")).listen(0, "localhost", async () => { console.log(await (await fetch("http://localhost:" + s.address().port)).text()); s.close(); s.closeAllConnections(); })';
    const result = await sandbox.exec({ argv: ["node", "-e", script] });
    expect(result).toMatchObject({ exitCode: 0, stdout: "inside\n" });
  });

  test("files of the host are invisible", async () => {
    const folder = mkdtempSync(join(tmpdir(), "morningai-secret-"));
    writeFileSync(join(folder, "secret.txt"), "hunter2");
    const line = `cat ${folder}/secret.txt ${process.cwd()}/package.json /etc/shadow /root/.bashrc; ls /tmp /var; ls /root 2>&-`;
    // The folder of the host's Python may lie below /root and stand at its own place; nothing else does.
    const result = await shell(sandbox, line);
    rmSync(folder, { recursive: true });
    expect(result.stdout).not.toContain("hunter2");
    expect(result.stdout.replaceAll("/tmp:", "").trim()).toBe("");
    expect(result.stderr.match(/No such file or directory/g)).toHaveLength(5);
  });

  test("nothing of the host's environment is there, not even in the first process", async () => {
    const result = await shell(sandbox, "env; cat /proc/*/environ /proc/*/cmdline");
    expect(result.stdout).not.toContain("hunter2");
    expect(result.stdout).not.toContain("SECRET_OF_THE_HOST");
    expect(result.stdout).toContain("HOME=/home/agent");
  });

  test("system folders and our own program can be read but not written", async () => {
    const targets = ["/usr/x", "/x", "/etc/x", "/opt/morningai/x", "/opt/morningai/node_modules/x", "/dev/x"];
    const result = await shell(sandbox, targets.map((path) => `touch ${path}`).join("; "));
    expect(result.stderr.trim().split("\n")).toHaveLength(targets.length);
    const node = await shell(
      sandbox,
      "command -v node && command -v npm && command -v npx && test -r /opt/morningai/package.json",
    );
    expect(node).toMatchObject({ exitCode: 0 });
    expect(node.stdout).toBe("/opt/node/bin/node\n/opt/node/bin/npm\n/opt/node/bin/npx\n");
  });

  test("there are no rights to gain: no capabilities, no mounts, no namespaces, no other user", async () => {
    const capabilities = await shell(
      sandbox,
      "grep -h -E 'Cap(Inh|Prm|Eff|Bnd|Amb)|NoNewPrivs' /proc/self/status",
    );
    expect(capabilities.stdout).toMatch(/^(Cap\w+:\t0{16}\n){5}NoNewPrivs:\t1\n$/);
    const nested = await shell(sandbox, "unshare --user --map-root-user true");
    expect(nested.exitCode).not.toBe(0);
    const mounted = await shell(sandbox, "mount -t tmpfs none /work");
    expect(mounted.exitCode).not.toBe(0);
    expect((await shell(sandbox, "id -u")).stdout).toBe("1000\n");
  });

  test("another sandbox's files and processes are invisible", async () => {
    const { sandbox: other } = await fixture.provider.open("neighbour");
    await other.writeFile("secret.txt", "hunter2");
    const running = other.exec({ argv: ["sleep", "60.125"] }).catch(({ code }) => code);
    const seen = await shell(sandbox, "ls -A /work /home/agent /tmp; ps -e -o args=");
    await fixture.provider.seal("neighbour");
    expect(await running).toBe("conflict");
    await other.destroy();
    expect(seen.stdout).not.toContain("60.125");
    expect(seen.stdout).not.toContain("secret.txt");
  });
});
