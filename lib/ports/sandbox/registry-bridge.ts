/**
 * Runs inside the jail, where there is no network but the loopback device: listens there and passes each
 * connection on to the socket of the registry proxy, while the command given in the arguments runs.
 */
import { spawn } from "node:child_process";
import { connect, createServer } from "node:net";
import { constants } from "node:os";

const [socketPath = "", port = "", command = "", ...rest] = process.argv.slice(2);

const bridge = createServer((client) => {
  const upstream = connect(socketPath);
  client.on("error", () => upstream.destroy());
  upstream.on("error", () => client.destroy());
  client.pipe(upstream).pipe(client);
});

bridge.listen(Number(port), "127.0.0.1", () => {
  const child = spawn(command, rest, { stdio: "inherit" });
  child.on("error", (error) => {
    process.stderr.write(`${command}: ${error.message}\n`);
    process.exit(127);
  });
  child.on("exit", (code, signal) => {
    process.exit(code ?? 128 + constants.signals[signal as NodeJS.Signals]);
  });
});
