"""Blood groups and which of them go together."""

GROUPS = ("O-", "O+", "A-", "A+", "B-", "B+", "AB-", "AB+")


def antigens(group):
    """Antigens on the red cells: A, B and the rhesus factor (+)."""
    if group not in GROUPS:
        raise ValueError(f"no blood group: {group}")
    return {sign for sign in group if sign in "AB+"}


def can_give(donor, patient):
    """Red cells are taken when they bring no antigen that the patient has not."""
    return antigens(donor) <= antigens(patient)
