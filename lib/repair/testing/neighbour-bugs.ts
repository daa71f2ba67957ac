import type { BugProgram } from "./bug-programs.ts";

const head = `import assert from "node:assert/strict";\nimport { describe, it } from "node:test";\n`;

/** Bugs whose fix follows from code nearby: the other half of a pair, a neighbour's form, a name nobody uses. */
export const NEIGHBOUR_BUGS: readonly BugProgram[] = [
  {
    kind: "constant that nobody returns",
    right: /if \(.*berth.*\) return ADRIFT/,
    files: {
      "src/harbour.ts": `const ADRIFT = "at sea";
export function place(ship: { name: string; berth: { pier: string } | null }): string {
  return ship.berth.pier.toUpperCase();
}
`,
      "test/harbour.test.ts": `${head}import { place } from "../src/harbour.ts";
describe("place", () => {
  it("names the pier", () => assert.equal(place({ name: "Elsa", berth: { pier: "b2" } }), "B2"));
  it("knows ships at sea", () => assert.equal(place({ name: "Rune", berth: null }), "at sea"));
});
`,
    },
  },
  {
    kind: "count that is never written back",
    right: /this\.#used\.set\(word, times \+ 1\)/,
    files: {
      "src/labels.ts": `export class Labels {
  readonly #used = new Map<string, number>();
  take(text: string): string {
    const word = text.trim().toLowerCase();
    const times = this.#used.get(word) ?? 0;
    return times > 0 ? word + "." + times : word;
  }
}
`,
      "test/labels.test.ts": `${head}import { Labels } from "../src/labels.ts";
describe("labels", () => {
  it("keeps the first", () => assert.equal(new Labels().take(" Jam "), "jam"));
  it("tells the others apart", () => {
    const labels = new Labels();
    assert.deepEqual(["jam", "tea", "Jam", "jam"].map((text) => labels.take(text)), ["jam", "tea", "jam.1", "jam.2"]);
  });
});
`,
    },
  },
  {
    kind: "path that is never left",
    right: /trail\.pop\(\)/,
    files: {
      "src/caves.ts": `export interface Cave { name: string; next: Cave[] }
export function routes(from: Cave): string[] {
  const found: string[] = [];
  const trail: string[] = [];
  function enter(cave: Cave): void {
    trail.push(cave.name);
    if (cave.next.length === 0) found.push(trail.join(">"));
    for (const next of cave.next) enter(next);
  }
  enter(from);
  return found;
}
`,
      "test/caves.test.ts": `${head}import { routes } from "../src/caves.ts";
const end = (name: string) => ({ name, next: [] });
describe("routes", () => {
  it("follows one way", () => assert.deepEqual(routes({ name: "a", next: [end("b")] }), ["a>b"]));
  it("comes back from a dead end", () =>
    assert.deepEqual(routes({ name: "a", next: [end("b"), { name: "c", next: [end("d")] }] }), ["a>b", "a>c>d"]));
});
`,
    },
  },
  {
    kind: "value written otherwise than its neighbour",
    right: /minutesOf\(slot\.end\.trim\(\)\)/,
    files: {
      "src/slots.ts": `const minutesOf = (text: string): number => Number(text.slice(0, 2)) * 60 + Number(text.slice(3));
export function lengthOf(slot: { begin: string; end: string }): number {
  const from = minutesOf(slot.begin.trim());
  const to = Number.parseInt(slot.end, 10) * 60;
  return to - from;
}
`,
      "test/slots.test.ts": `${head}import { lengthOf } from "../src/slots.ts";
describe("slots", () => {
  it("measures full hours", () => assert.equal(lengthOf({ begin: "08:00", end: "10:00" }), 120));
  it("measures minutes", () => assert.equal(lengthOf({ begin: "08:10", end: " 09:25 " }), 75));
  it("measures within an hour", () => assert.equal(lengthOf({ begin: "11:05", end: "11:50" }), 45));
});
`,
    },
  },
  {
    kind: "zero taken for nothing",
    right: /slope != null|slope !== undefined|slope !== null/,
    files: {
      "src/trails.ts": `export interface Wish { slope?: number; region: string }
export function suits(trail: { slope: number; region: string }, { slope, region }: Wish): boolean {
  if (slope && trail.slope > slope) return false;
  return trail.region === region;
}
`,
      "test/trails.test.ts": `${head}import { suits } from "../src/trails.ts";
const trail = { slope: 4, region: "Eifel" };
describe("trails", () => {
  it("suits without a slope", () => assert.equal(suits(trail, { region: "Eifel" }), true));
  it("suits up to the slope", () => assert.equal(suits(trail, { slope: 5, region: "Eifel" }), true));
  it("is too steep", () => assert.equal(suits(trail, { slope: 3, region: "Eifel" }), false));
  it("is too steep for level ground", () => assert.equal(suits(trail, { slope: 0, region: "Eifel" }), false));
  it("is level", () => assert.equal(suits({ ...trail, slope: 0 }, { slope: 0, region: "Eifel" }), true));
});
`,
    },
  },
  {
    kind: "wrong value of a class field",
    right: /step = 1;/,
    files: {
      "src/queue.ts": `export const FULL = 3;
export class Tickets {
  step = 2;
  #last = 0;
  next(): number {
    this.#last += this.step;
    return this.#last;
  }
  get soldOut(): boolean {
    return this.#last >= FULL;
  }
}
`,
      "test/queue.test.ts": `${head}import { Tickets } from "../src/queue.ts";
describe("tickets", () => {
  it("begins at one", () => assert.equal(new Tickets().next(), 1));
  it("counts on", () => {
    const tickets = new Tickets();
    assert.deepEqual([tickets.next(), tickets.next(), tickets.soldOut], [1, 2, false]);
  });
});
`,
    },
  },
];
