import { expect, test } from "vitest";
import { z } from "zod";
import { readBody, readJson } from "#lib/http/read-body.ts";

const post = (body: BodyInit, headers: Record<string, string> = {}) =>
  new Request("http://here.invalid/", { method: "POST", body, headers, duplex: "half" } as RequestInit);

test("a body over the limit is refused however it arrives", async () => {
  const endless = new ReadableStream({ pull: (controller) => controller.enqueue(new Uint8Array(1_000)) });
  await expect(readBody(post(endless), 5_000)).rejects.toMatchObject({ code: "too_large" });
  await expect(readBody(post("x", { "content-length": "9999" }), 10)).rejects.toMatchObject({
    code: "too_large",
  });
  expect(await readBody(post("exactly"), 7)).toBe("exactly");
});

test("a body that is no JSON, or not as the schema says, names the field", async () => {
  const schema = z.object({ name: z.string("Give a name.") });
  await expect(readJson(post("{"), schema)).rejects.toMatchObject({ code: "invalid_input" });
  await expect(readJson(post("{}"), schema)).rejects.toMatchObject({ fields: { name: "Give a name." } });
  expect(await readJson(post('{"name":"a"}'), schema)).toEqual({ name: "a" });
});
