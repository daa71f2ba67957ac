import { afterEach, beforeEach, vi } from "vitest";

// An unexpected console.error is a failure nobody looked at: it fails the test that caused it.
beforeEach(() => {
  vi.spyOn(console, "error");
});

afterEach(() => {
  const spy = vi.mocked(console.error);
  const calls = spy.mock.calls.map((call) => call.map(String).join(" "));
  spy.mockRestore();
  if (calls.length > 0) throw new Error(`console.error was called:\n${calls.join("\n")}`);
});
