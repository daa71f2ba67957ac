import { cleanup, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, test } from "vitest";
import { TestReportView } from "#components/test-report.tsx";
import { TestReport } from "#lib/domain/evidence/schema.ts";

afterEach(cleanup);

const report = (data: unknown) => TestReport.parse(data);

test("failures are listed with their message, hostile names as text", () => {
  const failures = [{ file: "a.test.ts", name: "<b>x</b>\u202E", message: "1 !== 2" }];
  const counts = { total: 2, passed: 1, failed: 1, skipped: 0 };
  const { container } = render(
    <TestReportView report={report({ ...counts, phase: "before", exitCode: 1, failures })} />,
  );
  expect(screen.getByText("Before the fix")).toBeTruthy();
  expect(screen.getByText("1 failed")).toBeTruthy();
  expect(screen.getByText("<b>x</b>⟦U+202E⟧")).toBeTruthy();
  expect(screen.getByText("1 !== 2")).toBeTruthy();
  expect(container.querySelector("b")).toBeNull();
});

test("a report without tests is no success", () => {
  render(<TestReportView report={report({ exitCode: 0 })} />);
  expect(screen.getByText("No test was run")).toBeTruthy();
});

test("a run that hit its time limit says so", () => {
  render(<TestReportView report={report({ timedOut: true, exitCode: null })} />);
  expect(screen.getByText("stopped at the time limit")).toBeTruthy();
});

test("100 kB of output shows its end, and all of it on request", async () => {
  const output = Array.from({ length: 5000 }, (_, index) => `line ${index} of the output`).join("\n");
  const { container } = render(
    <TestReportView report={report({ total: 1, passed: 1, exitCode: 0, output, truncated: true })} />,
  );
  expect(container.querySelector("pre")?.textContent).toMatch(/^… 4960 earlier lines …/);
  expect(container.textContent).toContain("cut at the output limit");
  await userEvent.click(screen.getByRole("button", { name: "Show all" }));
  expect(container.querySelector("pre")?.textContent).toMatch(/^line 0 of the output/);
});

test("a report of another shape is shown as far as it goes", () => {
  render(<TestReportView report={report({ failures: "many", total: "3", output: 7 })} />);
  expect(screen.getByText("No output.")).toBeTruthy();
});
