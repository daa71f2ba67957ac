import { z } from "zod";
import { defineTool } from "./define-tool.ts";

const MAX_HITS = 100;

export const searchCode = defineTool({
  name: "search_code",
  description: "Finds lines that contain a text (not a pattern) in the repository's files. Case-sensitive.",
  risk: "low",
  input: z.object({ text: z.string().min(2).max(200), folder: z.string().max(500).optional() }),
  async execute({ sandbox }, { text, folder }) {
    const result = await sandbox.exec({
      argv: [
        "grep",
        "-rnIF",
        "--exclude-dir=node_modules",
        "--exclude-dir=.venv",
        "--exclude-dir=.git",
        "-m",
        "20",
        "-e",
        text,
        "--",
        folder ?? ".",
      ],
      limits: { wallMs: 20_000, outputBytes: 200_000 },
    });
    const hits = result.stdout.split("\n").flatMap((line) => {
      const match = /^(?:\.\/)?(.+?):(\d+):(.*)$/.exec(line);
      return match?.[1] && match[2]
        ? [{ path: match[1], line: Number(match[2]), text: (match[3] ?? "").slice(0, 300) }]
        : [];
    });
    return { hits: hits.slice(0, MAX_HITS), truncated: hits.length > MAX_HITS || result.truncated };
  },
});
