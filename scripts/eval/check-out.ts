import { installDependencies } from "#lib/agents/open-workspace.ts";
import type { Forge } from "#lib/ports/forge/port.ts";
import type { Sandbox, SandboxProvider } from "#lib/ports/sandbox/port.ts";
import type { TaskRepository } from "./carry-out.ts";

const ARCHIVE = ".morningai-eval.tar";
/** Everything but installed packages goes; then the commit is unpacked over them. */
const REPLACE = `find . -mindepth 1 -name node_modules -prune -o ! -type d ! -name ${ARCHIVE} -exec rm -f {} + && tar --extract --no-same-owner --file ${ARCHIVE} && rm ${ARCHIVE}`;

/** A sandbox in which commits of one repository are checked out, one after the other. */
export interface CleanRoom {
  sandbox: Sandbox;
  /** The tree of this commit and nothing else, besides installed packages. Errors: with the install's output. */
  checkOut(sha: string): Promise<void>;
  /** Installs again what the tree's manifests ask for. */
  install(): Promise<void>;
  close(): Promise<void>;
}

const manifests = /(^|\/)(package(-lock)?\.json|npm-shrinkwrap\.json|pnpm-lock\.yaml|yarn\.lock)$/;

/** Sorted text of all manifests in a commit: the same packages while it does not change. */
async function manifestsOf(forge: Forge, repository: TaskRepository, sha: string): Promise<string> {
  const entries = await forge.listTree(repository.ref, sha);
  const paths = entries
    .map(({ path }) => path)
    .filter((path) => manifests.test(path) && !path.includes("node_modules/"));
  const texts = await Promise.all(
    paths.map(
      async (path) =>
        `${path}\n${new TextDecoder().decode((await forge.readBlob(repository.ref, sha, path)) ?? new Uint8Array())}`,
    ),
  );
  return texts.join("\n");
}

/** Opens a sandbox that has nothing to do with the run's own. */
export async function openCleanRoom(input: {
  id: string;
  provider: SandboxProvider;
  forge: Forge;
  repository: TaskRepository;
}): Promise<CleanRoom> {
  const { forge, repository } = input;
  const { sandbox } = await input.provider.open(input.id);
  const keepsPackages =
    repository.needsInstall && /\b(npm|yarn|pnpm|yarnpkg)\b/.test(repository.install ?? "");
  let installed: string | null = null;
  const install = async () => {
    const result = await installDependencies(sandbox, {
      needsInstall: repository.needsInstall,
      commands: { install: repository.install },
    });
    if (result && result.exitCode !== 0)
      throw new Error(`"${repository.install}" failed: ${`${result.stdout}${result.stderr}`.slice(-2_000)}`);
  };
  return {
    sandbox,
    install,
    async checkOut(sha) {
      const archive = await forge.archive(repository.ref, sha);
      const wanted = keepsPackages ? await manifestsOf(forge, repository, sha) : null;
      if (installed !== null && installed === wanted) {
        await sandbox.writeFile(ARCHIVE, archive);
        const replaced = await sandbox.exec({ argv: ["sh", "-c", REPLACE] });
        if (replaced.exitCode === 0) return;
      }
      await sandbox.unpack(archive);
      await install();
      installed = wanted;
    },
    close: () => sandbox.destroy(),
  };
}
