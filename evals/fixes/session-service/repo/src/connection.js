import { connect } from "node:net";

/** A command in the protocol of the key-value service: a list of texts with their lengths. */
export function encode(words) {
  const parts = words.map((word) => `$${Buffer.byteLength(word)}\r\n${word}\r\n`);
  return `*${words.length}\r\n${parts.join("")}`;
}

/** The text in an answer; null when the key is not there. Throws when the service reports an error. */
export function decode(answer) {
  if (answer.startsWith("-")) throw new Error(answer.slice(1).trim());
  if (answer.startsWith("$-1")) return null;
  if (answer.startsWith("$")) return answer.slice(answer.indexOf("\r\n") + 2, -2);
  return answer.slice(1).trim();
}

/** Sends one command to the service and gives its answer. */
export function send(words, { host = "127.0.0.1", port = 6379 } = {}) {
  return new Promise((resolve, reject) => {
    const socket = connect(port, host, () => socket.write(encode(words)));
    socket.setEncoding("utf8");
    socket.once("error", reject);
    socket.once("data", (answer) => {
      socket.end();
      try {
        resolve(decode(answer));
      } catch (error) {
        reject(error);
      }
    });
  });
}
