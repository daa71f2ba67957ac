import { writeSync } from "node:fs";
import { text } from "node:stream/consumers";
import { characterise } from "./characterise.ts";
import { requestSchema } from "./request.ts";

/** One request on standard input, its result as one JSON line on standard output. */
async function main(): Promise<void> {
  const request = requestSchema.parse(JSON.parse(await text(process.stdin)));
  writeSync(1, `${JSON.stringify(await characterise(request))}\n`);
}

await main();
