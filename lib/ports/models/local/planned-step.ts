import type { JSONValue } from "@ai-sdk/provider";

/** A step as the embedded planner writes it. */
export interface PlannedStep {
  key: string;
  title: string;
  action: string;
  agent: "meta" | "dev";
  tool: string;
  inputs: Record<string, JSONValue>;
  successCriteria: string;
  fallback: string;
  dependsOn: string[];
}
