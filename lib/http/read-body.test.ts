import { expect, test } from "vitest";
import { z } from "zod";
import { readBody, readJson } from "#lib/http/read-body.ts";

const post = (body: BodyInit, headers: Record<string, string> = {}) =>
  new Request("http://here.invalid/", { method: "POST", body, headers, duplex: "half" } as RequestInit);

const json = (body: string) => post(body, { "content-type": "application/json" });

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
  await expect(readJson(json("{"), schema)).rejects.toMatchObject({ code: "invalid_input" });
  await expect(readJson(json("{}"), schema)).rejects.toMatchObject({ fields: { name: "Give a name." } });
  expect(await readJson(json('{"name":"a"}'), schema)).toEqual({ name: "a" });
});

test("JSON has to be declared as such: a form of another site can't send it", async () => {
  const schema = z.object({});
  for (const type of ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""])
    await expect(readJson(post("{}", { "content-type": type }), schema)).rejects.toMatchObject({
      status: 415,
    });
  expect(await readJson(post("{}", { "content-type": "Application/JSON; charset=utf-8" }), schema)).toEqual(
    {},
  );
});

test("JSON that is nested too deep is refused before it is parsed; brackets in texts do not count", async () => {
  const schema = z.unknown();
  for (const deep of ["[".repeat(200_000), `${'{"a":'.repeat(41)}1${"}".repeat(41)}`])
    await expect(readJson(json(deep), schema)).rejects.toThrow("nested too deep");
  const text = JSON.stringify({ body: `${"[{".repeat(500)} \\" ]` });
  expect(await readJson(json(text), schema)).toEqual(JSON.parse(text));
});
