def allowed(roles, user_roles, permission):
    return any(permission in roles.all_permissions(role) for role in user_roles)


def missing(roles, user_roles, wanted):
    return sorted(one for one in wanted if not allowed(roles, user_roles, one))
