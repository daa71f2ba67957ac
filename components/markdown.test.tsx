import { cleanup, render, screen } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { Markdown } from "#components/markdown.tsx";
import { parseMarkdown } from "#components/markdown-blocks.ts";

afterEach(cleanup);

test("headings, lists, tables and code become elements", () => {
  const source =
    "## What\n`a` was **wrong**.\n\n- one\n- two\n\n| a | b |\n| --- | --- |\n| 1 | 2 |\n\n```ts\nconst x = 1;\n```\n";
  render(<Markdown source={source} />);
  expect(screen.getByRole("heading", { name: "What" }).tagName).toBe("H3");
  expect(screen.getAllByRole("listitem").map((item) => item.textContent)).toEqual(["one", "two"]);
  expect(screen.getByRole("columnheader", { name: "b" })).toBeTruthy();
  expect(screen.getByText("const x = 1;").tagName).toBe("PRE");
  expect(screen.getByText("wrong").tagName).toBe("STRONG");
});

test("HTML and script links never become markup", () => {
  const source = `<script>alert(1)</script>\n\n<img src=x onerror=alert(1)>\n\n[click](javascript:alert(1)) [ok](https://example.com/a)`;
  const { container } = render(<Markdown source={source} />);
  expect(container.querySelector("script, img")).toBeNull();
  expect([...container.querySelectorAll("a")].map((link) => link.getAttribute("href"))).toEqual([
    "https://example.com/a",
  ]);
  expect(container.textContent).toContain("<script>alert(1)</script>");
});

test("text made to be slow is read quickly", () => {
  for (const part of ["*", "_", "`", "[", "|", "- ", "> ", "#", "**a", "[a](", "1) "]) {
    expect(parseMarkdown(part.repeat(50_000)).length).toBeGreaterThanOrEqual(0);
    expect(parseMarkdown(`${part}\n`.repeat(20_000)).length).toBeGreaterThanOrEqual(0);
  }
});

test("an unclosed code block ends with the text", () => {
  expect(parseMarkdown("```\na\nb")).toEqual([{ kind: "code", text: "a\nb", language: "" }]);
});
