import type { Database as Schema } from "#lib/db/types.ts";

/**
 * Who may call a function at all. "people and jobs" decide further by role inside of the function,
 * and each has its stories in a `<noun>.rls.test.ts`; "platform" is the secret key alone.
 */
type Callers = "people and jobs" | "platform" | "everybody";

/** A function without a line here does not compile, and fails a test. */
export const functionStories: Record<keyof Schema["public"]["Functions"], Callers> = {
  begin_checks: "people and jobs",
  begin_run: "people and jobs",
  begin_tool_call: "people and jobs",
  change_password: "platform",
  clear_rate_limit: "platform",
  complete_checks: "people and jobs",
  complete_import: "people and jobs",
  connect_repository: "people and jobs",
  create_forge_token: "people and jobs",
  create_session: "platform",
  decide_approval: "people and jobs",
  end_tool_call: "people and jobs",
  expire_approvals: "platform",
  find_credential: "platform",
  finish_run: "people and jobs",
  list_my_sessions: "people and jobs",
  mark_events_sent: "everybody",
  open_pull_request: "people and jobs",
  record_branch: "people and jobs",
  record_engine_action: "people and jobs",
  record_merge: "people and jobs",
  record_step: "people and jobs",
  remove_repository: "people and jobs",
  rename_me: "people and jobs",
  request_approval: "people and jobs",
  request_run: "people and jobs",
  rerun_run: "people and jobs",
  restart_checks: "people and jobs",
  retry_repository_import: "people and jobs",
  revoke_my_session: "people and jobs",
  revoke_session: "platform",
  rotate_refresh_token: "platform",
  save_plan: "people and jobs",
  seed_demo: "platform",
  sign_up: "platform",
  stop_run: "people and jobs",
  submit_goal: "people and jobs",
  take_rate_limit: "platform",
  unsent_events: "platform",
  update_repository_commands: "people and jobs",
  verify_forge_token: "platform",
  wait_for: "people and jobs",
  whoami: "people and jobs",
};
