/** Roles by which people hold permissions: Owner of the platform, and the roles within a tenant. */
export const roles = ["owner", "admin", "member", "analyst"] as const;
export type Role = (typeof roles)[number];

export const roleLabels: Record<Role, string> = {
  owner: "Owner",
  admin: "Admin",
  member: "Member",
  analyst: "Analyst",
};

export interface PermissionRule {
  /** What it allows, for people. */
  label: string;
  /** Heading under which the permission page shows it. */
  group: string;
  scope: "tenant" | "platform";
  roles: readonly Role[];
  /** Asks who is there when the last proof is older than 24 hours. */
  sensitive: boolean;
  /** Also while the tenant is suspended or about to be deleted. */
  whileClosed: boolean;
  /** The SQL function that does it; null for what only reads. */
  verb: string | null;
  /** Actions of the audit log, one of which the verb writes in its transaction. */
  audits: readonly string[];
}

interface Extra {
  roles?: readonly Role[];
  scope?: "platform";
  sensitive?: true;
  whileClosed?: true;
  verb?: string;
  audits?: readonly string[];
}

const rule = (group: string, label: string, extra: Extra = {}): PermissionRule => ({
  label,
  group,
  scope: extra.scope ?? "tenant",
  roles: extra.roles ?? ["admin", "member"],
  sensitive: extra.sensitive ?? false,
  whileClosed: extra.whileClosed ?? false,
  verb: extra.verb ?? null,
  audits: extra.audits ?? [],
});

const admins: readonly Role[] = ["admin"];
const everybody: readonly Role[] = roles;

/**
 * Every permission of the product. Pages, actions, routes and tests read it here; the database has the same table
 * (`permissions`), and a test compares the two.
 */
export const permissionTable = {
  "tenant.read": rule("Work", "See goals, runs, repositories, pull requests and approvals", {
    roles: everybody,
    whileClosed: true,
  }),
  "goal.submit": rule("Work", "Submit a goal", { verb: "submit_goal", audits: ["goal.submit"] }),
  "run.stop": rule("Work", "Stop a run", { verb: "stop_run", audits: ["run.stop"], whileClosed: true }),
  "run.rerun": rule("Work", "Run a goal again", { verb: "rerun_run", audits: ["run.rerun"] }),
  "approval.decide": rule("Work", "Decide approvals and answer questions", {
    verb: "decide_approval",
    audits: ["approval.approved", "approval.rejected"],
  }),
  "approval_policy.save": rule("Work", "Add and change rules about approvals", {
    roles: admins,
    sensitive: true,
    verb: "save_approval_policy",
    audits: ["approval_policy.save"],
  }),
  "approval_policy.remove": rule("Work", "Remove rules about approvals", {
    roles: admins,
    sensitive: true,
    verb: "remove_approval_policy",
    audits: ["approval_policy.remove"],
  }),
  "repository.connect": rule("Repositories", "Connect a repository", {
    verb: "connect_repository",
    audits: ["repository.connect"],
  }),
  "repository.retry_import": rule("Repositories", "Try a failed import again", {
    verb: "retry_repository_import",
    audits: ["repository.retry_import"],
  }),
  "repository.update_commands": rule("Repositories", "Correct the commands of a repository", {
    verb: "update_repository_commands",
    audits: ["repository.update_commands"],
  }),
  "repository.discard": rule("Repositories", "Remove a repository whose import failed", {
    verb: "remove_repository",
    audits: ["repository.remove"],
  }),
  "repository.remove": rule("Repositories", "Remove any repository", {
    roles: admins,
    verb: "remove_repository",
    audits: ["repository.remove"],
  }),
  "forge_token.create": rule("Repositories", "Make a git token that reads", {
    roles: ["admin", "member", "analyst"],
    verb: "create_forge_token",
    audits: ["forge_token.create"],
  }),
  "forge_token.create_write": rule("Repositories", "Make a git token that writes", {
    verb: "create_forge_token",
    audits: ["forge_token.create"],
  }),
  "invitation.read": rule("Organisation", "See who is invited", { roles: admins }),
  "invitation.create": rule("Organisation", "Invite a person", {
    roles: admins,
    sensitive: true,
    verb: "invite_member",
    audits: ["invitation.create"],
  }),
  "invitation.resend": rule("Organisation", "Send an invitation again", {
    roles: admins,
    verb: "resend_invitation",
    audits: ["invitation.resend"],
  }),
  "invitation.revoke": rule("Organisation", "Withdraw an invitation", {
    roles: admins,
    verb: "revoke_invitation",
    audits: ["invitation.revoke"],
  }),
  "member.change_role": rule("Organisation", "Change the role of a member", {
    roles: admins,
    sensitive: true,
    verb: "change_member_role",
    audits: ["member.change_role"],
  }),
  "member.remove": rule("Organisation", "Remove a member", {
    roles: admins,
    verb: "remove_member",
    audits: ["member.remove"],
  }),
  "member.leave": rule("Organisation", "Leave the organisation", {
    roles: ["admin", "member", "analyst"],
    whileClosed: true,
    verb: "leave_tenant",
    audits: ["member.leave"],
  }),
  "tenant.update": rule("Organisation", "Change name and settings", {
    roles: admins,
    verb: "rename_tenant",
    audits: ["tenant.rename"],
  }),
  "tenant.set_two_factor_policy": rule("Organisation", "Require a second factor of every member", {
    roles: admins,
    sensitive: true,
    verb: "set_two_factor_policy",
    audits: ["tenant.set_two_factor_policy"],
  }),
  "tenant.dismiss_onboarding": rule("Organisation", "Put the first steps away", {
    verb: "dismiss_onboarding",
    audits: ["tenant.dismiss_onboarding"],
  }),
  "audit_log.read": rule("Organisation", "Read and export the audit log", {
    roles: ["owner", "admin"],
    whileClosed: true,
  }),
  "data_export.request": rule("Organisation", "Ask for a copy of all data", {
    roles: admins,
    sensitive: true,
    whileClosed: true,
    verb: "request_data_export",
    audits: ["data_export.request"],
  }),
  "data_export.download": rule("Organisation", "Download that copy", {
    roles: admins,
    sensitive: true,
    whileClosed: true,
    verb: "open_data_export",
    audits: ["data_export.download"],
  }),
  "tenant.delete": rule("Organisation", "Delete the organisation", {
    roles: admins,
    sensitive: true,
    whileClosed: true,
    verb: "request_tenant_deletion",
    audits: ["tenant.delete"],
  }),
  "tenant.restore": rule("Organisation", "Restore an organisation that is to be deleted", {
    roles: ["owner", "admin"],
    whileClosed: true,
    verb: "restore_tenant",
    audits: ["tenant.restore"],
  }),
  "kill_switch.engage": rule("Emergency", "Stop all agents or one in an organisation", {
    roles: ["owner", "admin"],
    sensitive: true,
    whileClosed: true,
    verb: "engage_kill_switch",
    audits: ["kill_switch.engage"],
  }),
  "kill_switch.release": rule("Emergency", "Let them work again", {
    roles: ["owner", "admin"],
    sensitive: true,
    whileClosed: true,
    verb: "release_kill_switch",
    audits: ["kill_switch.release"],
  }),
  "tenant.suspend": rule("Emergency", "Suspend an organisation", {
    roles: ["owner"],
    sensitive: true,
    whileClosed: true,
    verb: "suspend_tenant",
    audits: ["tenant.suspend"],
  }),
  "tenant.resume": rule("Emergency", "End a suspension", {
    roles: ["owner"],
    sensitive: true,
    whileClosed: true,
    verb: "resume_tenant",
    audits: ["tenant.resume"],
  }),
  "forge_token.revoke": rule("Repositories", "End own git tokens", {
    roles: ["admin", "member", "analyst"],
    whileClosed: true,
    verb: "revoke_forge_token",
    audits: ["forge_token.revoke"],
  }),
  "forge_token.revoke_any": rule("Repositories", "End anybody’s git tokens", {
    roles: admins,
    whileClosed: true,
    verb: "revoke_forge_token",
    audits: ["forge_token.revoke"],
  }),
  "credential.read": rule("Credentials", "See which credentials there are", { whileClosed: true }),
  "credential.add": rule("Credentials", "Add a credential", {
    roles: admins,
    sensitive: true,
    verb: "add_credential",
    audits: ["credential.add"],
  }),
  "credential.rotate": rule("Credentials", "Replace the secret of a credential", {
    roles: admins,
    sensitive: true,
    verb: "rotate_credential",
    audits: ["credential.rotate"],
  }),
  "credential.revoke": rule("Credentials", "Revoke a credential", {
    roles: admins,
    whileClosed: true,
    verb: "revoke_credential",
    audits: ["credential.revoke"],
  }),
  "platform.read": rule("Platform", "See every organisation and the durable engine", {
    scope: "platform",
    roles: ["owner"],
  }),
  "engine.operate": rule("Platform", "Retry and cancel in the durable engine", {
    scope: "platform",
    roles: ["owner"],
    verb: "record_engine_action",
    audits: ["engine_run.retry", "engine_run.cancel"],
  }),
  "platform.kill": rule("Platform", "Stop all agents or one on the whole platform", {
    scope: "platform",
    roles: ["owner"],
    sensitive: true,
    verb: "engage_platform_kill_switch",
    audits: ["kill_switch.engage"],
  }),
} as const satisfies Record<string, PermissionRule>;

export type Permission = keyof typeof permissionTable;

/** The table as list, in the order of the permission page. */
export const permissions: readonly ({ id: Permission } & PermissionRule)[] = Object.entries(
  permissionTable,
).map(([id, permission]) => ({ id: id as Permission, ...permission }));
