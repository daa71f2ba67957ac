const loopbackName = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;
const loopbackAddress = /^(::1|(::ffff:)?127(\.\d{1,3}){3})$/;

/**
 * True when app and visitor are on this machine: the app's own address is a loopback one, the request was
 * made to such a name (so that no other site's name leads here), and nobody in between says that it comes
 * from elsewhere.
 */
export function isLoopbackVisit(headers: Headers, appUrl: string): boolean {
  if (!loopbackName.test(new URL(appUrl).hostname)) return false;
  const host = (headers.get("host") ?? "").replace(/:\d+$/, "");
  if (!loopbackName.test(host)) return false;
  const names = (headers.get("x-forwarded-host") ?? host)
    .split(",")
    .map((name) => name.trim().replace(/:\d+$/, ""));
  const addresses = (headers.get("x-forwarded-for") ?? "").split(",").map((address) => address.trim());
  return (
    names.every((name) => loopbackName.test(name)) &&
    addresses.every((address) => address === "" || loopbackAddress.test(address))
  );
}
