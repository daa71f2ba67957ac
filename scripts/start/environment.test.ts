import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { readEnvironment, readPorts } from "./environment.ts";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "environment-"));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

test("a variable of the process wins over .env.local, and that over .env", () => {
  writeFileSync(join(folder, ".env"), "A=env\nB=env\nC=env\n");
  writeFileSync(join(folder, ".env.local"), 'B="local"\nC=local\n');
  expect(readEnvironment(folder, { C: "process" })).toEqual({ A: "env", B: "local", C: "process" });
});

test("ports have defaults, and what is no port is named", () => {
  expect(readPorts({ DB_PORT: "0" })).toEqual({ web: 3000, database: 0, engine: 8288 });
  expect(() => readPorts({ PORT: "http" })).toThrow('PORT="http" is not a port.');
  expect(() => readPorts({ ENGINE_PORT: "70000" })).toThrow("ENGINE_PORT");
});
