import assert from "node:assert/strict";
import { version } from "../src/slug.js";

describe("slug", () => {
  it("has a version", () => assert.equal(version(), "1.0"));
});
