/**
 * `node scripts/offline-check.ts`: carries out the sample goal where no network is: in a network namespace
 * that has nothing but the loopback interface. Exit code 0 when it ends verified there, 1 when not, 2 when
 * this machine does not allow such a namespace.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { networkInterfaces, tmpdir } from "node:os";
import { join } from "node:path";
import { runCommand } from "./terminal/command.ts";

const root = join(import.meta.dirname, "..");
const INSIDE = "--inside";

/** As root, or in a user namespace of our own. */
const namespaces = [
  ["unshare", "--net"],
  ["unshare", "--user", "--map-root-user", "--net"],
];

const loopbackUp = "ip link set lo up 2>/dev/null || ifconfig lo up";

/** Command line that runs another one without a network; null where that is not allowed. */
async function findIsolation(): Promise<string[] | null> {
  for (const namespace of namespaces) {
    const { code } = await runCommand([...namespace, "sh", "-c", loopbackUp]);
    if (code === 0) return [...namespace, "sh", "-c", `(${loopbackUp}) && exec "$@"`, "sh"];
  }
  return null;
}

async function outside(): Promise<number> {
  const isolation = await findIsolation();
  if (!isolation) {
    console.log(
      "This user may not make a network namespace here, so nothing was checked.\n" +
        'Run it as root on Linux with util-linux and iproute2, or pull the plug and run: npm run goal -- --repo supabase/seed/sample-repository "<goal>"',
    );
    return 2;
  }
  const argv = [...isolation, process.execPath, import.meta.filename, INSIDE];
  return (await runCommand(argv, { cwd: root, echo: true })).code;
}

async function inside(): Promise<number> {
  const reachable = Object.values(networkInterfaces())
    .flat()
    .filter((address) => address && !address.internal);
  if (reachable.length > 0) {
    console.log("There is a network here, so this would prove nothing.");
    return 2;
  }
  const dataDir = await mkdtemp(join(tmpdir(), "morningai-offline-"));
  const repository = join(root, "supabase/seed/sample-repository");
  const goal = "Orders above the free-shipping limit are still charged for shipping, see the failing test";
  const argv = [
    process.execPath,
    join(root, "scripts/goal.ts"),
    "--data",
    dataDir,
    "--repo",
    repository,
    goal,
  ];
  try {
    const { code } = await runCommand(argv, { cwd: root, echo: true });
    console.log(code === 0 ? "\nVerified without any network." : "\nThis did not work without a network.");
    return code === 0 ? 0 : 1;
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
}

process.exitCode = await (process.argv.includes(INSIDE) ? inside() : outside());
