const { parseMatch } = require("../src/match.js");
const { printTable } = require("../src/print.js");
const { tableOf } = require("../src/table.js");

const order = (teams, ...lines) => tableOf(teams, lines).map(({ team }) => team);

describe("match", () => {
  test("is read from a line", () => {
    expect(parseMatch("Old Town - FC 07 10:2")).toEqual({ home: "Old Town", away: "FC 07", homeGoals: 10, awayGoals: 2 });
  });

  test("needs a result", () => {
    expect(() => parseMatch("Lions - Bears")).toThrow("Not a result");
  });
});

describe("table", () => {
  test("counts matches, goals and points", () => {
    const [first] = tableOf(["Bears", "Lions"], ["Lions - Bears 3:1", "Bears - Lions 2:2"]);
    expect(first).toEqual({ team: "Lions", rank: 1, played: 2, won: 1, drawn: 1, lost: 0, scored: 5, conceded: 3, points: 4 });
  });

  test("goes by points", () => {
    expect(order(["Bears", "Lions"], "Lions - Bears 1:0")).toEqual(["Lions", "Bears"]);
  });

  test("goes by goal difference when the points are equal", () => {
    expect(order(["A", "B", "C", "D"], "B - C 4:0", "A - D 1:0")).toEqual(["B", "A", "D", "C"]);
  });

  test("goes by goals scored when the difference is equal", () => {
    expect(order(["A", "B", "C", "D"], "A - D 1:0", "B - C 3:2")).toEqual(["B", "A", "C", "D"]);
  });

  test("goes by name when everything is equal", () => {
    expect(order(["Wolves", "Bears", "Lions"])).toEqual(["Bears", "Lions", "Wolves"]);
  });

  test("gives the same rank to teams that are level", () => {
    const rows = tableOf(["A", "B", "C", "D"], ["A - D 1:0", "B - C 1:0"]);
    expect(rows.map(({ team, rank }) => `${rank} ${team}`)).toEqual(["1 A", "1 B", "3 C", "3 D"]);
  });

  test("refuses teams of another league", () => {
    expect(() => tableOf(["A"], ["A - X 1:0"])).toThrow("A - X is no match of this league.");
  });

  test("can be printed", () => {
    expect(printTable(tableOf(["A", "B"], ["A - B 2:1"]))).toBe("1. A 1 2:1 3\n2. B 1 1:2 0");
  });
});
