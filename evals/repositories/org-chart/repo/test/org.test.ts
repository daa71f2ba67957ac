import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { levelOf, managersOf } from "../src/chain.ts";
import { Directory } from "../src/directory.ts";
import { payroll, teamOf } from "../src/team.ts";

const people = [
  { id: "1", name: "Ada", manager: null, salary: 90 },
  { id: "2", name: "Bo", manager: "1", salary: 70 },
  { id: "3", name: "Cy", manager: "2", salary: 50 },
  { id: "4", name: "Di", manager: "1", salary: 60 },
];
const directory = new Directory(people);

describe("organisation", () => {
  it("knows everybody", () => assert.equal(directory.size, 4));
  it("lists a team", () => assert.deepEqual(teamOf(directory, "1"), ["Bo", "Cy", "Di"]));
  it("adds up salaries", () => assert.equal(payroll(directory, "2"), 120));
  it("lists managers up to the top", () => assert.deepEqual(managersOf(directory, directory.find("3")), ["Bo", "Ada"]));
  it("has no manager above the top", () => assert.deepEqual(managersOf(directory, directory.find("1")), []));
  it("counts levels", () => assert.equal(levelOf(directory, people[1]!), 1));
});
