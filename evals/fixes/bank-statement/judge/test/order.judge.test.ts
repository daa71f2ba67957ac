import assert from "node:assert/strict";
import { test } from "node:test";
import { statementOf } from "../src/statement.ts";

const booking = (date: string, cents: number, text = "x") => ({ date, text, cents });
const order = (...dates: string[]) => statementOf(dates.map((date) => booking(date, 1)), 0).map((row) => row.date);

test("years come before months, months before days", () => {
  assert.deepEqual(order("31.12.2024", "01.01.2025", "02.12.2023"), ["02.12.2023", "31.12.2024", "01.01.2025"]);
  assert.deepEqual(order("10.10.2025", "11.09.2025", "09.11.2025"), ["11.09.2025", "10.10.2025", "09.11.2025"]);
});

test("days without a leading zero are understood", () => {
  assert.deepEqual(order("12.3.2025", "5.3.2025"), ["5.3.2025", "12.3.2025"]);
});

test("one day keeps the order of the bank, and the input stays as it is", () => {
  const bookings = [booking("02.01.2025", 1, "b"), booking("01.01.2025", 1, "a"), booking("02.01.2025", 1, "c")];
  assert.deepEqual(statementOf(bookings, 0).map((row) => row.text), ["a", "b", "c"]);
  assert.deepEqual(bookings.map(({ text }) => text), ["b", "a", "c"]);
});
