import type { Permission } from "#lib/domain/permissions/schema.ts";

/** Rows of the world in which the permission table is walked. */
export const ids = {
  tenant: "00000000-0000-4000-8000-000000000001",
  owner: "00000000-0000-4000-8000-000000000011",
  admin: "00000000-0000-4000-8000-000000000012",
  member: "00000000-0000-4000-8000-000000000013",
  analyst: "00000000-0000-4000-8000-000000000014",
  stranger: "00000000-0000-4000-8000-000000000015",
  secondAdmin: "00000000-0000-4000-8000-000000000016",
  killSwitch: "00000000-0000-4000-8000-000000000061",
  dataExport: "00000000-0000-4000-8000-000000000071",
  policy: "00000000-0000-4000-8000-000000000091",
  ready: "00000000-0000-4000-8000-000000000021",
  failed: "00000000-0000-4000-8000-000000000022",
  goal: "00000000-0000-4000-8000-000000000031",
  run: "00000000-0000-4000-8000-000000000041",
  endedRun: "00000000-0000-4000-8000-000000000042",
  approval: "00000000-0000-4000-8000-000000000051",
  invitation: "00000000-0000-4000-8000-000000000081",
  credential: "00000000-0000-4000-8000-000000000061",
  forgeToken: "00000000-0000-4000-8000-000000000071",
} as const;

const people = ["owner", "admin", "member", "analyst", "stranger", "secondAdmin"] as const;

/** A tenant with a person of each role, repositories, runs and an approval that waits. */
export const worldSql = `
  insert into public.tenants (id, slug, name) values ('${ids.tenant}', 'acme', 'Acme');
  ${people
    .map(
      (name) => `
  insert into public.users (id, email, name, is_owner)
    values ('${ids[name]}', '${name.toLowerCase()}@example.test', '${name}', ${name === "owner"});
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

const credential = `insert into public.credentials (id, tenant_id, kind, label, origin, sealed, rotation_days)
  values ('${ids.credential}', '${ids.tenant}', 'git', 'Kept', 'https://git.test', 'v1.k.a.b', 90)`;

/** How each permission is used. A permission without a line here does not compile. */
export const permissionStories: Record<Permission, PermissionStory> = {
  "tenant.read": { act: `select id from public.goals where tenant_id = '${ids.tenant}'` },
  "goal.submit": { act: `select public.submit_goal('${ids.ready}', 'Title', 'Body')` },
  "run.stop": { act: `select public.stop_run('${ids.run}')` },
  "run.rerun": { act: `select public.rerun_run('${ids.endedRun}')` },
  "approval.decide": { act: `select public.decide_approval('${ids.approval}', 'approved', '')` },
  "approval_policy.save": {
    act: `select public.save_approval_policy('${ids.tenant}', null, '{"name": "Rule", "decision": "required"}')`,
  },
  "approval_policy.remove": {
    arrange: `insert into public.approval_policies (id, tenant_id, position, name, decision)
      values ('${ids.policy}', '${ids.tenant}', 1, 'Rule', 'required')`,
    act: `select public.remove_approval_policy('${ids.tenant}', '${ids.policy}')`,
  },
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
  "member.change_role": {
    act: `select public.change_member_role('${ids.tenant}', '${ids.analyst}', 'member')`,
  },
  "member.remove": { act: `select public.remove_member('${ids.tenant}', '${ids.analyst}')` },
  "member.leave": {
    arrange: `insert into public.members (tenant_id, user_id, role) values ('${ids.tenant}', '${ids.secondAdmin}', 'admin')`,
    act: `select public.leave_tenant('${ids.tenant}')`,
  },
  "tenant.update": { act: `select public.rename_tenant('${ids.tenant}', 'Renamed')` },
  "tenant.set_two_factor_policy": {
    arrange: `insert into public.two_factor_secrets (user_id, secret_sealed, last_step)
      values ('${ids.admin}', 'sealed', 0)`,
    act: `select public.set_two_factor_policy('${ids.tenant}', true)`,
  },
  "tenant.dismiss_onboarding": { act: `select public.dismiss_onboarding('${ids.tenant}', true)` },
  "data_export.request": { act: `select public.request_data_export('${ids.tenant}')` },
  "data_export.download": {
    arrange: `insert into public.data_exports (id, tenant_id, status) values ('${ids.dataExport}', '${ids.tenant}', 'ready')`,
    act: `select public.open_data_export('${ids.dataExport}')`,
  },
  "tenant.delete": { act: `select public.request_tenant_deletion('${ids.tenant}', 'Acme')` },
  "tenant.restore": {
    arrange: `update public.tenants set deletion_requested_at = now(), erase_after = now() + interval '1 day'
      where id = '${ids.tenant}'`,
    act: `select public.restore_tenant('${ids.tenant}')`,
  },
  "kill_switch.engage": { act: `select public.engage_kill_switch('${ids.tenant}', 'dev', 'It runs wild')` },
  "kill_switch.release": {
    arrange: `insert into public.kill_switches (id, tenant_id, reason) values ('${ids.killSwitch}', '${ids.tenant}', 'Why')`,
    act: `select public.release_kill_switch('${ids.killSwitch}')`,
  },
  "tenant.suspend": { act: `select public.suspend_tenant('${ids.tenant}', 'Unpaid')` },
  "tenant.resume": {
    arrange: `update public.tenants set suspended_at = now(), suspended_reason = 'Unpaid' where id = '${ids.tenant}'`,
    act: `select public.resume_tenant('${ids.tenant}')`,
  },
  "platform.kill": { act: "select public.engage_platform_kill_switch(null, 'It runs wild')" },
  "forge_token.revoke": {
    arrange: people
      .map(
        (
          name,
          index,
        ) => `insert into public.forge_tokens (id, tenant_id, user_id, label, token_hash, access, expires_at)
          values ('00000000-0000-4000-8000-00000000008${index}', '${ids.tenant}', '${ids[name]}', 'own', 'own ${name}', 'read', now() + interval '1 day');`,
      )
      .join(""),
    act: `select public.revoke_forge_token(coalesce((public.list_my_forge_tokens('${ids.tenant}') -> 0 ->> 'id')::uuid, '${ids.tenant}'))`,
  },
  "forge_token.revoke_any": {
    arrange: `insert into public.forge_tokens (id, tenant_id, user_id, label, token_hash, access, expires_at)
      values ('${ids.forgeToken}', '${ids.tenant}', '${ids.stranger}', 'theirs', 'theirs', 'read', now() + interval '1 day')`,
    act: `select public.revoke_forge_token('${ids.forgeToken}')`,
  },
  "credential.read": { act: `select public.list_credentials('${ids.tenant}')` },
  "credential.add": {
    act: `select public.add_credential('${ids.credential}', '${ids.tenant}', 'git', 'New', 'https://git.test', '',
      'v1.k.a.b', '', 90)`,
  },
  "credential.rotate": {
    arrange: credential,
    act: `select public.rotate_credential('${ids.credential}', 'v1.k.a.c', '')`,
  },
  "credential.revoke": {
    arrange: credential,
    act: `select public.revoke_credential('${ids.credential}')`,
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
