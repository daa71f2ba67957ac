import { existsSync } from "node:fs";
import { runCommand } from "../terminal/command.ts";

/** True where packages of the system can be installed without asking: root on a Debian-like system. */
export function canInstallSystemPackages(): boolean {
  return process.getuid?.() === 0 && existsSync("/usr/bin/apt-get") && existsSync("/etc/debian_version");
}

/** Installs a Debian package. Returns what apt said when it failed, else nothing. */
export async function installSystemPackage(name: string): Promise<string | undefined> {
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  console.log(`Installing ${name} with apt-get …`);
  await runCommand(["apt-get", "update", "-qq"], { env });
  const install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", name];
  const { code, output } = await runCommand(install, { env });
  return code === 0 ? undefined : output.trim().split("\n").slice(-3).join(" ");
}
