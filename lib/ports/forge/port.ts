/**
 * Where repositories live. Every write is plumbing on the object database (blobs, trees, commits,
 * compare-and-swap of refs): there is no work tree on the host, so no hook, filter or config of a
 * repository is ever run. The same verbs exist in GitHub's git data API.
 */
export interface RepositoryRef {
  tenantId: string;
  repositoryId: string;
}

export type RepositorySource =
  /** A folder on the server (a git work tree or bare repository) below one of the allowed roots. */
  | { kind: "path"; location: string }
  /** https:// or http:// git URL without credentials in it. */
  | { kind: "url"; location: string; login?: BasicLogin }
  /** Plain files, committed as the first commit. */
  | { kind: "files"; files: FileChange[]; message: string };

/** User name and password (or token) for a git server. */
export interface BasicLogin {
  username: string;
  password: string;
}

export interface FileChange {
  path: string;
  /** New content; null deletes the file. */
  content: Uint8Array | null;
  executable?: boolean;
}

export interface TreeEntry {
  path: string;
  size: number;
  mode: "100644" | "100755" | "120000" | "160000";
}

export interface Commit {
  sha: string;
  author: string;
  /** ISO 8601. */
  committedAt: string;
  subject: string;
}

export interface CommitInput {
  parent: string;
  changes: FileChange[];
  message: string;
  /** Fixed by the caller, so that a repeated step makes the same commit id. */
  committedAt: Date;
}

/** A remark on a line of a commit; a pull request whose head it is shows it there. */
export interface LineComment {
  path: string;
  /** Of the commit's text, from 1. */
  line: number;
  /** One paragraph of plain text. */
  body: string;
}

export type MergeResult =
  | { status: "merged"; sha: string }
  /** Base already contains head. */
  | { status: "up_to_date"; sha: string }
  | { status: "conflict"; files: string[] };

export interface Forge {
  readonly name: "local" | "github";
  /**
   * Brings the repository in; idempotent for the same ref. Errors: `invalid_input` (no such place, not
   * allowed, not a repository), `unprocessable` (empty repository), `too_large`.
   */
  importRepository(
    ref: RepositoryRef,
    source: RepositorySource,
  ): Promise<{ defaultBranch: string; head: string }>;
  removeRepository(ref: RepositoryRef): Promise<void>;
  /** Commit id of a branch, tag or id; null when it does not exist. */
  resolve(ref: RepositoryRef, revision: string): Promise<string | null>;
  /** The tree of a commit as an uncompressed tar archive. */
  archive(ref: RepositoryRef, sha: string): Promise<Uint8Array>;
  listTree(ref: RepositoryRef, sha: string): Promise<TreeEntry[]>;
  readBlob(ref: RepositoryRef, sha: string, path: string): Promise<Uint8Array | null>;
  log(ref: RepositoryRef, revision: string, limit: number): Promise<Commit[]>;
  /** Unified patch of head against its merge base with base. */
  diff(ref: RepositoryRef, base: string, head: string): Promise<string>;
  /** The commit that two histories part at; null when they have nothing in common. */
  mergeBase(ref: RepositoryRef, one: string, other: string): Promise<string | null>;
  /** Names of branches, the latest first, 200 at most. */
  listBranches(ref: RepositoryRef): Promise<string[]>;
  /** Comments on lines of a commit. The same comments again change nothing. */
  comment(ref: RepositoryRef, input: { commit: string; comments: LineComment[]; at: Date }): Promise<void>;
  listComments(ref: RepositoryRef, commit: string): Promise<LineComment[]>;
  /** Makes a commit object; moves no branch. */
  commit(ref: RepositoryRef, input: CommitInput): Promise<string>;
  /** Moves a branch only if it still stands at `expected` (null = must not exist). Already at `sha` is fine. */
  setBranch(ref: RepositoryRef, branch: string, sha: string, expected: string | null): Promise<boolean>;
  deleteBranch(ref: RepositoryRef, branch: string): Promise<void>;
  /** Merges head into the base branch (a merge commit) without a work tree; a lost race is retried. */
  merge(
    ref: RepositoryRef,
    input: { base: string; head: string; message: string; mergedAt: Date },
  ): Promise<MergeResult>;
}
