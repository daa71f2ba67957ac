import type { EmbeddedConnection } from "./embedded-connection.ts";

/** What hosted Supabase has before the first migration and Supabase Lite lacks or has otherwise. */
const platform = `
do $$
begin
  if not exists (select from pg_roles where rolname = 'anon') then
    create role anon nologin;
  end if;
  if not exists (select from pg_roles where rolname = 'authenticated') then
    create role authenticated nologin;
  end if;
  if not exists (select from pg_roles where rolname = 'service_role') then
    create role service_role nologin bypassrls;
  end if;
end
$$;
create schema if not exists auth;
grant usage on schema public, auth to anon, authenticated, service_role;
create or replace function auth.email() returns text language sql stable
  as $$ select nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'email' $$;
`;

/** Creates the roles and schemas that migrations rely on; can be repeated. */
export async function ensurePlatformRoles(connection: EmbeddedConnection): Promise<void> {
  await connection.driver.exec(platform);
}
