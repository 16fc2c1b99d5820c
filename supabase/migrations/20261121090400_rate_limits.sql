-- Rate limits: counted in Postgres, so that they hold however many servers run the app.

-- Table

create table private.rate_limits (
  key text primary key,
  window_start timestamptz not null,
  count integer not null,
  expires_at timestamptz not null
);

create index rate_limits_expires_at on private.rate_limits (expires_at);

-- Functions

create function private.take_token(key text, max integer, "window" interval)
returns boolean
language plpgsql
set search_path = ''
as $$
declare
  moment constant timestamptz := clock_timestamp();
begin
  if random() < 0.01 then
    delete from private.rate_limits where rate_limits.key in (
      select stale.key from private.rate_limits as stale
      where stale.expires_at < moment
      limit 1000 for update skip locked
    );
  end if;

  insert into private.rate_limits as counted (key, window_start, count, expires_at)
  values (take_token.key, moment, 1, moment + take_token."window")
  on conflict on constraint rate_limits_pkey do update set
    window_start = case when counted.expires_at <= moment then moment else counted.window_start end,
    count = case when counted.expires_at <= moment then 1 else counted.count + 1 end,
    expires_at = case when counted.expires_at <= moment then excluded.expires_at else counted.expires_at end
  where counted.expires_at <= moment or counted.count < take_token.max;
  return found;
end
$$;

comment on function private.take_token(text, integer, interval) is
  'True while fewer than max tokens of the key were taken in the window. A caller that fails gives its token back.';

-- Grants

revoke all on table private.rate_limits from public, anon, authenticated, service_role;
revoke all on function private.take_token(text, integer, interval) from public, anon, authenticated, service_role;
