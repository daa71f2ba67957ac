import assert from "node:assert/strict";
import { test } from "node:test";
import { readRows } from "../src/read-rows.js";

test("doubled quotes stand anywhere in a field", () => {
  assert.deepEqual(readRows('"""a""",b"c,"d"""'), [['"a"', 'b"c', 'd"']]);
});

test("an empty field in quotes is empty", () => {
  assert.deepEqual(readRows('"",x\n'), [["", "x"]]);
});

test("lines in quotes stay in one field", () => {
  assert.deepEqual(readRows('"a\nb",c\r\nd,e'), [["a\nb", "c"], ["d", "e"]]);
});

test("another separator may be given", () => {
  assert.deepEqual(readRows('"a;""b""";c', ";"), [['a;"b"', "c"]]);
});
