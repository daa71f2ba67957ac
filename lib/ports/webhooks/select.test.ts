import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { selectWebhooks } from "#lib/ports/webhooks/select.ts";

const received: string[] = [];
let server: Server;
let url: string;

beforeAll(async () => {
  server = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk) => {
      body += chunk;
    });
    request.on("end", () => {
      received.push(body);
      response.writeHead(request.url === "/gone" ? 410 : 200).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.close();
});

test("a message arrives where the operator allows it, and a webhook that is gone is an error", async () => {
  const webhooks = selectWebhooks({ allowedHosts: [new URL(url).host] });
  await webhooks.post(`${url}/hook`, { text: "Sign-in" });
  expect(received).toEqual([JSON.stringify({ text: "Sign-in" })]);
  await expect(webhooks.post(`${url}/gone`, { text: "" })).rejects.toMatchObject({ code: "unprocessable" });
});

test("this machine and the network behind it are no webhook", async () => {
  const before = received.length;
  const webhooks = selectWebhooks({ allowedHosts: [] });
  for (const target of [url, "http://169.254.169.254/latest", "http://[::1]/", "http://10.0.0.1/"]) {
    await expect(webhooks.post(target, { text: "x" }), target).rejects.toMatchObject({
      code: "invalid_input",
    });
  }
  expect(received).toHaveLength(before);
});
