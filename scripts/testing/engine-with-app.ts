import type { InngestFunction } from "inngest";
import { NonRetriableError } from "inngest";
import { serveApp, startTestEngine, testClient } from "#inngest/local/testing/engine-fixture.ts";

/** A real engine with a real app whose functions wait for an event, fail, and give random results. */
export interface EngineWithApp {
  url: string;
  /** Serve URL of the app. */
  appUrl: string;
  send(name: string, data: Record<string, unknown>): Promise<void>;
  close(): Promise<void>;
}

export async function startEngineWithApp(): Promise<EngineWithApp> {
  const engine = await startTestEngine();
  const client = testClient("product", engine.url);
  const nap = client.createFunction(
    {
      id: "nap",
      triggers: [{ event: "work/nap" }],
      concurrency: { key: "event.data.tenantId", limit: 2 },
      retries: 0,
    },
    async ({ step }) => {
      await step.run("first", () => ({ done: 1 }));
      await step.waitForEvent("alarm", { event: "work/wake", timeout: "1h" });
    },
  );
  const broken = client.createFunction(
    { id: "broken", triggers: [{ event: "work/broken" }], retries: 0 },
    async () => {
      throw new NonRetriableError("the tool is broken");
    },
  );
  const twoSteps = client.createFunction(
    { id: "two-steps", triggers: [{ event: "work/two-steps" }], retries: 0 },
    async ({ step }) => {
      await step.run("one", () => Math.random());
      await step.run("two", () => Math.random());
    },
  );
  const app = await serveApp(client, [nap, broken, twoSteps] as InngestFunction.Any[]);
  return {
    url: engine.url,
    appUrl: app.url,
    send: async (name, data) => {
      await client.send({ name, data });
    },
    close: async () => {
      await app.close();
      await engine.close();
    },
  };
}
