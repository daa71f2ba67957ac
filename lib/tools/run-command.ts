import { z } from "zod";
import { defineTool } from "./define-tool.ts";

export const runCommand = defineTool({
  name: "run_command",
  description:
    "Runs a shell command in the sandbox (no network). For looking at behaviour; edits made by it are not part of the change.",
  risk: "medium",
  input: z.object({
    command: z.string().min(1).max(4_000),
    seconds: z.number().int().min(1).max(120).default(30),
  }),
  async execute({ sandbox }, { command, seconds }) {
    const result = await sandbox.exec({
      argv: ["sh", "-c", command],
      limits: { wallMs: seconds * 1_000, outputBytes: 60_000 },
    });
    return {
      exitCode: result.exitCode,
      timedOut: result.timedOut,
      truncated: result.truncated,
      text: `${result.stdout}${result.stderr}`.slice(-20_000),
    };
  },
});
