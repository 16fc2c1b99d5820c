-- Self-check: what a person can find out about why their screen does not follow.

-- Functions

create function public.get_live_health(tables text[])
returns jsonb
language sql
stable
security invoker
set search_path = ''
as $$
  select jsonb_build_object(
    'as_of', public.read_as_of(),
    'tables', coalesce(jsonb_agg(
      jsonb_build_object(
        'name', named.name,
        'is_published', published.tablename is not null,
        'is_readable', coalesce(has_any_column_privilege(found.oid, 'select'), false)
      )
      order by named.position
    ), '[]'::jsonb)
  )
  from unnest(get_live_health.tables) with ordinality as named (name, position)
  left join pg_catalog.pg_class as found
    on found.relname = named.name
    and found.relnamespace = 'public'::regnamespace
    and found.relkind in ('r', 'p')
  left join pg_catalog.pg_publication_tables as published
    on published.pubname = 'supabase_realtime'
    and published.schemaname = 'public'
    and published.tablename = named.name
$$;

comment on function public.get_live_health(text[]) is
  'For each named table of schema public: whether Realtime publishes it, and whether the caller may read of it.';

create function public.touch_profile()
returns void
language sql
security invoker
set search_path = ''
as $$
  -- Changes nothing but updated_at: it is there to be heard.
  update public.profiles set display_name = display_name where id = (select auth.uid())
$$;

comment on function public.touch_profile() is
  'Commits a change of the caller''s own profile that alters nothing, to see whether its event arrives.';

-- Grants

revoke all on function public.get_live_health(text[]) from public, anon, authenticated, service_role;
revoke all on function public.touch_profile() from public, anon, authenticated, service_role;
grant execute on function public.get_live_health(text[]), public.touch_profile() to authenticated;
