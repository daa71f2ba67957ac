from .fee import fee
from .tariff import CAR


def receipt(stay, tariff=CAR):
    cents = fee(stay, tariff)
    hours, minutes = divmod(stay.minutes, 60)
    return f"{stay.entry:%d.%m. %H:%M} - {stay.exit:%d.%m. %H:%M} ({hours}:{minutes:02d} h): {cents // 100}.{cents % 100:02d}"
