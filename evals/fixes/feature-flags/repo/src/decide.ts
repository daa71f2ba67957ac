import { bucketOf } from "./bucket.ts";
import type { Flag } from "./flag.ts";

/** Off beats the block list, the block list beats the allow list, and both beat the rollout. */
export function isOn(flag: Flag, user: string): boolean {
  if (!flag.enabled) return false;
  if (flag.rollout >= 100) return true;
  if (flag.allow.includes(user)) return true;
  return bucketOf(`${flag.key}:${user}`) < flag.rollout && !flag.block.includes(user);
}
