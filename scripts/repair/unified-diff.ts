import { createTwoFilesPatch } from "diff";

export interface ChangedText {
  path: string;
  before: string;
  after: string;
}

/** A patch that `git apply` and `patch -p1` take. */
export function unifiedDiff(files: readonly ChangedText[]): string {
  return files
    .map(({ path, before, after }) => {
      const body = createTwoFilesPatch(`a/${path}`, `b/${path}`, before, after, "", "", { context: 3 });
      const lines = body.split("\n").filter((line) => !/^={10,}$/.test(line));
      const header = lines.map((line) => (/^(---|\+\+\+) /.test(line) ? line.trimEnd() : line));
      return `diff --git a/${path} b/${path}\n${header.join("\n")}`;
    })
    .join("");
}
