import assert from "node:assert/strict";
import { test } from "node:test";
import { Editor } from "../src/editor.ts";

test("undo and redo walk through the edits", () => {
  const editor = new Editor();
  editor.type("Hello");
  editor.type(" world");
  editor.undo();
  assert.equal(editor.text, "Hello");
  editor.redo();
  assert.equal(editor.text, "Hello world");
});

test("a replacement can be taken back", () => {
  const editor = new Editor();
  editor.type("colour");
  editor.replace(4, 1, "");
  assert.equal(editor.text, "color");
  editor.undo();
  assert.equal(editor.text, "colour");
});

test("after a new edit there is nothing to redo", () => {
  const editor = new Editor();
  editor.type("a");
  editor.type("b");
  editor.undo();
  editor.type("c");
  assert.equal(editor.redo(), false);
  assert.equal(editor.text, "ac");
});

test("only as many steps as the limit can be taken back", () => {
  const editor = new Editor(2);
  for (const char of "abc") editor.type(char);
  assert.deepEqual([editor.undo(), editor.undo(), editor.undo()], [true, true, false]);
  assert.equal(editor.text, "a");
});
