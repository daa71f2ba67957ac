import { once } from "node:events";
import http from "node:http";
import net, { type AddressInfo, type Socket } from "node:net";
import { describe, expect, test, vi } from "vitest";
import { Diary, newKey, pause, postJson, serveApp, testClient, until } from "./testing/engine-fixture.ts";
import { engineOfFile } from "./testing/engine-of-file.ts";

const { engine, apps } = engineOfFile();

/** An app that writes whatever it likes into the connection, once the request is there. */
async function serveRaw(reply: (socket: Socket) => void): Promise<string> {
  const server = net.createServer((socket) => {
    socket.on("error", () => {});
    socket.once("data", () => reply(socket));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  apps.push(server);
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/app`;
}

let hostileApps = 0;

/** Registers a function of an app without retries and returns how its first run ended. */
async function runOn(url: string): Promise<{ status: string; output: { message: string } }> {
  const app = `hostile${++hostileApps}`;
  const runtime = { type: "http", url: `${url}?fnId=${app}-f&stepId=step` };
  const steps = { step: { id: "step", name: "step", runtime, retries: { attempts: 0 } } };
  const functions = [{ id: `${app}-f`, name: "f", triggers: [{ event: `${app}/go` }], steps }];
  const registered = await postJson(`${engine.url}/fn/register`, {
    url,
    appName: app,
    sdk: "js:v4.24.0",
    functions,
  });
  expect(registered.status).toBe(200);
  const sent = await postJson(`${engine.url}/e/test`, { name: `${app}/go`, data: {} });
  let run: { status: string; output: { message: string } } | undefined;
  await until(async () => {
    const { data } = await (await fetch(`${engine.url}/v1/events/${sent.body.ids[0]}/runs`)).json();
    run = data[0];
    return run && ["Completed", "Failed"].includes(run.status);
  }, "the end of the run");
  return run ?? { status: "none", output: { message: "" } };
}

const sdk = "x-inngest-sdk: js:v4.24.0\r\nx-inngest-req-version: 2\r\ncontent-type: application/json";

/** A whole answer with the headers of the SDK. */
const answer =
  (status: number, body: string, headers = sdk) =>
  (socket: Socket) =>
    socket.end(
      `HTTP/1.1 ${status} x\r\n${headers}\r\ncontent-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`,
    );

const ops = (...given: unknown[]) => answer(206, JSON.stringify(given));

describe("an answer that makes no sense is a failed attempt with a reason", () => {
  test.each<[what: string, reply: (socket: Socket) => void, message: RegExp]>([
    [
      "a page of another server",
      answer(200, "<html>", "content-type: text/html"),
      /not from the Inngest SDK.*<html>/,
    ],
    [
      "JSON of another server",
      answer(200, "{}", "content-type: application/json"),
      /not from the Inngest SDK/,
    ],
    ["no JSON", answer(200, "hello"), /not JSON/],
    ["a redirect", answer(302, "", "location: http://127.0.0.1:1/"), /status 302/],
    ["an error without a body", answer(500, ""), /status 500/],
    ["operations that are no JSON", answer(206, "[{"), /can't read/],
    ["a number for operations", answer(206, "7"), /can't read/],
    ["null for operations", answer(206, "null"), /can't read/],
    ["operations without ids", ops({ op: "StepRun" }), /can't read/],
    ["an unknown operation", ops({ id: "a", op: "Teleport" }), /Teleport/],
    ["the name of a method as operation", ops({ id: "a", op: "constructor" }), /constructor/],
    ["no operations", ops(), /without a result or anything to do/],
    [
      "a body that ends early",
      (socket) => socket.end(`HTTP/1.1 200 x\r\n${sdk}\r\ncontent-length: 99\r\n\r\n{`),
      /./,
    ],
    ["no answer but a closed connection", (socket) => socket.destroy(), /socket hang up|ECONNRESET/],
    ["something that is not HTTP", (socket) => socket.end("220 smtp ready\r\n"), /Parse Error/],
    [
      "a change of protocol",
      (socket) => socket.end("HTTP/1.1 101 x\r\nupgrade: z\r\nconnection: upgrade\r\n\r\n"),
      /./,
    ],
    [
      "headers without end",
      (socket) => socket.write(`HTTP/1.1 200 x\r\na: ${"b".repeat(200_000)}`),
      /Header overflow/,
    ],
    ["a body without end", endless, /larger than/],
  ])("%s", async (_, reply, message) => {
    const run = await runOn(await serveRaw(reply));
    expect(run.status).toBe("Failed");
    expect(run.output.message).toMatch(message);
  });

  test("after all of that the engine works as before", async () => {
    expect(await runOn(await serveRaw(answer(200, '"fine"')))).toMatchObject({
      status: "Completed",
      output: "fine",
    });
  });
});

/** Counts connections of this process to a port from now on, whether they are accepted or not. */
function countConnects(port: number): () => number {
  const connect = vi.spyOn(net.Socket.prototype, "connect");
  apps.push({ close: () => connect.mockRestore() });
  const portOf = (options: unknown) => Number((options as { port?: unknown } | undefined)?.port);
  return () => connect.mock.calls.filter((given) => portOf([given[0]].flat()[0]) === port).length;
}

/** Sends until the other side has had enough. */
function endless(socket: Socket): void {
  socket.write(`HTTP/1.1 200 x\r\n${sdk}\r\nconnection: close\r\n\r\n"`);
  const part = Buffer.alloc(1_048_576, "x");
  const more = () => {
    while (!socket.destroyed && socket.write(part));
  };
  socket.on("drain", more);
  more();
}

test("names and ids with characters that the database refuses don't stop the engine", async () => {
  const bad = "nul \u0000, half \ud800";
  const steps = { id: `${bad}-step`, op: "StepRun", name: bad, displayName: bad, data: bad };
  const done = { id: "done", op: "RunComplete", data: bad };
  expect((await runOn(await serveRaw(ops(steps, done)))).status).toBe("Completed");
  const event = { name: `event ${bad}`, id: `id ${bad}`, data: { bad } };
  expect((await postJson(`${engine.url}/e/test`, event)).status).toBe(200);
});

test("an app may take its time: it is waited for without a limit", async () => {
  const slow = http.createServer(async (request, response) => {
    request.resume();
    // Longer than an idle connection is kept; the limits of Node's fetch, 300 s, are of the same kind.
    await pause(4500);
    response.writeHead(200, { "x-inngest-sdk": "js:v4.24.0" }).end('"slow but fine"');
  });
  slow.listen(0, "127.0.0.1");
  await once(slow, "listening");
  apps.push(slow);
  const run = await runOn(`http://127.0.0.1:${(slow.address() as AddressInfo).port}/app`);
  expect(run).toMatchObject({ status: "Completed", output: "slow but fine" });
});

test("an app that restarts in the middle of a call costs one attempt, one that is away costs none", async () => {
  const client = testClient("restarting", engine.url);
  const diary = new Diary();
  const k = newKey();
  const define = () =>
    client.createFunction(
      { id: "f", retries: 1, triggers: { event: "restarting/go" } },
      async ({ step, attempt }) => {
        await step.run("first", () => diary.note(k, "first"));
        await step.run("second", async () => {
          diary.note(k, "second", attempt);
          if (diary.all(k, "second").length === 1) await pause(60_000);
        });
        diary.note(k, "end");
      },
    );
  const first = await serveApp(client, [define()]);
  await client.send({ name: "restarting/go", data: {} });
  await diary.wait(k, "second");
  await first.close();
  const refused = countConnects(first.port);
  // Long enough for several refused connections.
  await pause(2500);
  expect(refused()).toBeLessThan(20);
  const again = await serveApp(client, [define()], { port: first.port, register: false });
  await diary.wait(k, "end");
  expect([diary.all(k, "first"), diary.all(k, "second")]).toEqual([[undefined], [0, 1]]);
  await again.close();
});
