-- The administrators' home reads the newest of every log with each change: also of investments and of accounts by an index.

-- Neither column ever changes, so what updates these rows in place still does.
-- Migrations run in a transaction, where an index cannot be made concurrently.
-- squawk-ignore require-concurrent-index-creation
create index user_plans_newest on public.user_plans (started_at desc);
-- squawk-ignore require-concurrent-index-creation
create index profiles_newest on public.profiles (created_at desc) where email is not null;
