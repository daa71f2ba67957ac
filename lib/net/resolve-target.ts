import { lookup } from "node:dns/promises";
import { AppError } from "#lib/errors.ts";
import { isPublicAddress } from "#lib/net/public-address.ts";

/** Where requests that a user can aim may go. */
export interface EgressRules {
  /**
   * `host` or `host:port` as they stand in URLs, that may be reached although they are not public or have another
   * port, such as a git server of the own network. Set by the operator, never by a user.
   */
  allowedHosts: readonly string[];
  /** All addresses of a host; default: the system's resolver. */
  resolve?: (host: string) => Promise<string[]>;
}

/** A URL that was checked, and the addresses that were: connect to one of these and ask no resolver again. */
export interface Target {
  url: URL;
  /** Host without the brackets of IPv6. */
  host: string;
  port: number;
  addresses: string[];
}

const PUBLIC_PORTS = new Set([80, 443, 8080, 8443]);

const systemResolve = async (host: string): Promise<string[]> =>
  (await lookup(host, { all: true, verbatim: true })).map(({ address }) => address);

function refuse(message: string, cause?: unknown): AppError {
  return new AppError("invalid_input", message, { cause, fields: { location: message } });
}

function parse(location: string | URL): URL {
  // The parser turns 2130706433, 0x7f.1 and 0177.0.0.1 into 127.0.0.1.
  const url = URL.canParse(String(location)) ? new URL(location) : null;
  if (!url || (url.protocol !== "https:" && url.protocol !== "http:")) {
    throw refuse("Use an address that begins with https:// or http://.");
  }
  if (url.username || url.password) {
    throw refuse("Leave user name and password out of the address: store them as a credential.");
  }
  return url;
}

/**
 * Checks a URL that a user gave before anything is sent: http or https without credentials, a usual port, and each
 * address of its host public.
 * @throws AppError `invalid_input` for people. "Unknown" and "not public" have the same words: whoever asks learns
 * nothing about names inside of our network.
 */
export async function resolveTarget(location: string | URL, rules: EgressRules): Promise<Target> {
  const url = parse(location);
  const host = url.hostname.replace(/^\[|\]$/g, "");
  const port = Number(url.port) || (url.protocol === "https:" ? 443 : 80);
  const allowed = rules.allowedHosts.some((one) => one === url.hostname || one === `${url.hostname}:${port}`);
  if (!allowed && !PUBLIC_PORTS.has(port)) {
    throw refuse(`Port ${port} can't be used; ${[...PUBLIC_PORTS].join(", ")} can.`);
  }
  const unreachable = `${url.hostname} can't be reached: it does not exist, or is not on the public internet.`;
  const isAddress = /^[\d.]+$/.test(host) || host.includes(":");
  const addresses = isAddress
    ? [host]
    : await (rules.resolve ?? systemResolve)(host).catch((cause: unknown) => {
        throw refuse(unreachable, cause);
      });
  // One address that is not public spoils all: a client may take any of them.
  if (addresses.length === 0 || (!allowed && !addresses.every(isPublicAddress))) throw refuse(unreachable);
  return { url, host, port, addresses };
}
