-- A function of one session of the server, gone with it: waits until transactions can be seen by others.
-- The stream tells of a commit as soon as it is on disk, a moment before other sessions see it; whoever asked for
-- the row in between would not find it. $1 are transaction ids of the stream, without their epoch.
create function pg_temp.await_visible(transactions bigint[]) returns void
language plpgsql
as $body$
declare
  newest bigint := pg_snapshot_xmax(pg_current_snapshot())::text::bigint;
  full_ids xid8[] := array(
    select (newest - (((newest - id + 2147483648) & 4294967295) - 2147483648))::text::xid8
    from unnest(transactions) id
  );
begin
  while exists (
    select from unnest(full_ids) id where not pg_visible_in_snapshot(id, pg_current_snapshot())
  ) loop
    perform pg_sleep(0.0005);
  end loop;
end
$body$;
