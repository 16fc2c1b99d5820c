-- A function of one session of the server, gone with it: waits until transactions can be seen by others, and is true
-- then. The stream tells of a commit as soon as it is on disk, a moment before other sessions see it; whoever asked for
-- the row in between would not find it. $1 are transaction ids of the stream, without their epoch.
create function pg_temp.await_visible(transactions bigint[]) returns boolean
language plpgsql
as $body$
declare
  newest bigint := pg_snapshot_xmax(pg_current_snapshot())::text::bigint;
  full_id xid8;
begin
  for at in 1 .. cardinality(transactions) loop
    full_id := (newest - (((newest - transactions[at] + 2147483648) & 4294967295) - 2147483648))::text::xid8;
    -- Each look is at a snapshot of its own.
    while not pg_visible_in_snapshot(full_id, pg_current_snapshot()) loop
      perform pg_sleep(0.0005);
    end loop;
  end loop;
  return true;
end
$body$;
