const { chargedDays, feeFor } = require("../src/fees");

const loan = (kind, due) => ({ item: { kind, title: "x" }, reader: "r", due, renewals: 0 });

test.each([
  ["book", "2024-05-10", 0],
  ["book", "2024-05-11", 0],
  ["book", "2024-05-13", 1],
  ["book", "2024-05-20", 8],
  ["magazine", "2024-05-12", 1],
  ["film", "2024-05-11", 1],
  ["film", "2024-05-10", 0],
])("%s returned on %s", (kind, returned, days) => {
  expect(chargedDays(loan(kind, "2024-05-10"), returned)).toBe(days);
});
test("a film ten days late costs ten days", () => expect(feeFor(loan("film", "2024-05-10"), "2024-05-20")).toBe(500));
