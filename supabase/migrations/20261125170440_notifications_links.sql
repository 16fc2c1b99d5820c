-- The link of a notification is a path of this app, as a browser reads it: it takes tabs and line breaks out, and reads
-- '\' as '/', before it looks for '//host'.

-- A link that leads elsewhere is worth nothing: its notification stays without it.
update public.notifications set link = null
where link ~ '[[:cntrl:]]' or link ~ '^[^?#]*[/\\][/\\]';

alter table public.notifications
  add constraint notifications_link_stays_here
  check (link !~ '[[:cntrl:]]' and link !~ '^[^?#]*[/\\][/\\]')
  not valid;
