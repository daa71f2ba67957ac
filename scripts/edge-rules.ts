/** `node scripts/bootstrap.mjs edge-rules`: writes the input rules as configuration of servers in front of the app. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { renderEdgeFiles } from "./edge/render-rules.ts";

const folder = resolve(import.meta.dirname, "../deploy/edge");
mkdirSync(folder, { recursive: true });
for (const [name, content] of Object.entries(renderEdgeFiles())) {
  writeFileSync(join(folder, name), content);
  console.log(`deploy/edge/${name} is written.`);
}
