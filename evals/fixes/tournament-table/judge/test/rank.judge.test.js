const { rank } = require("../src/rank.js");
const { newRow } = require("../src/row.js");
const { tableOf } = require("../src/table.js");

const row = (team, points, scored, conceded) => ({ ...newRow(team), points, scored, conceded });
const teams = (rows) => rank(rows).map(({ team }) => team);

test("each rule counts only when those before it are equal", () => {
  const rows = [row("E", 3, 2, 2), row("D", 6, 3, 1), row("C", 6, 5, 3), row("B", 6, 9, 8), row("A", 7, 1, 1), row("F", 3, 9, 10)];
  expect(teams(rows)).toEqual(["A", "C", "D", "B", "E", "F"]);
});

test("more goals are better among many teams, in any order of the list", () => {
  const rows = [4, 0, 11, 7, 2, 9].map((goals) => row(`T${goals}`, 5, goals, goals));
  expect(teams(rows)).toEqual(["T11", "T9", "T7", "T4", "T2", "T0"]);
  expect(teams([...rows].reverse())).toEqual(["T11", "T9", "T7", "T4", "T2", "T0"]);
});

test("negative differences are sorted as well", () => {
  expect(teams([row("A", 0, 0, 5), row("B", 0, 4, 9), row("C", 0, 1, 2)])).toEqual(["C", "B", "A"]);
});

test("ranks go on after those that are shared", () => {
  const rows = [row("B", 3, 2, 1), row("A", 3, 2, 1), row("C", 3, 3, 2), row("D", 0, 0, 0)];
  expect(rank(rows).map(({ team, rank: place }) => `${place}${team}`)).toEqual(["1C", "2A", "2B", "4D"]);
});

test("the rows that were given stay in their order", () => {
  const rows = [row("A", 0, 0, 0), row("B", 1, 0, 0)];
  rank(rows);
  expect(rows.map(({ team }) => team)).toEqual(["A", "B"]);
});

test("draws with goals beat draws without", () => {
  expect(tableOf(["A", "B", "C", "D"], ["A - B 0:0", "C - D 2:2"]).map(({ team, rank: place }) => `${place}${team}`)).toEqual(["1C", "1D", "3A", "3B"]);
});
