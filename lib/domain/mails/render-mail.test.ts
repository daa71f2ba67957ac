import { expect, test } from "vitest";
import { renderMail } from "#lib/domain/mails/render-mail.ts";

const appUrl = "https://app.example.test";

test("a line that is a link of the app leads there in both forms", () => {
  const { text, html } = renderMail("Hello Ada,\n\nConfirm:\n{{app}}/verify-email/abc", appUrl);
  expect(text).toBe("Hello Ada,\n\nConfirm:\nhttps://app.example.test/verify-email/abc");
  expect(html).toContain('<a href="https://app.example.test/verify-email/abc">');
  expect(html).toContain("<p>Hello Ada,</p>");
});

test("what people wrote stays text: no markup, no link elsewhere, nothing that is loaded", () => {
  const name = `<img src="https://evil.test/x.png"> https://evil.test/ "'&`;
  const { html } = renderMail(
    `Hello ${name}\nhttps://evil.test/\nhttps://app.example.test.evil.test/`,
    appUrl,
  );
  expect(html).not.toMatch(/<img|<a |href=|src="/);
});
