-- What the verdicts about rows of one table depend on beside the claims (docs/decisions/0206). Made once per table
-- and session, with the functions of visible-to.sql.

-- The columns that decide about each row, as one text; null for a row that is not there.
create or replace function pg_temp.deciding_{{id}}({{parameters}}) returns text[]
language plpgsql
stable
as $body$
#variable_conflict use_variable
begin
  return array(
    select (select row({{deciding}})::text from {{table}} t where {{many_keys}})
    from unnest({{arguments}}) with ordinality k ({{key_names}}, at)
    order by k.at
  );
end
$body$;

-- The first element stands for all that lies outside of the rows: the table, its policies and grants, roles and
-- their members, the functions that read claims. Each by the transaction that wrote it last, so that whatever
-- changes any of it changes the text. The others are the columns that decide about each row. First it waits until
-- these transactions can be seen (await-visible.sql). In which order the lists come does not matter: another order
-- only makes verdicts be asked for anew.
create or replace function pg_temp.facts_{{id}}(transactions bigint[], {{parameters}}) returns text[]
language plpgsql
as $body$
#variable_conflict use_variable
declare
  is_visible boolean;
begin
  is_visible := pg_temp.await_visible(transactions);
  return array[concat_ws(' ',
    (select c.xmin from pg_class c where c.oid = {{oid}}),
    (select string_agg(a.attnum || ':' || a.xmin, ',') from pg_attribute a
     where a.attrelid = {{oid}} and a.attnum > 0),
    (select string_agg(p.oid || ':' || p.xmin, ',') from pg_policy p where p.polrelid = {{oid}}),
    (select string_agg(n.oid || ':' || n.xmin, ',') from pg_namespace n
     where n.nspname in ({{schema}}, 'auth')),
    (select string_agg(r.oid || ':' || r.xmin, ',') from pg_authid r),
    (select string_agg(m.oid || ':' || m.xmin, ',') from pg_auth_members m),
    (select string_agg(f.oid || ':' || f.xmin, ',') from pg_proc f
     where f.proname in ('uid', 'role', 'email', 'jwt')
       and f.pronamespace = (select n.oid from pg_namespace n where n.nspname = 'auth'))
  )] || pg_temp.deciding_{{id}}({{arguments}});
end
$body$;

-- Answers as those of visible-to.sql, followed by the columns that decide about each row of the second list of
-- keys, both as of the same instant.
create or replace function pg_temp.witnessed_{{id}}(
  roles text[], claims text[], subjects text[], counts int[], {{parameters}}, {{row_parameters}}
) returns text[]
language plpgsql
stable
as $body$
begin
  return array[pg_temp.answers_{{id}}(roles, claims, subjects, counts, {{arguments}})]
    || pg_temp.deciding_{{id}}({{row_arguments}});
end
$body$;
