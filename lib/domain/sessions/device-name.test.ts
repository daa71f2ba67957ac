import { expect, test } from "vitest";
import { deviceName } from "#lib/domain/sessions/device-name.ts";

test("browsers are told apart although they name each other", () => {
  const webkit = "AppleWebKit/537.36 (KHTML, like Gecko)";
  expect(deviceName(`Mozilla/5.0 (Windows NT 10.0) ${webkit} Chrome/140.0 Safari/537.36 Edg/140.0`)).toBe(
    "Edge on Windows",
  );
  expect(deviceName(`Mozilla/5.0 (X11; Linux x86_64) ${webkit} Chrome/140.0 Safari/537.36`)).toBe(
    "Chrome on Linux",
  );
  expect(deviceName("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1")).toBe(
    "Safari on iPhone",
  );
});

test("what says nothing is an unknown device", () => {
  expect(deviceName("")).toBe("Unknown device");
});
