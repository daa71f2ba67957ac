MEMBER_PERCENT = 10
MAX_SHARE = 0.5


def after_voucher(cents, voucher):
    return cents - voucher


def after_member(cents):
    return cents * (100 - MEMBER_PERCENT) // 100
