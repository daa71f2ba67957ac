export interface DiffLine {
  kind: "context" | "added" | "removed" | "note";
  text: string;
  oldNumber: number | null;
  newNumber: number | null;
}

export interface DiffFile {
  path: string;
  oldPath: string | null;
  change: "added" | "deleted" | "renamed" | "modified";
  binary: boolean;
  additions: number;
  deletions: number;
  /** Hunk headers stand in the list as `note`. */
  lines: DiffLine[];
}

interface Cursor {
  file: DiffFile | null;
  oldNumber: number;
  newNumber: number;
  /** Lines of the present hunk that are still to come, so that content like "--- a" is no header. */
  oldLeft: number;
  newLeft: number;
}

/** Reads a unified patch as git writes it (several files, renames, binaries); anything else is skipped. */
export function parsePatch(patch: string): DiffFile[] {
  const files: DiffFile[] = [];
  const cursor: Cursor = { file: null, oldNumber: 0, newNumber: 0, oldLeft: 0, newLeft: 0 };
  for (const line of patch.replace(/\n$/, "").split("\n")) {
    if (cursor.file && (cursor.oldLeft > 0 || cursor.newLeft > 0)) readContent(cursor, cursor.file, line);
    else readHeader(cursor, files, line);
  }
  return files.filter((file) => file.path !== "");
}

function readContent(cursor: Cursor, file: DiffFile, line: string): void {
  const text = line.slice(1);
  if (line.startsWith("+")) {
    file.lines.push({ kind: "added", text, oldNumber: null, newNumber: cursor.newNumber++ });
    file.additions++;
    cursor.newLeft--;
  } else if (line.startsWith("-")) {
    file.lines.push({ kind: "removed", text, oldNumber: cursor.oldNumber++, newNumber: null });
    file.deletions++;
    cursor.oldLeft--;
  } else if (line.startsWith("\\")) {
    file.lines.push({
      kind: "note",
      text: "No line break at the end of the file",
      oldNumber: null,
      newNumber: null,
    });
  } else {
    file.lines.push({ kind: "context", text, oldNumber: cursor.oldNumber++, newNumber: cursor.newNumber++ });
    cursor.oldLeft--;
    cursor.newLeft--;
  }
}

const hunkHeader = /^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@ ?(.*)$/;

function readHeader(cursor: Cursor, files: DiffFile[], line: string): void {
  const git = /^diff --git (?:"?a\/(.*?)"?) (?:"?b\/(.*?)"?)$/.exec(line);
  if (git || (line.startsWith("--- ") && (cursor.file === null || cursor.file.lines.length > 0))) {
    cursor.file = newFile(git?.[2] ?? "");
    files.push(cursor.file);
    if (git) return;
  }
  const file = cursor.file;
  if (!file) return;
  const hunk = hunkHeader.exec(line);
  if (hunk) {
    cursor.oldNumber = Number(hunk[1]);
    cursor.newNumber = Number(hunk[3]);
    cursor.oldLeft = Number(hunk[2] ?? 1);
    cursor.newLeft = Number(hunk[4] ?? 1);
    file.lines.push({ kind: "note", text: line, oldNumber: null, newNumber: null });
  } else if (line.startsWith("\\")) {
    readContent(cursor, file, line);
  } else readFileFact(file, line);
}

function readFileFact(file: DiffFile, line: string): void {
  const rest = (prefix: string) => unquote(line.slice(prefix.length));
  if (line.startsWith("new file")) file.change = "added";
  else if (line.startsWith("deleted file")) file.change = "deleted";
  else if (line.startsWith("rename from ")) {
    file.change = "renamed";
    file.oldPath = rest("rename from ");
  } else if (line.startsWith("rename to ")) file.path = rest("rename to ");
  else if (line.startsWith("Binary files") || line.startsWith("GIT binary patch")) file.binary = true;
  else if (line === "--- /dev/null") file.change = "added";
  else if (line === "+++ /dev/null") file.change = "deleted";
  else if (line.startsWith("--- ") && file.path === "") file.path = rest("--- ").replace(/^a\//, "");
  else if (line.startsWith("+++ ")) file.path = rest("+++ ").replace(/^b\//, "");
}

const unquote = (name: string): string => name.replace(/\t.*$/, "").replace(/^"(.*)"$/, "$1");

const newFile = (path: string): DiffFile => ({
  path,
  oldPath: null,
  change: "modified",
  binary: false,
  additions: 0,
  deletions: 0,
  lines: [],
});
