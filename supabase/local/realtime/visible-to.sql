-- Asks row security about rows of one table, as each of several subscribers. Made once per table and session,
-- so that Postgres keeps the plan of the query. The placeholders are filled in by table-functions.ts.
--
-- One question is one set of claims with `counts` keys of rows, lying one after another in the key arrays.
-- The answer has one digit a key: 1 visible, 0 not. Everything set is local to the transaction. All questions are
-- answered as of one instant, which is why this function is declared stable: it then looks at the database as its
-- caller does, and takes no snapshot of its own for every question. Settings are assigned, not selected: a plain
-- expression costs a fraction of a query.
create or replace function pg_temp.answers_{{id}}(
  roles text[], claims text[], subjects text[], counts int[], {{parameters}}
) returns text
language plpgsql
stable
as $body$
#variable_conflict use_variable
declare
  verdicts boolean[] := array_fill(false, array[cardinality({{first_key}})]);
  asked_as text;
  from_key int := 1;
  to_key int;
  claims_set text;
  found_at bigint;
begin
  for question in 1 .. cardinality(counts) loop
    to_key := from_key + counts[question] - 1;
    if roles[question] is distinct from asked_as then
      asked_as := set_config('role', roles[question], true);
    end if;
    claims_set := set_config('request.jwt.claims', claims[question], true);
    claims_set := set_config('request.jwt.claim.sub', subjects[question], true);
    if from_key = to_key then
      verdicts[from_key] := exists (select from {{table}} t where {{one_key}});
    else
      for found_at in
        select k.at from unnest({{key_slices}}) with ordinality k ({{key_names}}, at)
        where exists (select from {{table}} t where {{many_keys}})
      loop
        verdicts[from_key + found_at - 1] := true;
      end loop;
    end if;
    from_key := to_key + 1;
  end loop;
  asked_as := set_config('role', 'none', true);
  return array_to_string(verdicts::int[], '');
end
$body$;

-- The same once these transactions can be seen (await-visible.sql).
create or replace function pg_temp.visible_{{id}}(
  transactions bigint[], roles text[], claims text[], subjects text[], counts int[], {{parameters}}
) returns text
language plpgsql
as $body$
declare
  is_visible boolean;
begin
  is_visible := pg_temp.await_visible(transactions);
  return pg_temp.answers_{{id}}(roles, claims, subjects, counts, {{arguments}});
end
$body$;
