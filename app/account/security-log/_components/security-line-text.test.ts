import { expect, test } from "vitest";
import { securityLineText } from "#app/account/security-log/_components/security-line-text.ts";
import type { SecurityLine } from "#lib/domain/security-log/schema.ts";

const line = (kind: SecurityLine["kind"], data: SecurityLine["data"] = {}): SecurityLine => ({
  id: 1,
  kind,
  userAgent: "",
  ip: "",
  data,
  createdAt: "2026-11-21T12:00:00Z",
});

test("a sign-in from what was not known stands out, one from what was does not", () => {
  expect(securityLineText(line("signed_in", { new: ["device", "place"] }))).toEqual({
    text: "Signed in (new device and new place)",
    tone: "warning",
  });
  expect(securityLineText(line("signed_in", { new: [] }))).toEqual({ text: "Signed in", tone: "neutral" });
});

test("wrong codes after the right password are an alarm", () => {
  expect(securityLineText(line("two_factor_failed")).tone).toBe("danger");
});
