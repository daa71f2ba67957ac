import { type Cart, itemCount } from "./cart.ts";
import { type Cents, roundCents } from "./money.ts";

interface Coupon {
  percent: number;
  minimum: Cents;
}

const COUPONS: Record<string, Coupon> = {
  WELCOME10: { percent: 10, minimum: 0 },
  SPRING15: { percent: 15, minimum: 4_000 },
};

/** Share of an amount, rounded to cents. */
function percentOf(amount: Cents, percent: number): Cents {
  return roundCents((amount * percent) / 100);
}

export function couponDiscount(code: string | undefined, goods: Cents): Cents {
  if (!code) return 0;
  const coupon = COUPONS[code.toUpperCase()];
  if (!coupon) return 0;
  return goods >= coupon.minimum ? percentOf(goods, coupon.percent) : 0;
}

/** 5 % from ten items on. */
export function volumeDiscount(cart: Cart, goods: Cents): Cents {
  return itemCount(cart) > 10 ? percentOf(goods, 5) : 0;
}

/** The better of coupon and volume discount: they do not add up. */
export function bestDiscount(cart: Cart, goods: Cents): Cents {
  return Math.max(couponDiscount(cart.coupon, goods), volumeDiscount(cart, goods));
}
