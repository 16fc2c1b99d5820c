-- The rule of the migration before holds for all that is there: a transaction of its own, in which others read on.

alter table public.notifications validate constraint notifications_link_stays_here;
