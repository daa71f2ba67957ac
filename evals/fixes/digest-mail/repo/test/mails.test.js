import assert from "node:assert/strict";
import { test } from "node:test";
import { mailsOf } from "../src/mails.js";
import { subjectOf } from "../src/subject.js";

const note = (to, thread, author, at, text = "hi") => ({ to, thread, author, at, text });

test("a subject names who wrote", () => {
  const comments = ["Ann", "Bob", "Cem", "Ann"].map((author) => ({ author, text: "x" }));
  assert.equal(subjectOf({ thread: "Plan", comments }), 'Ann and 2 others on "Plan" (4)');
});

test("comments of a day and thread come in one mail", () => {
  const mails = mailsOf([
    note("eve", "Plan", "Bob", "2025-03-07T10:00:00Z", "second"),
    note("eve", "Plan", "Ann", "2025-03-07T09:00:00Z", "first"),
  ]);
  assert.deepEqual(mails, [{ to: "eve", subject: 'Ann and Bob on "Plan" (2)', body: "Ann: first\nBob: second" }]);
});

test("days, people and threads are kept apart", () => {
  const mails = mailsOf([
    note("eve", "Plan", "Ann", "2025-03-08T09:00:00Z"),
    note("eve", "Plan", "Ann", "2025-03-07T09:00:00Z"),
    note("dan", "Plan", "Ann", "2025-03-07T09:00:00Z"),
    note("eve", "Budget", "Ann", "2025-03-07T09:00:00Z"),
  ]);
  assert.deepEqual(mails.map(({ to, subject }) => [to, subject]), [
    ["dan", 'Ann on "Plan" (1)'],
    ["eve", 'Ann on "Budget" (1)'],
    ["eve", 'Ann on "Plan" (1)'],
    ["eve", 'Ann on "Plan" (1)'],
  ]);
});

test("nobody is told of the own comments", () => {
  assert.deepEqual(mailsOf([note("ann", "Plan", "ann", "2025-03-07T09:00:00Z")]), []);
});
