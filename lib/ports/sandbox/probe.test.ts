import { expect, test } from "vitest";
import { explain } from "#lib/ports/sandbox/probe.ts";

test("missing programs are named with the command that installs them", () => {
  expect(explain([])).toContain("apt-get install bubblewrap");
});

test("a kernel that refuses is quoted, with the settings that allow it", () => {
  const text = explain(["bubblewrap 0.8.0: setting up uid map: Permission denied"]);
  expect(text).toContain("setting up uid map: Permission denied");
  expect(text).toContain("kernel.apparmor_restrict_unprivileged_userns=0");
});
