from .rules import MAX_SHARE, after_member, after_voucher


def total(cents, voucher=0, member=False):
    price = after_voucher(cents, voucher)
    if member:
        price = after_member(cents)
    return min(price, round(cents * (1 - MAX_SHARE)))
