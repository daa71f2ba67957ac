import type { Permission } from "#lib/domain/permissions/schema.ts";

/** Rows of the world in which the permission table is walked. */
export const ids = {
  tenant: "00000000-0000-4000-8000-000000000001",
  owner: "00000000-0000-4000-8000-000000000011",
  admin: "00000000-0000-4000-8000-000000000012",
  member: "00000000-0000-4000-8000-000000000013",
  analyst: "00000000-0000-4000-8000-000000000014",
  stranger: "00000000-0000-4000-8000-000000000015",
  ready: "00000000-0000-4000-8000-000000000021",
  failed: "00000000-0000-4000-8000-000000000022",
  goal: "00000000-0000-4000-8000-000000000031",
  run: "00000000-0000-4000-8000-000000000041",
  endedRun: "00000000-0000-4000-8000-000000000042",
  approval: "00000000-0000-4000-8000-000000000051",
  invitation: "00000000-0000-4000-8000-000000000061",
} as const;

const people = ["owner", "admin", "member", "analyst", "stranger"] as const;

/** A tenant with a person of each role, repositories, runs and an approval that waits. */
export const worldSql = `
  insert into public.tenants (id, slug, name) values ('${ids.tenant}', 'acme', 'Acme');
  ${people
    .map(
      (name) => `
  insert into public.users (id, email, name, is_owner)
    values ('${ids[name]}', '${name}@example.test', '${name}', ${name === "owner"});
  insert into public.sessions (id, user_id, second_factor_at) values ('${ids[name]}', '${ids[name]}', now());`,
    )
    .join("")}
  insert into public.members (tenant_id, user_id, role) values
    ('${ids.tenant}', '${ids.admin}', 'admin'), ('${ids.tenant}', '${ids.member}', 'member'),
    ('${ids.tenant}', '${ids.analyst}', 'analyst');
  insert into public.invitations (id, tenant_id, email, role, token_hash)
    values ('${ids.invitation}', '${ids.tenant}', 'guest@example.test', 'member', repeat('a', 64));
  insert into public.repositories (id, tenant_id, name, source_kind, status) values
    ('${ids.ready}', '${ids.tenant}', 'ready', 'sample', 'ready'),
    ('${ids.failed}', '${ids.tenant}', 'failed', 'sample', 'failed');
  insert into public.goals (id, tenant_id, repository_id, number, title, body)
    values ('${ids.goal}', '${ids.tenant}', '${ids.ready}', 101, 'Goal', 'Body');
  insert into public.runs (id, tenant_id, goal_id, repository_id, number, status) values
    ('${ids.run}', '${ids.tenant}', '${ids.goal}', '${ids.ready}', 101, 'running'),
    ('${ids.endedRun}', '${ids.tenant}', '${ids.goal}', '${ids.ready}', 102, 'running');
  insert into public.approvals (id, tenant_id, run_id, kind, title, subject_digest, risk, rationale, confidence,
    requested_by_agent, expires_at)
    values ('${ids.approval}', '${ids.tenant}', '${ids.run}', 'merge_pull_request', 'Merge', 'digest', 'low', 'Verified', 0.9,
      'dev', now() + interval '1 hour');
  update public.runs set status = 'succeeded', finished_at = now() where id = '${ids.endedRun}';`;

export interface PermissionStory {
  /** What the platform does before. */
  arrange?: string;
  /** What the person does: for a verb its call, for what only reads a query that gives no row without the permission. */
  act: string;
}

const removed = `update public.runs set status = 'stopped', finished_at = now() where id = '${ids.run}'`;

/** How each permission is used. A permission without a line here does not compile. */
export const permissionStories: Record<Permission, PermissionStory> = {
  "tenant.read": { act: `select id from public.goals where tenant_id = '${ids.tenant}'` },
  "goal.submit": { act: `select public.submit_goal('${ids.ready}', 'Title', 'Body')` },
  "run.stop": { act: `select public.stop_run('${ids.run}')` },
  "run.rerun": { act: `select public.rerun_run('${ids.endedRun}')` },
  "approval.decide": { act: `select public.decide_approval('${ids.approval}', 'approved', '')` },
  "repository.connect": { act: `select public.connect_repository('${ids.tenant}', 'new', 'sample', '')` },
  "repository.retry_import": { act: `select public.retry_repository_import('${ids.failed}')` },
  "repository.update_commands": {
    act: `select public.update_repository_commands('${ids.ready}', '{"test": "make test"}')`,
  },
  "repository.discard": { act: `select public.remove_repository('${ids.failed}')` },
  "repository.remove": { arrange: removed, act: `select public.remove_repository('${ids.ready}')` },
  "forge_token.create": {
    act: `select public.create_forge_token('${ids.tenant}', 'laptop', 'hash', 'read')`,
  },
  "forge_token.create_write": {
    act: `select public.create_forge_token('${ids.tenant}', 'laptop', 'hash', 'write')`,
  },
  "audit_log.read": {
    arrange: `select app.audit('${ids.tenant}', 'test', 'test', null)`,
    act: `select id from public.audit_log where tenant_id = '${ids.tenant}'`,
  },
  "invitation.read": { act: `select public.list_invitations('${ids.tenant}')` },
  "invitation.create": {
    act: `select public.invite_member('${ids.tenant}', 'new@example.test', 'member', 'token')`,
  },
  "invitation.resend": { act: `select public.resend_invitation('${ids.invitation}', 'token')` },
  "invitation.revoke": { act: `select public.revoke_invitation('${ids.invitation}')` },
  "platform.read": {
    arrange: "insert into public.tenants (slug, name) values ('other', 'Other')",
    act: "select id from public.tenants where slug = 'other'",
  },
  "engine.operate": {
    act: "select public.record_engine_action('cancel', '01RUN', 'run-execute', null, null)",
  },
};
