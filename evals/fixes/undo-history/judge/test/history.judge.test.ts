import assert from "node:assert/strict";
import { test } from "node:test";
import { Editor } from "../src/editor.ts";

test("redo is gone after any new edit, also a deletion", () => {
  const editor = new Editor();
  for (const char of "abc") editor.type(char);
  editor.undo();
  editor.undo();
  editor.replace(0, 1, "");
  assert.deepEqual([editor.redo(), editor.text], [false, ""]);
  editor.undo();
  assert.equal(editor.text, "a");
});

test("the limit drops the oldest step first and redo stays possible within it", () => {
  const editor = new Editor(3);
  for (const char of "abcdef") editor.type(char);
  while (editor.undo());
  assert.equal(editor.text, "abc");
  while (editor.redo());
  assert.equal(editor.text, "abcdef");
});

test("undo on an empty history says so", () => {
  assert.deepEqual([new Editor().undo(), new Editor().redo()], [false, false]);
});

test("a limit of one keeps the last step", () => {
  const editor = new Editor(1);
  editor.type("a");
  editor.type("b");
  assert.deepEqual([editor.undo(), editor.undo(), editor.text], [true, false, "a"]);
});
