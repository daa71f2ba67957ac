export type Repeat = "off" | "all" | "one";

const order: Repeat[] = ["off", "all", "one"];

/** The mode that the repeat button switches to. */
export function nextRepeat(mode: Repeat): Repeat {
  return order[(order.indexOf(mode) + 1) % order.length] ?? "off";
}
