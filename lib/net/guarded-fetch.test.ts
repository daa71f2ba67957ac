import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { guardedFetch } from "#lib/net/guarded-fetch.ts";
import { type EgressRules, resolveTarget } from "#lib/net/resolve-target.ts";

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

let answer: Answer;
const asked: { path: string; host: string | undefined; authorization: string | undefined }[] = [];
const server = createServer((request, response) => {
  const { host, authorization } = request.headers;
  asked.push({ path: request.url ?? "", host, authorization });
  answer(request, response);
});
let port = 0;
/** What the fake resolver answers; each question takes the next list, the last one stays. */
let names: Record<string, string[][]> = {};
let rules: EgressRules;

beforeAll(async () => {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  port = (server.address() as AddressInfo).port;
});
afterAll(() => server.close());
beforeEach(() => {
  asked.length = 0;
  answer = (_, response) => response.end("hello");
  names = { "git.test": [["127.0.0.1"]] };
  // The operator has allowed the one host; "git.test" stands for a public one.
  rules = {
    allowedHosts: [`git.test:${port}`],
    resolve: async (host) => {
      const answers = names[host];
      if (!answers) throw new Error(`no such name: ${host}`);
      return (answers.length > 1 ? answers.shift() : answers[0]) ?? [];
    },
  };
});

const at = (path = "/", host = "git.test") => `http://${host}:${port}${path}`;
const open = (addresses: string[]): EgressRules => ({ allowedHosts: [], resolve: async () => addresses });

const unreachable = { code: "invalid_input", message: expect.stringContaining("not on the public internet") };

test.each([
  ["loopback", "http://127.0.0.1/"],
  ["a decimal number", "http://2130706433/"],
  ["octal and hex forms", "http://0177.0x0.1/"],
  ["short forms", "http://127.1/"],
  ["metadata of clouds", "http://169.254.169.254/latest/meta-data/"],
  ["IPv6 loopback", "http://[::1]/"],
  ["IPv4 in IPv6", "http://[::ffff:169.254.169.254]/"],
  ["NAT64", "http://[64:ff9b::7f00:1]/"],
  ["full-width digits", "http://１２７.０.０.１/"],
])("an address that is not public is refused: %s", async (_, url) => {
  await expect(resolveTarget(url, { allowedHosts: [] })).rejects.toMatchObject(unreachable);
});

test("a name is refused when one of its addresses is not public, in the words of a name that does not exist", async () => {
  await expect(resolveTarget("https://a.test", open(["8.8.8.8", "10.0.0.1"]))).rejects.toMatchObject(
    unreachable,
  );
  await expect(resolveTarget("https://a.test", open([]))).rejects.toMatchObject(unreachable);
  const inside = await resolveTarget("https://a.test", open(["10.0.0.1"])).catch(
    (error: Error) => error.message,
  );
  const nowhere = await resolveTarget("https://a.test", {
    allowedHosts: [],
    resolve: async () => Promise.reject(new Error("ENOTFOUND")),
  }).catch((error: Error) => error.message);
  expect(inside).toBe(nowhere);
});

test("only http and https on usual ports, without credentials", async () => {
  const rules = open(["8.8.8.8"]);
  for (const url of ["ftp://a.test/", "file:///etc/passwd", "gopher://a.test/", "javascript:1", "not a url"])
    await expect(resolveTarget(url, rules), url).rejects.toMatchObject({ code: "invalid_input" });
  for (const url of ["https://user@a.test/", "https://:pass@a.test/"])
    await expect(resolveTarget(url, rules)).rejects.toThrow(/store them as a credential/);
  for (const port of [22, 25, 5432, 6379, 9200])
    await expect(resolveTarget(`http://a.test:${port}/`, rules)).rejects.toThrow(`Port ${port}`);
  expect(await resolveTarget("https://a.test:8443/x", rules)).toMatchObject({
    port: 8443,
    addresses: ["8.8.8.8"],
  });
});

test("the checked address is the one that is connected to, whatever the name says a moment later", async () => {
  names = { "git.test": [["127.0.0.1"], ["192.0.2.1"]] };
  const response = await guardedFetch(at("/x"), { rules });
  expect(response.body.toString()).toBe("hello");
  expect(asked).toEqual([{ path: "/x", host: `git.test:${port}`, authorization: undefined }]);
  expect(names["git.test"]).toEqual([["192.0.2.1"]]);
});

test.each([
  ["another host of our network", () => `http://inner.test:${port}/secret`],
  ["an address of our network", () => `http://127.0.0.1:${port}/secret`],
  ["another protocol", () => "file:///etc/passwd"],
  ["an address with credentials", () => `http://a:b@git.test:${port}/secret`],
])("a redirection to %s is refused before anything is sent there", async (_, to) => {
  names["inner.test"] = [["127.0.0.1"]];
  answer = (_request, response) => response.writeHead(302, { location: to() }).end();
  await expect(guardedFetch(at(), { rules })).rejects.toMatchObject({ code: "invalid_input" });
  expect(asked.map(({ path }) => path)).toEqual(["/"]);
});

test("redirections are counted, and a credential stays with the origin that it is for", async () => {
  names["other.test"] = [["127.0.0.1"]];
  const both = { ...rules, allowedHosts: [`git.test:${port}`, `other.test:${port}`] };
  answer = ({ url }, response) =>
    url === "/end"
      ? response.end("end")
      : response.writeHead(301, { location: url === "/a" ? "/b" : at("/end", "other.test") }).end();
  const response = await guardedFetch(at("/a"), { rules: both, authorization: "Basic secret" });
  expect(response.url.href).toBe(at("/end", "other.test"));
  expect(asked.map(({ authorization }) => authorization)).toEqual([
    "Basic secret",
    "Basic secret",
    undefined,
  ]);
  answer = (_, response) => response.writeHead(301, { location: "/again" }).end();
  asked.length = 0;
  await expect(guardedFetch(at(), { rules, redirects: 2 })).rejects.toThrow(/redirects too often/);
  expect(asked).toHaveLength(3);
});

test("what is sent is never sent on: a POST is not redirected", async () => {
  answer = (_, response) => response.writeHead(307, { location: "/elsewhere" }).end();
  expect(await guardedFetch(at(), { rules, method: "POST", body: "{}" })).toMatchObject({ status: 307 });
  expect(asked).toHaveLength(1);
});

test("an answer that is too large or never ends is given up", async () => {
  answer = (_, response) => {
    const timer = setInterval(() => response.write("x".repeat(1_000)), 1);
    response.on("close", () => clearInterval(timer));
  };
  await expect(guardedFetch(at(), { rules, maxBytes: 5_000 })).rejects.toMatchObject({ code: "too_large" });
  const cut = await guardedFetch(at(), { rules, maxBytes: 5_000, overLimit: "cut" });
  expect(cut.body).toHaveLength(5_000);
  answer = () => undefined;
  await expect(guardedFetch(at(), { rules, timeoutMs: 50 })).rejects.toThrow(/did not answer within 0.05 s/);
});
