import type { BugProgram } from "./bug-programs.ts";

const head = `import assert from "node:assert/strict";\nimport { describe, it } from "node:test";\n`;

/** Bugs of values, calls and missing cases. */
export const VALUE_BUGS: readonly BugProgram[] = [
  {
    kind: "wrong constant",
    right: /SECONDS_PER_HOUR = 3600|SECONDS_PER_HOUR = 3_600/,
    files: {
      "src/duration.ts": `const SECONDS_PER_MINUTE = 60;
const SECONDS_PER_HOUR = 360;
const two = (value: number): string => String(value).padStart(2, "0");
export function clock(seconds: number): string {
  const hours = Math.floor(seconds / SECONDS_PER_HOUR);
  const minutes = Math.floor((seconds % SECONDS_PER_HOUR) / SECONDS_PER_MINUTE);
  return two(hours) + ":" + two(minutes) + ":" + two(seconds % SECONDS_PER_MINUTE);
}
`,
      "test/duration.test.ts": `${head}import { clock } from "../src/duration.ts";
describe("clock", () => {
  it("shows seconds", () => assert.equal(clock(42), "00:00:42"));
  it("shows minutes", () => assert.equal(clock(62), "00:01:02"));
  it("shows many minutes", () => assert.equal(clock(1500), "00:25:00"));
  it("shows hours", () => assert.equal(clock(7384), "02:03:04"));
});
`,
    },
  },
  {
    kind: "missing null guard",
    right: /\?\.|\?\?|if \(.*(profile|== null|!)/,
    files: {
      "src/profile.ts": `export interface Profile { name: string; city?: { name: string; country: string } }
export function greeting(profile: Profile): string {
  return "Hello " + profile.name;
}
export function country(profile: Profile, fallback: string): string {
  const code = profile.city.country;
  return code ? code.toUpperCase() : fallback;
}
`,
      "test/profile.test.ts": `${head}import { country, greeting } from "../src/profile.ts";
describe("profile", () => {
  it("greets", () => assert.equal(greeting({ name: "Ada" }), "Hello Ada"));
  it("knows the country", () => assert.equal(country({ name: "Ada", city: { name: "Wien", country: "at" } }, "XX"), "AT"));
  it("falls back without a city", () => assert.equal(country({ name: "Ada" }, "XX"), "XX"));
});
`,
    },
  },
  {
    kind: "swapped arguments",
    right: /clamp\(score, 0, limit\)/,
    files: {
      "src/score.ts": `export function clamp(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), high);
}
export function finalScore(points: number, penalty: number, limit: number): number {
  const score = points - penalty;
  return clamp(score, limit, 0);
}
`,
      "test/score.test.ts": `${head}import { clamp, finalScore } from "../src/score.ts";
describe("score", () => {
  it("clamps", () => assert.equal(clamp(11, 0, 10), 10));
  it("keeps a normal score", () => assert.equal(finalScore(8, 2, 10), 6));
  it("is never negative", () => assert.equal(finalScore(1, 5, 10), 0));
  it("never exceeds the limit", () => assert.equal(finalScore(30, 1, 10), 10));
});
`,
    },
  },
  {
    kind: "missing base case",
    right: /if \(.*\) return/,
    files: {
      "src/tree.ts": `export interface Folder { name: string; size: number; folders: Folder[] }
export function total(folder: Folder): number {
  return folder.size + folder.folders.reduce((sum, next) => sum + total(next), 0);
}
export function power(base: number, exponent: number): number {
  const half = power(base, Math.floor(exponent / 2));
  return exponent % 2 === 0 ? half * half : half * half * base;
}
`,
      "test/tree.test.ts": `${head}import { power, total } from "../src/tree.ts";
describe("tree", () => {
  it("adds sizes", () => assert.equal(total({ name: "a", size: 1, folders: [{ name: "b", size: 2, folders: [] }] }), 3));
  it("knows the empty product", () => assert.equal(power(5, 0), 1));
  it("raises to odd powers", () => assert.equal(power(2, 5), 32));
  it("raises to even powers", () => assert.equal(power(3, 4), 81));
});
`,
    },
  },
  {
    kind: "missing await",
    right: /await store\.load|await \(?store\.load/,
    files: {
      "src/store.ts": `export class Store {
  readonly #rows = new Map<string, number>();
  async load(key: string): Promise<number> {
    await Promise.resolve();
    return this.#rows.get(key) ?? 0;
  }
  async save(key: string, value: number): Promise<void> {
    await Promise.resolve();
    this.#rows.set(key, value);
  }
}
`,
      "src/counter.ts": `import type { Store } from "./store.ts";
export async function increase(store: Store, key: string, by: number): Promise<number> {
  const current = store.load(key);
  const next = Number(current) + by;
  await store.save(key, next);
  return next;
}
`,
      "test/counter.test.ts": `${head}import { increase } from "../src/counter.ts";
import { Store } from "../src/store.ts";
describe("counter", () => {
  it("stores values", async () => {
    const store = new Store();
    await store.save("a", 4);
    assert.equal(await store.load("a"), 4);
  });
  it("starts at nothing", async () => assert.equal(await increase(new Store(), "a", 2), 2));
  it("adds up", async () => {
    const store = new Store();
    await increase(store, "a", 2);
    assert.equal(await increase(store, "a", 3), 5);
  });
});
`,
    },
  },
  {
    kind: "wrong method of a family",
    right: /required\.every/,
    files: {
      "src/skills.ts": `export interface Person { name: string; skills: string[] }
export function fits(person: Person, required: readonly string[]): boolean {
  return required.some((skill) => person.skills.includes(skill));
}
export function shortlist(people: readonly Person[], required: readonly string[]): string[] {
  return people.filter((person) => fits(person, required)).map((person) => person.name);
}
`,
      "test/skills.test.ts": `${head}import { shortlist } from "../src/skills.ts";
const people = [{ name: "Ada", skills: ["math", "code"] }, { name: "Bo", skills: ["code"] }];
describe("skills", () => {
  it("finds one skill", () => assert.deepEqual(shortlist(people, ["code"]), ["Ada", "Bo"]));
  it("needs all skills", () => assert.deepEqual(shortlist(people, ["math", "code"]), ["Ada"]));
  it("finds nobody", () => assert.deepEqual(shortlist(people, ["law"]), []));
});
`,
    },
  },
];
