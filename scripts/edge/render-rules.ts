/** The input rules of lib/http/input-rules.ts as configuration of servers in front of the app. */
import { freeTextParameters, type InputRule, inputRules, ruledHeaders } from "#lib/http/input-rules.ts";
import { DEFAULT_BODY_LIMIT } from "#lib/http/read-body.ts";

const notice =
  "Written by `node scripts/bootstrap.mjs edge-rules` from lib/http/input-rules.ts: change it there.";
/** Routes for machines, which proxy.ts leaves out too: signed, or with tokens and limits of their own. */
const machines = "^/api/(?:inngest$|git/)";
const expressionOf = (rule: InputRule): string => `(?i)${rule.pattern}`;

/** ModSecurity 3 or 2.9 (nginx, Apache), Coraza: all rules. */
function renderModSecurity(): string {
  const parameters = ["ARGS_GET", "ARGS_GET_NAMES", ...freeTextParameters.map((name) => `!ARGS_GET:${name}`)];
  const places = {
    path: "REQUEST_FILENAME",
    query: parameters.join("|"),
    header: ruledHeaders.map((name) => `REQUEST_HEADERS:${name}`).join("|"),
  };
  const rules = inputRules.map((rule) => {
    const expression = expressionOf(rule).replaceAll('"', '\\"');
    const decoding = rule.place === "header" ? "t:none" : "t:none,t:urlDecodeUni,t:urlDecodeUni";
    return `SecRule ${places[rule.place]} "@rx ${expression}" \\\n  "id:${rule.id},phase:1,deny,status:403,log,${decoding},msg:'${rule.name}'"`;
  });
  return [
    `# ${notice}`,
    "# Include it where SecRuleEngine is On. Bodies are never inspected: goals and code may hold any text.",
    `SecRule REQUEST_FILENAME "@rx ${machines}" \\\n  "id:9000,phase:1,pass,nolog,t:none,ctl:ruleEngine=Off"`,
    ...rules,
    "",
  ].join("\n\n");
}

/** nginx alone: paths, headers, sizes, rates. It can't leave a parameter out, so queries are ModSecurity's or the app's. */
function renderNginx(): string {
  const map = (variable: string, name: string, place: InputRule["place"]) => {
    const lines = inputRules
      .filter((rule) => rule.place === place)
      .map((rule) => `  "~*${rule.pattern.replaceAll('"', '\\"')}" ${rule.name};`);
    return `map ${variable} ${name} {\n  default "";\n${lines.join("\n")}\n}`;
  };
  return `# ${notice}
# In the http block; \`include\` it, then in the server block:
#   if ($morningai_path) { return 403; }
#   if ($morningai_agent) { return 403; }
#   client_max_body_size ${DEFAULT_BODY_LIMIT};
#   limit_req zone=morningai burst=100 nodelay;
#   proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
#   location /api/git/ { client_max_body_size 0; proxy_request_buffering off; proxy_pass …; }

${map("$uri", "$morningai_path", "path")}

${map("$http_user_agent", "$morningai_agent", "header")}

# Far above what the app allows a person (100 a minute): it counts, this only keeps floods away.
limit_req_zone $binary_remote_addr zone=morningai:10m rate=600r/m;
`;
}

interface VercelCondition {
  type: "path" | "header";
  op: "re";
  key?: string;
  value: string;
}

/** Vercel Firewall, for PUT /v1/security/firewall/config. It reads single parameters by name only: no rules for queries. */
function renderVercel(): string {
  const rules = inputRules.flatMap((rule) => {
    if (rule.place === "query") return [];
    const value = expressionOf(rule);
    const conditions: VercelCondition[] =
      rule.place === "path"
        ? [{ type: "path", op: "re", value }]
        : ruledHeaders.map((key) => ({ type: "header", op: "re", key, value }));
    return {
      name: `morningai-${rule.name}`,
      description: notice,
      active: true,
      conditionGroup: conditions.map((condition) => ({ conditions: [condition] })),
      action: { mitigate: { action: "deny" } },
    };
  });
  return `${JSON.stringify({ firewallEnabled: true, rules, ips: [] }, null, 2)}\n`;
}

/** Name of each file in deploy/edge → its content. */
export const renderEdgeFiles = (): Record<string, string> => ({
  "modsecurity.conf": renderModSecurity(),
  "nginx.conf": renderNginx(),
  "vercel-firewall.json": renderVercel(),
});
