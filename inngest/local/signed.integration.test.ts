import { Inngest } from "inngest";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Diary, newKey, postJson, serveApp, startTestEngine, until } from "./testing/engine-fixture.ts";

const signingKey = "signkey-test-00112233445566778899aabbccddeeff";
const eventKey = "an-event-key";
const diary = new Diary();
let engine: Awaited<ReturnType<typeof startTestEngine>>;
let app: Awaited<ReturnType<typeof serveApp>>;
let client: Inngest;

beforeAll(async () => {
  engine = await startTestEngine({ signingKey, eventKeys: [eventKey] });
  const logger = { info() {}, warn() {}, error() {}, debug() {} };
  client = new Inngest({ id: "signed", isDev: false, baseUrl: engine.url, eventKey, signingKey, logger });
  const everything = client.createFunction(
    { id: "f", retries: 0, triggers: { event: "signed/go" } },
    async ({ event, step }) => {
      const text = await step.run("text", () => "ünï \u2028 \ud800 1e21");
      const numbers = await step.run("numbers", () => ({
        b: 1e21,
        a: [-0, 0.1, 1e-7],
        10: "ten",
        9: "nine",
      }));
      const large = await step.run("large", () => "x".repeat(3_000_000));
      const larger = await step.run("larger", () => "x".repeat(2_000_000));
      await step.sleep("come back with all of it", "1s");
      await step.sendEvent("send", { name: "signed/other", data: {} });
      const both = await Promise.all([step.run("p", () => "p"), step.run("q", () => "q")]);
      diary.note(event.data.k, "done", { text, numbers, size: large.length + larger.length, both });
    },
  );
  app = await serveApp(client, [everything]);
});

afterAll(async () => {
  await app.close();
  await engine.close();
});

test("an app in cloud mode registers, is called and reports with signatures", async () => {
  const k = newKey();
  await client.send({ name: "signed/go", data: { k, z: 1, ä: 2, A: { nested: [null, true] } } });
  expect(await diary.wait(k, "done")).toEqual({
    text: "ünï \u2028 \ud800 1e21",
    numbers: { a: [0, 0.1, 1e-7], b: 1e21, 9: "nine", 10: "ten" },
    size: 5_000_000,
    both: ["p", "q"],
  });
});

test("an engine that knows the app's address fetches its functions with a signature", async () => {
  const puller = await startTestEngine({ signingKey, appUrls: [app.url] });
  const headers = { authorization: `Bearer ${signingKey}` };
  await until(async () => {
    const { functions } = await (await fetch(`${puller.url}/v1/status`, { headers })).json();
    return functions.length === 1;
  }, "the functions");
  await puller.close();
});

describe("the engine refuses", () => {
  test.each([
    ["GET", "/v1/status"],
    ["GET", "/v1/runs"],
    ["DELETE", "/v1/runs/x"],
    ["GET", "/v0/runs/x/actions"],
    ["POST", "/v1/signals"],
    ["POST", "/v1/checkpoint/x/async"],
    ["POST", "/fn/register"],
  ])("%s %s without the key or with a wrong one", async (method, path) => {
    const wrong = { authorization: `Bearer signkey-test-${"0".repeat(64)}` };
    expect((await fetch(engine.url + path, { method })).status).toBe(401);
    const answer = await fetch(engine.url + path, { method, headers: wrong });
    expect(answer.status).toBe(401);
    expect((await answer.json()).error).toMatch(/signing key/);
  });

  test("events under another key, and takes them under its own", async () => {
    const event = { name: "signed/none", data: {} };
    expect((await postJson(`${engine.url}/e/another`, event)).status).toBe(401);
    expect((await postJson(`${engine.url}/e/${eventKey}`, event)).status).toBe(200);
  });

  test("a registration that expects a development server", async () => {
    const headers = {
      authorization: `Bearer ${signingKey}`,
      "x-inngest-expected-server-kind": "dev",
    };
    expect((await postJson(`${engine.url}/fn/register`, {}, headers)).status).toBe(400);
  });

  test("a key it can't use, before it starts", async () => {
    await expect(startTestEngine({ signingKey: "not hexadecimal" })).rejects.toThrow(/signkey-<name>-/);
  });
});

test("health is open to everybody", async () => {
  expect((await fetch(`${engine.url}/health`)).status).toBe(200);
});
