import { createHash, randomBytes } from "node:crypto";

const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** A ULID of a moment (epoch ms) and ten bytes of entropy. */
export function ulidOf(moment: number, entropy: Uint8Array): string {
  let text = "";
  let time = moment;
  for (let at = 0; at < 10; at++) {
    text = alphabet[time % 32] + text;
    time = Math.floor(time / 32);
  }
  let bits = 0n;
  for (const byte of entropy.subarray(0, 10)) bits = (bits << 8n) | BigInt(byte);
  let tail = "";
  for (let at = 0; at < 16; at++) {
    tail = alphabet[Number(bits & 31n)] + tail;
    bits >>= 5n;
  }
  return text + tail;
}

let lastMoment = 0;
let lastEntropy = Buffer.alloc(10);

/** A new ULID; ids of one process sort in the order they were made. */
export function newUlid(now: number): string {
  if (now > lastMoment) {
    lastMoment = now;
    lastEntropy = randomBytes(10);
    // Room for counting up within the millisecond without overflow.
    lastEntropy[0] = (lastEntropy[0] as number) & 0x7f;
  } else {
    for (let at = 9; at >= 0; at--) {
      const next = ((lastEntropy[at] as number) + 1) & 0xff;
      lastEntropy[at] = next;
      if (next !== 0) break;
    }
  }
  return ulidOf(lastMoment, lastEntropy);
}

/** The last moment a ULID can have: it has 48 bits for it. */
const latestMoment = 2 ** 48 - 1;

/**
 * Ids of the events of one request from the SDK's seed header `<ms>,<base64 of 10 bytes>`: the same request
 * sent again gives the same ids. `undefined` when the header is not of that form.
 */
export function seededUlid(seed: string, index: number): string | undefined {
  const match = /^(\d{1,15}),([A-Za-z0-9+/]{14}==)$/.exec(seed.trim());
  const moment = Number(match?.[1]);
  if (!match || moment <= 0 || moment > latestMoment) return undefined;
  const entropy = Buffer.from(match[2] ?? "", "base64");
  entropy.writeUInt32BE((entropy.readUInt32BE(6) + index) >>> 0, 6);
  return ulidOf(moment, entropy);
}

const longestKey = 200;

/** A text of any length and content as one that a database takes as the key of a row: its hash where needed. */
export const storableKey = (text: string): string =>
  text.length > longestKey || /\p{Cc}/u.test(text)
    ? `sha256:${createHash("sha256").update(text).digest("hex")}`
    : text;

/** Hex SHA-1, the form in which the SDK names steps. */
export const sha1 = (text: string): string => createHash("sha1").update(text).digest("hex");

/** The step id under which the SDK reports the end of the whole function. */
export const completeStepId = sha1("complete");
