import type { z } from "zod";
import type { TestCase, TestRunner } from "#lib/domain/test-reports/schema.ts";
import type { Forge, RepositoryRef } from "#lib/ports/forge/port.ts";
import type { Sandbox } from "#lib/ports/sandbox/port.ts";

export type Risk = "low" | "medium" | "high";

/** Test files that are run in place of a suite that takes too long. */
export interface PartOfSuite {
  command: string;
  files: string[];
  /** How many test files the repository has. */
  of: number;
}

/**
 * Where the work of a run stands. `head` is a checkpoint commit in the forge (no branch points at it),
 * made after each edit: a lost sandbox is filled again from it.
 */
export interface Workspace {
  repository: RepositoryRef;
  base: string;
  /** Commit that the agent's edits begin at: the base with the tests that reproduce the problem. */
  start: string;
  head: string;
  runner: TestRunner;
  testCommand: string;
  /** Set when `testCommand` runs a part of the suite only. */
  part?: PartOfSuite;
  goal: string;
  /** The failing tests that the goal is about. */
  targets: TestCase[];
  /** Tests that pass before the change; they tell what is less suspicious. */
  passing?: TestCase[];
  /** Changes that fixed something before in the same tenant, as templates for the search. */
  pastFixes?: { before: string; after: string }[];
}

/** The narrow context of a tool: its sandbox, the forge for checkpoints, and where the work stands. */
export interface ToolContext {
  sandbox: Sandbox;
  forge: Forge;
  workspace: Workspace;
  /** Fixed per call, so that a repeated call makes the same checkpoint. */
  startedAt: Date;
}

/** A mistake in how a tool was used. The message speaks to the model: what was wrong, what there is. */
export class ToolError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "ToolError";
  }
}

export interface Tool<Input = unknown, Output = unknown> {
  name: string;
  /** When to use it and when not; read by models. */
  description: string;
  risk: Risk;
  input: z.ZodType<Input>;
  execute(context: ToolContext, input: Input): Promise<Output>;
  /** The checkpoint that a result stands for, for tools that edit. */
  checkpoint?(output: Output): string;
}

/** Keeps the types of input and output together. */
export function defineTool<Input, Output>(tool: Tool<Input, Output>): Tool<Input, Output> {
  return tool;
}
