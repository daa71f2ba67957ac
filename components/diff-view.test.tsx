import { cleanup, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, test } from "vitest";
import { DiffView } from "#components/diff-view.tsx";

afterEach(cleanup);

const header = "diff --git a/a.ts b/a.ts\n--- a/a.ts\n+++ b/a.ts\n";

test("an invisible direction character in code is spelled out", () => {
  render(<DiffView patch={`${header}@@ -1 +1 @@\n-if (admin) {\n+if (admin\u202E) {\n`} />);
  expect(screen.getByText("if (admin⟦U+202E⟧) {")).toBeTruthy();
});

test("markup in a patch stays text", () => {
  const { container } = render(
    <DiffView patch={`${header}@@ -0,0 +1 @@\n+<img src=x onerror=alert(1)>\n`} />,
  );
  expect(container.querySelector("img")).toBeNull();
  expect(screen.getByText("<img src=x onerror=alert(1)>")).toBeTruthy();
});

test("a long file shows its first lines and the rest on request", async () => {
  const lines = Array.from({ length: 1000 }, (_, index) => `+line ${index}`);
  const { container } = render(<DiffView patch={`${header}@@ -0,0 +1,1000 @@\n${lines.join("\n")}\n`} />);
  expect(container.querySelectorAll("tr")).toHaveLength(400);
  await userEvent.click(screen.getByRole("button", { name: "Show the other 601 lines" }));
  expect(container.querySelectorAll("tr")).toHaveLength(1001);
});

test("lines wrap on request, and additions are said in words", async () => {
  const { container } = render(<DiffView patch={`${header}@@ -1 +1 @@\n-a\n+b\n`} />);
  const toggle = screen.getByRole("button", { name: "Wrap lines" });
  expect(toggle.getAttribute("aria-pressed")).toBe("false");
  await userEvent.click(toggle);
  expect(screen.getByRole("button", { name: "Don't wrap lines" }).getAttribute("aria-pressed")).toBe("true");
  expect(container.textContent).toContain("added: b");
  expect(screen.getAllByText("1 lines added").length).toBeGreaterThan(0);
});

test("no change is said", () => {
  render(<DiffView patch="" />);
  expect(screen.getByText("No file was changed.")).toBeTruthy();
});
