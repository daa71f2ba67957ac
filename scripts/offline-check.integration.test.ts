import path from "node:path";
import { expect, test } from "vitest";
import { runCommand } from "./terminal/command.ts";

test("the sample goal ends verified without any network, or the check says why it could not look", async () => {
  const check = path.join(import.meta.dirname, "offline-check.ts");
  const { code, output } = await runCommand([process.execPath, check]);
  if (code === 2) expect(output).toContain("may not make a network namespace here");
  else
    expect({ code, output }).toMatchObject({
      code: 0,
      output: expect.stringContaining("Verified without any network."),
    });
});
