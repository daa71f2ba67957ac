import { createHash } from "node:crypto";
import { once } from "node:events";
import { createServer, request, type Server } from "node:http";
import { type AddressInfo, createServer as createTcpServer, type Socket } from "node:net";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Sandbox } from "#lib/ports/sandbox/port.ts";
import { createRegistryProxy } from "#lib/ports/sandbox/registry-proxy.ts";
import { sandboxFixture, shell, tarOf } from "#lib/ports/sandbox/sandbox-fixture.ts";

const tarball = gzipSync(
  tarOf({
    "package/package.json": '{"name":"greet","version":"1.0.0"}',
    "package/index.js": 'module.exports = "hi"',
  }),
);
const integrity = `sha512-${createHash("sha512").update(tarball).digest("base64")}`;

async function listening(server: Server): Promise<string> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** A registry with one package. */
const registry = createServer((asked, answer) => {
  const dist = { tarball: `${registryUrl}/greet/-/greet-1.0.0.tgz`, integrity };
  if (asked.url === "/greet/-/greet-1.0.0.tgz") answer.end(tarball);
  else if (asked.url === "/greet") {
    const version = { name: "greet", version: "1.0.0", dist };
    answer.setHeader("content-type", "application/json");
    answer.end(
      JSON.stringify({ name: "greet", "dist-tags": { latest: "1.0.0" }, versions: { "1.0.0": version } }),
    );
  } else answer.writeHead(404).end("{}");
});

/** Another server of the same machine, which must stay out of reach. */
const secret = createServer((_, answer) => answer.end("hunter2"));

/** The machine's own proxy, for networks that have one. */
const outer = createServer();
const asked: string[] = [];
outer.on("request", (incoming, answer) => {
  asked.push(incoming.url ?? "");
  incoming.pipe(request(incoming.url ?? "", (response) => response.pipe(answer)));
});
outer.on("connect", (incoming, socket) => {
  asked.push(`CONNECT ${incoming.url}`);
  socket.end("HTTP/1.1 200 Connection established\r\n\r\nthrough the outer proxy");
});

let registryUrl = "";
let secretUrl = "";
let outerUrl = "";
let sandbox: Sandbox;
let fixture: ReturnType<typeof sandboxFixture>;
const blocked: string[] = [];

beforeAll(async () => {
  registryUrl = await listening(registry);
  secretUrl = await listening(secret);
  outerUrl = await listening(outer);
  fixture = sandboxFixture({ registry: registryUrl, onBlocked: (host) => blocked.push(host) });
  ({ sandbox } = await fixture.provider.open("registry"));
});
afterAll(async () => {
  await sandbox.destroy();
  fixture.remove();
  for (const server of [registry, secret, outer]) server.close();
});

const lock = {
  name: "shop",
  version: "1.0.0",
  lockfileVersion: 3,
  requires: true,
  packages: {
    "": { name: "shop", version: "1.0.0", dependencies: { greet: "1.0.0" } },
    "node_modules/greet": { version: "1.0.0", resolved: "", integrity },
  },
};

test("npm ci installs from the registry and from nowhere else", async () => {
  lock.packages["node_modules/greet"].resolved = `${registryUrl}/greet/-/greet-1.0.0.tgz`;
  await sandbox.unpack(
    tarOf({
      "package.json": '{"name":"shop","version":"1.0.0","dependencies":{"greet":"1.0.0"}}',
      "package-lock.json": JSON.stringify(lock),
    }),
  );
  const argv = ["npm", "ci", "--ignore-scripts"];
  const cut = await sandbox.exec({ argv: [...argv, "--fetch-retries=0"] });
  expect(cut.exitCode).not.toBe(0);
  const installed = await sandbox.exec({ argv, network: "registry" });
  expect(installed).toMatchObject({ exitCode: 0 });
  expect((await shell(sandbox, "node -p 'require(\"greet\")'")).stdout).toBe("hi\n");
});

test("any other address is refused, reported, and told so", async () => {
  const script = `
    const http = require("http");
    const proxy = new URL(process.env.HTTP_PROXY);
    http.get({ host: proxy.hostname, port: proxy.port, path: "${secretUrl}/" }, (r) => r.on("data", (d) => process.stdout.write(r.statusCode + " " + d)));
    http.request({ host: proxy.hostname, port: proxy.port, method: "CONNECT", path: "example.com:443" })
      .on("connect", (r) => console.log("CONNECT", r.statusCode)).end();
  `;
  const result = await sandbox.exec({ argv: ["node", "-e", script], network: "registry" });
  expect(result.stdout).toContain(`403 Blocked by MorningAI: ${secretUrl.replace("http://", "")}`);
  expect(result.stdout).toContain("CONNECT 403");
  expect(result.stdout).not.toContain("hunter2");
  expect(blocked.toSorted()).toEqual([secretUrl.replace("http://", ""), "example.com:443"].toSorted());
  const direct = `require("net").connect(${new URL(secretUrl).port}, "127.0.0.1").on("error", (e) => console.log(e.code))`;
  const around = await sandbox.exec({ argv: ["node", "-e", direct], network: "registry" });
  expect(around.stdout).toBe("ECONNREFUSED\n");
});

test("the exit code, the output and the time limit of a command are the same with the registry", async () => {
  const result = await shell(sandbox, "echo out; echo err >&2; exit 9", { network: "registry" });
  expect(result).toMatchObject({ exitCode: 9, stdout: "out\n", stderr: "err\n" });
  const slow = await shell(sandbox, "sleep 300", { network: "registry", limits: { wallMs: 1_500 } });
  expect(slow).toMatchObject({ timedOut: true, exitCode: null });
});

/** Sends raw bytes to a proxy and gives everything it answers. */
async function talk(server: Server, text: string): Promise<string> {
  const url = new URL(await listening(server));
  const { connect } = await import("node:net");
  const socket = connect(Number(url.port), "127.0.0.1");
  socket.write(text);
  let answer = "";
  for await (const chunk of socket) answer += chunk;
  server.closeAllConnections();
  server.close();
  return answer;
}

test("an encrypted connection is tunnelled to an allowed registry only", async () => {
  const target = createTcpServer((socket: Socket) => socket.end("from the registry")).listen(0, "127.0.0.1");
  await once(target, "listening");
  const { port } = target.address() as AddressInfo;
  const config = { registries: [`https://127.0.0.1:${port}`] };
  const connectTo = (host: string) => `CONNECT ${host} HTTP/1.1\r\nHost: ${host}\r\n\r\n`;
  const through = await talk(createRegistryProxy(config), connectTo(`127.0.0.1:${port}`));
  const otherPort = await talk(createRegistryProxy(config), connectTo(`127.0.0.1:${port + 1}`));
  target.close();
  expect(through).toMatch(/^HTTP\/1\.1 200 [\s\S]*from the registry$/);
  expect(otherPort).toMatch(/^HTTP\/1\.1 403 /);
});

test("a machine that has a proxy of its own reaches the registry through it", async () => {
  const config = { registries: [registryUrl, "https://registry.test"], proxy: outerUrl };
  const host = new URL(registryUrl).host;
  const plain = `GET ${registryUrl}/greet HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`;
  expect(await talk(createRegistryProxy(config), plain)).toContain("greet-1.0.0.tgz");
  const encrypted = "CONNECT registry.test:443 HTTP/1.1\r\nHost: registry.test:443\r\n\r\n";
  expect(await talk(createRegistryProxy(config), encrypted)).toContain("through the outer proxy");
  expect(asked).toEqual([`${registryUrl}/greet`, "CONNECT registry.test:443"]);
});
