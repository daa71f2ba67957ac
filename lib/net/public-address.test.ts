import { expect, test } from "vitest";
import { isPublicAddress } from "#lib/net/public-address.ts";

const hidden = {
  loopback: ["127.0.0.1", "127.255.255.254", "::1"],
  "this host": ["0.0.0.0", "0.1.2.3", "::"],
  private: ["10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1", "fc00::1", "fd12:3456::1"],
  "link-local and cloud metadata": ["169.254.169.254", "169.254.170.2", "fe80::1", "fd00:ec2::254"],
  "carrier NAT": ["100.64.0.1", "100.127.255.255"],
  "multicast and broadcast": ["224.0.0.1", "239.1.1.1", "255.255.255.255", "ff02::1"],
  "reserved, benchmark, documentation": [
    ...["192.0.0.1", "192.0.2.1", "198.18.0.1", "198.51.100.1", "203.0.113.1", "240.0.0.1", "2001:db8::1"],
    ...["100::1", "2001:2::1", "fec0::1"],
  ],
  "IPv4 inside of IPv6": [
    ...["::ffff:127.0.0.1", "::ffff:8.8.8.8", "::ffff:0:127.0.0.1", "::127.0.0.1", "64:ff9b::7f00:1"],
    ...["64:ff9b::a00:1", "64:ff9b:1::a00:1", "2002:7f00:1::", "2002:a00:1::1", "2001:0:7f00:1::"],
  ],
  "no address": ["", "localhost", "1.2.3.4.5", "::1%lo", "[::1]"],
};

test.each(Object.entries(hidden))("%s is not public", (_, addresses) => {
  for (const address of addresses) expect(isPublicAddress(address), address).toBe(false);
});

test("addresses of the public internet are", () => {
  for (const address of [
    "8.8.8.8",
    "93.184.216.34",
    "172.32.0.1",
    "100.128.0.1",
    "2606:4700::1111",
    "2a00:1450::1",
  ])
    expect(isPublicAddress(address), address).toBe(true);
});
