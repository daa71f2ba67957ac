/** What keeps the platform from starting: one sentence for people, and what to do about it. */
export class Problem extends Error {
  readonly remedy: string;

  constructor(sentence: string, remedy: string, options: { cause?: unknown } = {}) {
    super(sentence, options);
    this.name = "Problem";
    this.remedy = remedy;
  }
}

/** The platform already runs on this data folder. */
export class AlreadyRunning extends Problem {}

const byCode: Record<string, (path: string) => [string, string]> = {
  ENOSPC: (path) => [
    `The disk that holds ${path} is full.`,
    "Free some space there, or set DATA_DIR to a folder on another disk.",
  ],
  EDQUOT: (path) => [
    `The disk quota for ${path} is used up.`,
    "Free some space there, or set DATA_DIR to a folder on another disk.",
  ],
  EACCES: (path) => [
    `${path} can't be written by this user.`,
    "Give this user the right to write there, or set DATA_DIR to a folder that it may write.",
  ],
  EROFS: (path) => [`${path} is on a read-only disk.`, "Set DATA_DIR to a folder that can be written."],
  ENOTDIR: (path) => [`A part of ${path} is a file, not a folder.`, "Move that file away, or set DATA_DIR."],
};
byCode.EPERM = byCode.EACCES as (path: string) => [string, string];

/** A failed write below `path` as a problem when its reason is one that a person can mend; else as it is. */
export function explainWriteFailure(error: unknown, path: string): unknown {
  const known = byCode[(error as NodeJS.ErrnoException)?.code ?? ""];
  if (!known) return error;
  const [sentence, remedy] = known(path);
  return new Problem(sentence, remedy, { cause: error });
}
