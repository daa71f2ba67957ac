import assert from "node:assert/strict";
import { test } from "node:test";
import { monthEnds } from "../src/months.ts";
import { statementOf } from "../src/statement.ts";

const booking = (date: string, cents: number) => ({ date, text: "x", cents });

test("balances follow the bookings of a month", () => {
  const rows = statementOf([booking("03.02.2025", -500), booking("01.02.2025", 1000)], 100);
  assert.deepEqual(rows.map((row) => row.balance), [1100, 600]);
});

test("bookings of two months are in order of time", () => {
  const rows = statementOf([booking("01.03.2025", -500), booking("28.02.2025", 1000)], 0);
  assert.deepEqual(rows.map(({ date, balance }) => [date, balance]), [["28.02.2025", 1000], ["01.03.2025", 500]]);
});

test("each month ends with its last balance", () => {
  const rows = statementOf([booking("05.01.2025", 100), booking("09.01.2025", 50), booking("10.02.2025", -20)], 0);
  assert.deepEqual(monthEnds(rows), { "2025-01": 150, "2025-02": 130 });
});
