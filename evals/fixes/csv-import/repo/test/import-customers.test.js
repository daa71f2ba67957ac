import assert from "node:assert/strict";
import { test } from "node:test";
import { importCustomers } from "../src/import-customers.js";

test("plain lines become customers", () => {
  assert.deepEqual(importCustomers("Name,Email,City\nAda,ada@example.com,London\n"), [
    { name: "Ada", email: "ada@example.com", city: "London" },
  ]);
});

test("a separator in quotes belongs to the field", () => {
  assert.equal(importCustomers('Name,Email\n"Byron, Ada",ADA@example.com')[0].name, "Byron, Ada");
});

test("a name may contain quotation marks", () => {
  const [bob] = importCustomers('Name,Email,City\n"Bob ""The Builder"" Smith",bob@example.com,Leeds\n');
  assert.deepEqual(bob, { name: 'Bob "The Builder" Smith', email: "bob@example.com", city: "Leeds" });
});

test("a wrong address is told with its line", () => {
  assert.throws(() => importCustomers("Name,Email\nAda,ada@example.com\nBob,bob"), /Line 3: "bob"/);
});
