import { NEIGHBOUR_BUGS } from "./neighbour-bugs.ts";
import { VALUE_BUGS } from "./value-bugs.ts";

/** A small program with one seeded bug, the tests that show it, and a piece of text every right fix contains. */
export interface BugProgram {
  kind: string;
  files: Record<string, string>;
  right: RegExp;
}

const head = `import assert from "node:assert/strict";\nimport { describe, it } from "node:test";\n`;

/** One program per bug kind the engine promises to handle; all TypeScript with node:test. */
export const BUG_PROGRAMS: readonly BugProgram[] = [
  ...VALUE_BUGS,
  ...NEIGHBOUR_BUGS,
  {
    kind: "wrong unit",
    right: /session\.seconds \* 1000/,
    files: {
      "src/session.ts": `export interface Session { startedAt: number; seconds: number }
export function isOver(session: Session, now: number): boolean {
  return now >= session.startedAt + session.seconds;
}
`,
      "test/session.test.ts": `${head}import { isOver } from "../src/session.ts";
describe("session", () => {
  it("goes on within its time", () => assert.equal(isOver({ startedAt: 5_000, seconds: 30 }, 6_000), false));
  it("ends after its time", () => assert.equal(isOver({ startedAt: 5_000, seconds: 30 }, 35_000), true));
  it("has not begun", () => assert.equal(isOver({ startedAt: 5_000, seconds: 30 }, 5_000), false));
});
`,
    },
  },
  {
    kind: "wrong comparison",
    right: /nights >= policy\.longStay|policy\.longStay <= nights/,
    files: {
      "src/policy.ts": `export interface Policy { longStay: number; discount: number }\nexport const policy: Policy = { longStay: 7, discount: 0.15 };\n`,
      "src/stay.ts": `import { policy } from "./policy.ts";
export function nightsBetween(from: Date, to: Date): number {
  return Math.round((to.getTime() - from.getTime()) / 86_400_000);
}
export function priceOf(rate: number, nights: number): number {
  const full = rate * nights;
  if (nights > policy.longStay) return full * (1 - policy.discount);
  return full;
}
`,
      "test/stay.test.ts": `${head}import { nightsBetween, priceOf } from "../src/stay.ts";
describe("stay", () => {
  it("counts nights", () => assert.equal(nightsBetween(new Date("2024-03-01"), new Date("2024-03-08")), 7));
  it("charges short stays in full", () => assert.equal(priceOf(100, 3), 300));
  it("charges six nights in full", () => assert.equal(priceOf(100, 6), 600));
  it("discounts a week", () => assert.equal(priceOf(100, 7), 595));
  it("discounts two weeks", () => assert.equal(priceOf(100, 14), 1190));
});
`,
    },
  },
  {
    kind: "wrong operator",
    right: /weight \* value|value \* weight/,
    files: {
      "src/grades.ts": `export interface Mark { value: number; weight: number }
export function average(marks: readonly Mark[]): number {
  let total = 0;
  let weights = 0;
  for (const { value, weight } of marks) {
    total += value + weight;
    weights += weight;
  }
  return weights === 0 ? 0 : total / weights;
}
export function passed(marks: readonly Mark[], limit: number): boolean {
  return average(marks) >= limit;
}
`,
      "test/grades.test.ts": `${head}import { average, passed } from "../src/grades.ts";
describe("grades", () => {
  it("has no average without marks", () => assert.equal(average([]), 0));
  it("weighs marks", () => assert.equal(average([{ value: 4, weight: 1 }, { value: 10, weight: 2 }]), 8));
  it("passes above the limit", () => assert.equal(passed([{ value: 9, weight: 3 }, { value: 3, weight: 1 }], 7), true));
  it("fails below the limit", () => assert.equal(passed([{ value: 2, weight: 5 }], 5), false));
});
`,
    },
  },
  {
    kind: "off by one",
    right: /\(page - 1\) \* size|page \* size - size|\(current - 1\) \* size/,
    files: {
      "src/pages.ts": `export interface Page<T> { items: T[]; page: number; pages: number }
export function paginate<T>(all: readonly T[], page: number, size: number): Page<T> {
  const pages = Math.max(1, Math.ceil(all.length / size));
  const current = Math.min(Math.max(page, 1), pages);
  const from = page * size;
  return { items: all.slice(from, from + size), page: current, pages };
}
`,
      "test/pages.test.ts": `${head}import { paginate } from "../src/pages.ts";
const letters = ["a", "b", "c", "d", "e"];
describe("paginate", () => {
  it("counts pages", () => assert.equal(paginate(letters, 1, 2).pages, 3));
  it("has one page when empty", () => assert.deepEqual(paginate([], 1, 2), { items: [], page: 1, pages: 1 }));
  it("starts with the first item", () => assert.deepEqual(paginate(letters, 1, 2).items, ["a", "b"]));
  it("ends with the rest", () => assert.deepEqual(paginate(letters, 3, 2).items, ["e"]));
});
`,
    },
  },
  {
    kind: "wrong variable",
    right: /ship\(order\.deliveryAddress|order\.deliveryAddress \?\? order\.billingAddress/,
    files: {
      "src/orders.ts": `export interface Order { id: string; billingAddress: string; deliveryAddress: string; lines: number }
export interface Label { to: string; parcel: string; weight: number }
export function ship(address: string, parcel: string, weight: number): Label {
  return { to: address.trim(), parcel, weight };
}
export function labelFor(order: Order): Label {
  const weight = order.lines * 2;
  return ship(order.billingAddress, order.id, weight);
}
export function invoiceFor(order: Order): string {
  return order.id + ": " + order.billingAddress;
}
`,
      "test/orders.test.ts": `${head}import { invoiceFor, labelFor } from "../src/orders.ts";
const order = { id: "o1", billingAddress: "Main 1", deliveryAddress: "Dock 9", lines: 3 };
describe("orders", () => {
  it("bills the buyer", () => assert.equal(invoiceFor(order), "o1: Main 1"));
  it("weighs the parcel", () => assert.equal(labelFor(order).weight, 6));
  it("delivers to the delivery address", () => assert.equal(labelFor(order).to, "Dock 9"));
});
`,
    },
  },
  {
    kind: "inverted condition",
    right: /if \(user\.suspended\)|!user\.suspended &&/,
    files: {
      "src/access.ts": `export interface User { name: string; suspended: boolean; roles: string[] }
const RULES: Record<string, string[]> = { read: ["viewer", "editor"], write: ["editor"] };
export function allowed(user: User, action: string): boolean {
  if (!user.suspended) return false;
  const roles = RULES[action] ?? [];
  return user.roles.some((role) => roles.includes(role));
}
`,
      "test/access.test.ts": `${head}import { allowed } from "../src/access.ts";
const editor = { name: "e", suspended: false, roles: ["editor"] };
describe("access", () => {
  it("lets an editor write", () => assert.equal(allowed(editor, "write"), true));
  it("stops a suspended editor", () => assert.equal(allowed({ ...editor, suspended: true }, "write"), false));
  it("knows no other action", () => assert.equal(allowed(editor, "burn"), false));
});
`,
    },
  },
  {
    kind: "missing condition",
    right: /year && !member\.left|if \(member\.left\) continue|filter\(\(member\) => !member\.left\)\) \{/,
    files: {
      "src/members.ts": `export interface Member { name: string; joined: number; left: boolean; fee: number }
export function activeNames(members: readonly Member[]): string[] {
  return members.filter((member) => !member.left).map((member) => member.name);
}
export function fees(members: readonly Member[], year: number): number {
  let sum = 0;
  for (const member of members) {
    if (member.joined <= year) {
      sum += member.fee;
    }
  }
  return sum;
}
`,
      "test/members.test.ts": `${head}import { activeNames, fees } from "../src/members.ts";
const members = [
  { name: "Ada", joined: 2019, left: false, fee: 30 },
  { name: "Bo", joined: 2020, left: true, fee: 20 },
  { name: "Cy", joined: 2022, left: false, fee: 25 },
];
describe("members", () => {
  it("lists who is active", () => assert.deepEqual(activeNames(members), ["Ada", "Cy"]));
  it("charges nobody before the club", () => assert.equal(fees(members, 2000), 0));
  it("charges members since they joined", () => assert.equal(fees(members.slice(0, 1), 2021), 30));
  it("does not charge who left", () => assert.equal(fees(members, 2021), 30));
  it("charges all active members", () => assert.equal(fees(members, 2023), 55));
});
`,
    },
  },
];
