import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Course } from "../src/course.js";
import { Timetable } from "../src/timetable.js";

function fullCourse(...members) {
  const course = new Course("Yoga", 2);
  for (const member of members) course.book(member);
  return course;
}

describe("a class", () => {
  it("has places for the first to come", () => {
    const course = fullCourse("ann", "bob", "cem");
    assert.deepEqual([course.booked, course.waiting], [["ann", "bob"], ["cem"]]);
  });

  it("says where somebody is", () => {
    const course = fullCourse("ann");
    assert.deepEqual([course.book("bob"), course.book("cem"), course.book("bob"), course.book("cem")], ["booked", "waiting", "booked", "waiting"]);
  });

  it("gives a free place to the only one who waits", () => {
    const course = fullCourse("ann", "bob", "cem");
    course.cancel("ann");
    assert.deepEqual([course.booked, course.waiting], [["bob", "cem"], []]);
  });

  it("gives a free place to who has waited longest", () => {
    const course = fullCourse("ann", "bob", "cem", "dua", "eli");
    course.cancel("bob");
    assert.deepEqual([course.booked, course.waiting], [["ann", "cem"], ["dua", "eli"]]);
  });

  it("tells who moves up", () => {
    const course = fullCourse("ann", "bob", "cem");
    course.cancel("bob");
    assert.deepEqual(course.notices.at(-1), { to: "cem", text: "A place in Yoga is free now, it is yours." });
  });

  it("can be left from the waiting list", () => {
    const course = fullCourse("ann", "bob", "cem", "dua");
    course.cancel("cem");
    assert.deepEqual([course.booked, course.waiting], [["ann", "bob"], ["dua"]]);
  });

  it("ignores who is not in it", () => {
    const course = fullCourse("ann");
    course.cancel("zoe");
    assert.deepEqual(course.booked, ["ann"]);
  });

  it("keeps everybody in a smaller room", () => {
    const course = fullCourse("ann", "bob");
    course.resize(1);
    assert.deepEqual(course.booked, ["ann", "bob"]);
  });
});

describe("the timetable", () => {
  it("knows the plan of a member", () => {
    const table = new Timetable();
    table.add("mon", "Yoga", 1);
    table.add("tue", "Boxing", 1);
    table.course("mon").book("ann");
    table.course("tue").book("bob");
    table.course("tue").book("ann");
    assert.deepEqual(table.planOf("ann"), ["mon"]);
    assert.throws(() => table.course("wed"), /no class wed/);
    assert.throws(() => table.add("mon", "Yoga", 1), /already is a class mon/);
  });
});
