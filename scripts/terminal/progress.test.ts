import { expect, test } from "vitest";
import { formatDuration } from "./duration.ts";
import { lineProgress, terminalProgress } from "./progress.ts";

test("without a terminal each stage is one line when it ends", () => {
  const lines: string[] = [];
  const progress = lineProgress((line) => lines.push(line));
  const build = progress.stage("build");
  const database = progress.stage("database");
  build.update("half way");
  database.failed();
  build.done("sources unchanged");
  build.done();
  expect(lines).toEqual([
    expect.stringMatching(/^ {2}✗ database +0\.0 s$/),
    expect.stringMatching(/^ {2}✓ build +0\.0 s {3}sources unchanged$/),
  ]);
});

test("on a terminal finished stages stay and running ones are redrawn below them", () => {
  let written = "";
  const stream = { columns: 40, write: (text: string) => (written += text) } as unknown as NodeJS.WriteStream;
  const progress = terminalProgress(stream);
  const web = progress.stage("web");
  progress.stage("engine").done();
  expect(written).toMatch(/✓ engine +0\.0 s\n.*web/);
  written = "";
  web.done();
  expect(written.startsWith("\u001b[1A\u001b[J  ✓ web ")).toBe(true);
  expect(written.endsWith("0.0 s\n")).toBe(true);
  progress.close();
});

test("durations are for people", () => {
  expect([400, 58_100, 59_980, 125_000].map(formatDuration)).toEqual([
    "0.4 s",
    "58.1 s",
    "1 min 00 s",
    "2 min 05 s",
  ]);
});
