import { XMLParser } from "fast-xml-parser";
import { LOADING, type TestCase } from "./schema.ts";

const parser = new XMLParser({
  ignoreAttributes: false,
  // Node writes the failure as an attribute and as an element: the prefix keeps them apart.
  attributeNamePrefix: "@",
  parseAttributeValue: false,
  parseTagValue: false,
  textNodeName: "text",
  // Entities of the five XML names only: a report is written by untrusted code.
  processEntities: { enabled: true, maxTotalExpansions: 100_000, maxExpandedLength: 5_000_000 },
  isArray: (name) => name === "testsuite" || name === "testcase",
});

interface Node {
  "@name"?: string;
  "@file"?: string;
  failure?: unknown;
  skipped?: unknown;
  testsuite?: Node[];
  testcase?: Node[];
}

function textOf(value: unknown): string {
  if (typeof value === "string") return value;
  if (Array.isArray(value)) return value.map(textOf).join("\n");
  if (value && typeof value === "object" && "text" in value) return String(value.text);
  if (value && typeof value === "object" && "@message" in value) return String(value["@message"]);
  return "";
}

function toCase(node: Node, suites: string[], root: string): TestCase {
  const failed = node.failure !== undefined;
  const kind =
    typeof node.skipped === "object" && node.skipped && "@type" in node.skipped ? node.skipped["@type"] : "";
  const todo = kind === "todo";
  const status = failed ? "failed" : node.skipped !== undefined && !todo ? "skipped" : "passed";
  const file = (node["@file"] ?? "").startsWith(`${root}/`)
    ? (node["@file"] ?? "").slice(root.length + 1)
    : (node["@file"] ?? "");
  // Node escapes quotation marks twice.
  const name = (node["@name"] ?? "(unnamed)").replaceAll("&quot;", '"');
  // The case of a whole file, named like it: its process failed, mostly because the file can't be loaded.
  const whole =
    failed && suites.length === 0 && (name === node["@file"] || file === name || file.endsWith(`/${name}`));
  return {
    file,
    name: whole ? LOADING : [...suites, name].join(" > "),
    status,
    todo,
    ...(failed ? { message: textOf(node.failure).slice(0, 6_000) } : {}),
  };
}

function walk(node: Node, suites: string[], root: string, cases: TestCase[]): void {
  for (const testCase of node.testcase ?? []) cases.push(toCase(testCase, suites, root));
  for (const suite of node.testsuite ?? []) walk(suite, [...suites, suite["@name"] ?? ""], root, cases);
}

/**
 * Test cases of a JUnit report as `node --test` writes it. `root` is the folder that file paths are
 * made relative to. Null when the text is not such a report.
 */
export function parseJunit(xml: string, root: string): TestCase[] | null {
  let document: { testsuites?: Node | string };
  try {
    document = parser.parse(xml);
  } catch {
    return null;
  }
  if (document.testsuites === undefined) return null;
  const cases: TestCase[] = [];
  if (typeof document.testsuites === "object") walk(document.testsuites, [], root, cases);
  return cases;
}
