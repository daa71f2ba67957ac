-- Mail: written in the transaction of the change that causes it, delivered afterwards by deliver-mails.ts.

create table public.mails (
  id uuid primary key default gen_random_uuid(),
  recipient text not null check (length(recipient) between 3 and 254 and recipient !~ '[\x01-\x20\x7f]'),
  kind text not null check (kind ~ '^[a-z]+([.-][a-z]+)*$'),
  -- No control characters: a line break would begin a new header.
  subject text not null check (length(subject) between 1 and 200 and subject !~ '[\x01-\x1f\x7f]'),
  body text not null check (length(body) <= 20000),
  key text check (length(key) <= 200),
  status text not null default 'queued' check (status in ('queued', 'sent', 'failed')),
  attempts integer not null default 0,
  next_attempt_at timestamptz not null default now(),
  last_error text,
  created_at timestamptz not null default now(),
  sent_at timestamptz,
  check ((sent_at is null) = (status <> 'sent'))
);
comment on table public.mails is
  'Mail that is to be sent or was. In `body`, {{app}} stands for the address of the app. Kept for 30 days.';
comment on column public.mails.body is 'Emptied once a mail server has it: it may hold a link that signs somebody in.';
comment on column public.mails.key is 'A second mail with the same key is not written.';
create unique index mails_key_key on public.mails (key);
create index mails_due_idx on public.mails (next_attempt_at) where status = 'queued';
create index mails_created_at_idx on public.mails (created_at desc);
select app.protect_service_table('public.mails');

create function app.enqueue_mail(p_recipient text, p_kind text, p_subject text, p_text text, p_key text default null)
returns uuid language sql security definer set search_path = '' as $$
  insert into public.mails (recipient, kind, subject, body, key)
  values (p_recipient, p_kind, left(p_subject, 200), p_text, p_key)
  on conflict (key) do nothing
  returning id
$$;
comment on function app.enqueue_mail(text, text, text, text, text) is
  'Puts a mail into the queue, in the transaction of the caller. Write links as {{app}}/path on a line of their own, and names that people chose through app.mail_name. Null when a mail with this key exists.';
revoke execute on function app.enqueue_mail(text, text, text, text, text) from public, anon, authenticated;

create function app.mail_name(p_name text) returns text
language sql immutable set search_path = '' as $$
  select left(regexp_replace(regexp_replace(regexp_replace(coalesce(p_name, ''),
    '[\x01-\x1f\x7f<>"{}]+', ' ', 'g'), '[./:@\\]+(?=\S)', ' ', 'g'), '\s+', ' ', 'g'), 80)
$$;
comment on function app.mail_name(text) is
  'A name as it may stand in a mail: one line, and nothing in it that mail programs turn into a link.';

-- ---------------------------------------------------------------------------------------------
-- Delivery
-- ---------------------------------------------------------------------------------------------
create function public.claim_mails(p_limit int) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_mails jsonb;
begin
  delete from public.mails m where m.id in (
    select o.id from public.mails o where o.created_at < now() - interval '30 days' limit 200);
  -- The lease of two minutes hands the mail to nobody else; a process that dies leaves it to the next one.
  with due as (
    select m.id from public.mails m where m.status = 'queued' and m.next_attempt_at <= now()
    order by m.next_attempt_at limit p_limit for update skip locked
  ), claimed as (
    update public.mails m set attempts = m.attempts + 1, next_attempt_at = now() + interval '2 minutes'
    from due where m.id = due.id
    returning m.id, m.recipient, m.subject, m.body, m.attempts, m.created_at
  )
  select coalesce(jsonb_agg(jsonb_build_object('id', c.id, 'recipient', c.recipient, 'subject', c.subject, 'body', c.body,
    'attempts', c.attempts) order by c.created_at), '[]')
  into v_mails from claimed c;
  return v_mails;
end
$$;
comment on function public.claim_mails(int) is 'Takes mails that are due, each for one caller, and counts the attempt.';
grant execute on function public.claim_mails(int) to service_role;

create function public.record_mail_sent(p_id uuid, p_keep_body boolean) returns void
language sql security definer set search_path = '' as $$
  update public.mails set status = 'sent', sent_at = now(), last_error = null,
    body = case when p_keep_body then body else '' end
  where id = p_id and status = 'queued'
$$;
grant execute on function public.record_mail_sent(uuid, boolean) to service_role;

create function public.record_mail_failure(p_id uuid, p_error text, p_retry_seconds int default null) returns void
language sql security definer set search_path = '' as $$
  update public.mails set last_error = left(p_error, 500),
    status = case when p_retry_seconds is null then 'failed' else status end,
    next_attempt_at = case when p_retry_seconds is null then next_attempt_at
      else now() + make_interval(secs => p_retry_seconds) end
  where id = p_id and status = 'queued'
$$;
comment on function public.record_mail_failure(uuid, text, int) is 'Without seconds the mail is given up.';
grant execute on function public.record_mail_failure(uuid, text, int) to service_role;

create function public.list_mails(p_with_body boolean, p_limit int default 100) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
begin
  if coalesce(auth.role(), '') <> 'service_role' then
    perform app.require_permission(null, 'platform.read');
  end if;
  return coalesce((
    select jsonb_agg(jsonb_build_object('id', m.id, 'recipient', m.recipient, 'kind', m.kind, 'subject', m.subject,
      'body', case when p_with_body then m.body else '' end, 'status', m.status, 'attempts', m.attempts,
      'lastError', m.last_error, 'createdAt', m.created_at, 'sentAt', m.sent_at) order by m.created_at desc, m.id)
    from (select * from public.mails order by created_at desc limit least(p_limit, 200)) m), '[]');
end
$$;
comment on function public.list_mails(boolean, int) is 'The newest mails, for the platform and its Owner.';
grant execute on function public.list_mails(boolean, int) to authenticated, service_role;
