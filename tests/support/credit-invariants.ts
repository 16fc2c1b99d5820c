import { type Database, rowsOf } from './database.ts'

/** Each broken promise of one snapshot, in words: balance = ledger = active rows, never below zero, for each row too. */
export async function creditViolations(db: Database, userIds: string[]): Promise<string[]> {
  const rows = await rowsOf<{ violation: string }>(
    db,
    `with
     ledger as (
       select *, sum(delta) over (partition by user_id order by id) as running
       from credit_transactions where user_id = any ($1)
     ),
     owner as (
       select
         person.id,
         (select balance from private.credit_balances where user_id = person.id) as balance,
         (select sum(delta) from ledger where user_id = person.id) as ledger,
         (select coalesce(sum(credits), 0) from user_credits where user_id = person.id and status = 'active') as active
       from unnest($1::uuid[]) as person (id)
     ),
     per_row as (
       select user_credits_id, sum(delta) as ledger from ledger group by user_credits_id
     )
     select format('balance %s, ledger %s, active rows %s', balance, ledger, active) as violation
     from owner where balance is distinct from ledger or balance is distinct from active
     union all
     select format('entry %s: balance_after %s, sum so far %s', id, balance_after, running)
     from ledger where balance_after <> running or balance_after < 0
     union all
     select format('row %s: ledger %s, row %s', r.id, coalesce(p.ledger, 0), r.credits)
     from user_credits as r
     left join per_row as p on p.user_credits_id = r.id
     where r.user_id = any ($1)
       and coalesce(p.ledger, 0) <> case when r.status = 'active' then r.credits else 0 end`,
    [userIds],
  )
  return rows.map((row) => row.violation)
}
