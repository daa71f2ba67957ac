import { z } from "zod";

export const repositoryStatuses = ["importing", "ready", "failed"] as const;

/** A single command line; null means the repository has none of that kind. */
const command = z
  .string()
  .trim()
  .max(500, "A command may have at most 500 characters.")
  .refine((line) => !/[\r\n\0]/.test(line), "A command is one line.")
  .nullable()
  .transform((line) => (line === "" ? null : line));

export const RepositoryCommands = z.object({
  install: command,
  test: command,
  build: command,
  lint: command,
});
export type RepositoryCommands = z.infer<typeof RepositoryCommands>;

const storedCommand = z.string().nullable().catch(null);

/** What detection found, as far as a screen shows it. Lenient: detection grows, old rows stay readable. */
export const RepositoryDetection = z.object({
  languages: z.array(z.object({ name: z.string(), share: z.number() })).catch([]),
  packageManager: z.string().nullable().catch(null),
  runner: z.string().nullable().catch(null),
  files: z.number().nullable().catch(null),
  testFiles: z
    .union([z.number(), z.array(z.unknown()).transform((list) => list.length)])
    .nullable()
    .catch(null),
  notes: z.array(z.string()).catch([]),
});
export type RepositoryDetection = z.infer<typeof RepositoryDetection>;

export const Repository = z.object({
  id: z.uuid(),
  name: z.string(),
  sourceKind: z.enum(["sample", "path", "url"]),
  sourceLocation: z.string(),
  status: z.enum(repositoryStatuses),
  statusReason: z.string().nullable(),
  defaultBranch: z.string().nullable(),
  headSha: z.string().nullable(),
  detection: RepositoryDetection,
  commands: z.object({
    install: storedCommand,
    test: storedCommand,
    build: storedCommand,
    lint: storedCommand,
  }),
  commandsEdited: z.boolean(),
  createdAt: z.string(),
});
export type Repository = z.infer<typeof Repository>;

export const repositoryNamePattern = /^[a-z0-9](?:[a-z0-9._-]{0,62}[a-z0-9])?$/;

const gitUrl = z
  .url({ protocol: /^https?$/, error: "Give a git URL that begins with https:// or http://." })
  .max(2000, "The URL is longer than 2000 characters.")
  .refine((url) => !URL.canParse(url) || !(new URL(url).username || new URL(url).password), {
    message: "Leave user name and password out of the URL: it is stored and shown with the repository.",
  });

const serverPath = z
  .string()
  .trim()
  .max(2000, "The path is longer than 2000 characters.")
  .startsWith("/", "Give the whole path on the server, beginning with /.")
  .refine((path) => !path.includes("\0"), "The path contains a character that no path can have.");

const name = z
  .string()
  .trim()
  .regex(
    repositoryNamePattern,
    "A name has 1 to 64 lower-case letters, digits, dots, dashes or underscores, and begins and ends with a letter or digit.",
  );

export const ConnectRepositoryInput = z.discriminatedUnion("sourceKind", [
  z.object({ sourceKind: z.literal("path"), location: serverPath, name }),
  z.object({
    sourceKind: z.literal("url"),
    location: z.string().trim().pipe(gitUrl),
    name,
    /** A credential of the tenant for the server of the URL. */
    credentialId: z.uuid().nullable().default(null),
  }),
  z.object({ sourceKind: z.literal("sample"), location: z.literal(""), name }),
]);
export type ConnectRepositoryInput = z.infer<typeof ConnectRepositoryInput>;

export const RetryRepositoryImportInput = z.object({ repositoryId: z.uuid() });
export const RemoveRepositoryInput = z.object({ repositoryId: z.uuid() });
export const UpdateRepositoryCommandsInput = z.object({
  repositoryId: z.uuid(),
  commands: RepositoryCommands,
});

export const CreateForgeTokenInput = z.object({
  label: z.string().trim().min(1, "Say what the token is for.").max(80, "At most 80 characters."),
  access: z.enum(["read", "write"]),
});

/** A token as its maker sees it, once; only its digest is stored. */
export const ForgeToken = z.object({ id: z.uuid(), token: z.string(), expiresAt: z.string() });
export type ForgeToken = z.infer<typeof ForgeToken>;

export const RevokeForgeTokenInput = z.object({ tokenId: z.uuid() });

/** A valid git token of a person, as the settings list it. */
export const ForgeTokenLine = z.object({
  id: z.uuid(),
  label: z.string(),
  access: z.enum(["read", "write"]),
  createdAt: z.string(),
  expiresAt: z.string(),
});
export type ForgeTokenLine = z.infer<typeof ForgeTokenLine>;

/** A name from a path or URL: its last part, without ".git", in the characters a name may have. */
export function repositoryNameFrom(location: string): string {
  const path = URL.canParse(location) ? new URL(location).pathname : location;
  const last = path.split(/[/\\]/).filter(Boolean).at(-1) ?? "";
  return last
    .replace(/\.git$/i, "")
    .toLowerCase()
    .replace(/[^a-z0-9._-]+/g, "-")
    .slice(0, 64)
    .replace(/^[^a-z0-9]+|[^a-z0-9]+$/g, "");
}
