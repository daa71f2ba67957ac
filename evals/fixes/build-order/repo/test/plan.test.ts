import assert from "node:assert/strict";
import { test } from "node:test";
import { affectedBy } from "../src/affected.ts";
import { TaskGraph } from "../src/graph.ts";
import { describePlan, planBuild } from "../src/plan.ts";
import { task } from "../src/task.ts";

const chain = new TaskGraph([task("docs"), task("app", ["api"]), task("api", ["core"]), task("core")]);

test("without changes everything is cached", () => {
  assert.equal(describePlan(planBuild(chain, ["app"], [])), "(core) (api) (app)");
});

test("a change at the top builds the top", () => {
  assert.equal(describePlan(planBuild(chain, ["app"], ["packages/app/main.ts"])), "(core) (api) app");
});

test("a change in core builds all that is above it", () => {
  assert.equal(describePlan(planBuild(chain, ["app"], ["packages/core/index.ts"])), "core api app");
});

test("a folder with a longer name is another one", () => {
  assert.deepEqual(affectedBy(chain, ["packages/core-docs/readme.md"]), []);
});

test("a change concerns tasks that are no goal as well", () => {
  assert.deepEqual(affectedBy(chain, ["packages/docs/a.md", "packages/app/b.ts"]), ["docs", "app"]);
});
