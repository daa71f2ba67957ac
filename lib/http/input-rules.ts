/** Where a rule looks. Bodies are never looked at: goals, code and logs may hold any text. */
export type RulePlace = "path" | "query" | "header";

export interface InputRule {
  /** Number of the rule in edge configurations; never given twice. */
  id: number;
  name: string;
  place: RulePlace;
  /** Regular expression that RE2, PCRE and JavaScript read alike; letters match in both cases. */
  pattern: string;
}

/** Parameters that hold what people wrote, or a path that is checked by itself: no rule reads them. */
export const freeTextParameters = ["search", "callbackUrl"] as const;

/**
 * What no page or client of ours sends, and probes for holes do. The one source of the check in proxy.ts and of the
 * files in deploy/edge (`node scripts/bootstrap.mjs edge-rules`). A second lock: queries are parameterised and pages
 * escape, so what passes here does no harm either.
 */
export const inputRules: readonly InputRule[] = [
  { id: 9001, name: "sql-union", place: "query", pattern: "\\bunion\\b[\\s/*]+(?:all[\\s/*]+)?select\\b" },
  {
    id: 9002,
    name: "sql-always-true",
    place: "query",
    pattern: "['\"]\\s*(?:or|and)\\b[\\s(]+['\"]?\\w+['\"]?\\s*(?:=|like\\b)\\s*['\"]?\\w",
  },
  {
    id: 9003,
    name: "sql-stacked",
    place: "query",
    pattern:
      "['\";]\\s*(?:(?:drop|alter|truncate|create)\\s+(?:table|database|schema)|insert\\s+into|delete\\s+from)\\b",
  },
  {
    id: 9004,
    name: "sql-blind",
    place: "query",
    pattern:
      "\\b(?:pg_sleep|sleep|benchmark|load_file|xp_cmdshell|extractvalue)\\s*\\(|\\bwaitfor\\s+delay\\b|\\binformation_schema\\s*\\.",
  },
  {
    id: 9011,
    name: "xss-tag",
    place: "query",
    pattern: "<\\s*/?\\s*(?:script|iframe|object|embed|base|meta)\\b",
  },
  { id: 9012, name: "xss-handler", place: "query", pattern: "<[a-z][^>]*[\\s/\"']on[a-z]{3,}\\s*=" },
  {
    id: 9013,
    name: "xss-address",
    place: "query",
    pattern: "^\\s*(?:javascript|vbscript|data\\s*:\\s*text/html)\\s*[:;,]",
  },
  { id: 9021, name: "path-markup", place: "path", pattern: "<\\s*/?[a-z]|['\"]\\s*(?:or|and|union)\\s" },
  { id: 9022, name: "path-traversal", place: "path", pattern: "(?:^|[/\\\\])\\.\\.(?:[/\\\\;]|$)|\\x00" },
  {
    id: 9023,
    name: "path-probe",
    place: "path",
    pattern:
      "(?:^|/)(?:\\.env(?:\\.[a-z]+)?|\\.git|\\.aws|\\.ssh|\\.htpasswd|wp-(?:admin|login\\.php|includes|content)|xmlrpc\\.php|phpmyadmin|cgi-bin|phpunit|actuator)(?:/|$)",
  },
  {
    id: 9031,
    name: "header-lookup",
    place: "header",
    pattern: "\\$\\{\\s*(?:jndi|env|lower|upper|sys)\\s*:|\\(\\)\\s*\\{\\s*:?;",
  },
  {
    id: 9032,
    name: "scanner",
    place: "header",
    pattern: "\\b(?:sqlmap|nikto|nessus|acunetix|masscan|nuclei|dirbuster|gobuster|wpscan|havij)\\b",
  },
];

/** Headers that the rules for headers read; the others are set by browsers and proxies. */
export const ruledHeaders = ["user-agent", "referer", "x-api-version", "x-forwarded-host"] as const;
