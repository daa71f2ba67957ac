const { feeFor } = require("../src/fees");

const loan = (kind, due) => ({ item: { kind, title: "x" }, reader: "r", due, renewals: 0 });

describe("fees", () => {
  test("nothing is due in time", () => expect(feeFor(loan("book", "2024-05-10"), "2024-05-01")).toBe(0));
  test("grace days are free", () => expect(feeFor(loan("book", "2024-05-10"), "2024-05-12")).toBe(0));
  test("the first day after the grace period costs", () => expect(feeFor(loan("book", "2024-05-10"), "2024-05-13")).toBe(20));
  test("films have no grace period", () => expect(feeFor(loan("film", "2024-05-10"), "2024-05-12")).toBe(100));
  test("there is a most", () => expect(feeFor(loan("magazine", "2024-01-01"), "2024-12-31")).toBe(200));
  test("unknown media have no rules", () => expect(() => feeFor(loan("stone", "2024-05-10"), "2024-05-12")).toThrow(/no rules/));
});
