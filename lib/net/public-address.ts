import ipaddr from "ipaddr.js";

/** 2000::/3 is all that is routed on the public internet; 6to4, Teredo and other tunnels inside it have ranges. */
const globalUnicast = ipaddr.IPv6.parseCIDR("2000::/3");

/**
 * True for an address of the public internet. False for private, loopback, link-local (where clouds keep their
 * metadata), shared (carrier NAT), multicast, reserved and documentation ranges, for addresses that carry another
 * one inside (IPv4-mapped, 6to4, Teredo, NAT64), and for what is no address.
 */
export function isPublicAddress(text: string): boolean {
  if (!ipaddr.isValid(text)) return false;
  const address = ipaddr.parse(text);
  if (address instanceof ipaddr.IPv4) return address.range() === "unicast";
  return address.range() === "unicast" && address.match(globalUnicast);
}
