import { expect, test } from 'vitest'
import { database, rowsOf } from '../support/database.ts'

/** What a visitor without a session may touch. Each name here is a decision: extend it knowingly. */
const OPEN_TO_ANON = [
  'order_share_signals',
  'plan_departures',
  'plans',
  'product_departures',
  'products',
  'public.get_plan_catalog',
  'public.get_plan_events',
  'public.get_plan_feed',
  'public.get_shared_order',
  'public.get_shop',
  'public.unsubscribe_from_emails',
]

/** The functions that a signed-in person, guests included, may call. */
const OPEN_TO_AUTHENTICATED = [
  'private.has_role',
  'private.is_admin',
  'public.cancel_membership',
  'public.cancel_order',
  'public.complete_user_plans',
  'public.correct_credits',
  'public.delete_plan',
  'public.expire_credits',
  'public.export_orders',
  'public.follow_plan',
  'public.get_admin_overview',
  'public.get_credit_account',
  'public.get_live_health',
  'public.get_my_orders',
  'public.get_notice_desk',
  'public.get_notice_settings',
  'public.get_notifications',
  'public.get_order',
  'public.get_order_analytics',
  'public.get_order_desk',
  'public.get_plan_catalog',
  'public.get_plan_desk',
  'public.get_plan_events',
  'public.get_plan_feed',
  'public.get_plan_impact',
  'public.get_public_profiles',
  'public.get_shared_order',
  'public.get_shop',
  'public.get_user_plans',
  'public.grant_credits',
  'public.import_plans',
  'public.invest',
  'public.list_creators',
  'public.mark_all_notifications_read',
  'public.mark_notification_read',
  'public.next_order_statuses',
  'public.place_order',
  'public.purchase_credits',
  'public.read_as_of',
  'public.remove_push_subscription',
  'public.restore_plan',
  'public.retry_notice',
  'public.revoke_order_shares',
  'public.save_plan',
  'public.save_push_subscription',
  'public.send_notification',
  'public.set_order_emails',
  'public.set_role',
  'public.share_order',
  'public.spend_credits',
  'public.touch_profile',
  'public.unfollow_plan',
  'public.unsubscribe_from_emails',
  'public.update_profile',
  'public.update_tracking',
]

/** The columns that a signed-in person may write by a plain request, their policies permitting. */
const WRITABLE_BY_AUTHENTICATED = ['profiles.avatar_url update', 'profiles.display_name update']

test('nothing of ours is granted to anon unasked', async () => {
  const granted = await names(`
    select relation.oid::regclass::text as name
    from pg_class as relation
    where relation.relnamespace = any ($1::regnamespace[])
      and (
        (relation.relkind in ('r', 'v', 'm', 'f', 'p') and (
          has_table_privilege('anon', relation.oid, 'select, insert, update, delete, truncate, references, trigger')
          or has_any_column_privilege('anon', relation.oid, 'select, insert, update, references')
        ))
        or (relation.relkind = 'S' and has_sequence_privilege('anon', relation.oid, 'usage, select, update'))
      )
    order by name`)
  expect([...granted, ...(await functionsOpenTo('anon'))]).toEqual(OPEN_TO_ANON)
})

test('signed-in people may call the listed functions only', async () => {
  expect(await functionsOpenTo('authenticated')).toEqual(OPEN_TO_AUTHENTICATED)
})

test('signed-in people never get privileges that policies do not govern', async () => {
  const granted = await names(`
    select relation.oid::regclass::text as name
    from pg_class as relation
    where relation.relnamespace = any ($1::regnamespace[])
      and relation.relkind in ('r', 'v', 'm', 'f', 'p')
      and has_table_privilege('authenticated', relation.oid, 'truncate, references, trigger')`)
  expect(granted).toEqual([])
})

test('signed-in people may write the listed columns only', async () => {
  const writable = await names(`
    select relation.oid::regclass || '.' || attribute.attname || ' ' || privilege.name as name
    from pg_class as relation
    join pg_attribute as attribute on attribute.attrelid = relation.oid and attribute.attnum > 0
    cross join unnest(array['insert', 'update', 'references']) as privilege (name)
    where relation.relnamespace = any ($1::regnamespace[])
      and relation.relkind in ('r', 'v', 'm', 'f', 'p')
      and not attribute.attisdropped
      and has_column_privilege('authenticated', relation.oid, attribute.attnum, privilege.name)
    order by name`)
  expect(writable).toEqual(WRITABLE_BY_AUTHENTICATED)
})

test('visitors only ever read', async () => {
  const writable = await names(`
    select relation.oid::regclass::text as name
    from pg_class as relation
    where relation.relnamespace = any ($1::regnamespace[])
      and relation.relkind in ('r', 'v', 'm', 'f', 'p')
      and (
        has_table_privilege('anon', relation.oid, 'insert, update, delete, truncate, references, trigger')
        or has_any_column_privilege('anon', relation.oid, 'insert, update, references')
      )`)
  expect(writable).toEqual([])
})

test('schema private is closed to anon, and its tables to every request', async () => {
  expect(await names(`select 'anon' as name where has_schema_privilege('anon', 'private', 'usage')`)).toEqual(
    [],
  )
  const open = await names(`
    select relation.oid::regclass || ' ' || role.name as name
    from pg_class as relation
    cross join unnest(array['anon', 'authenticated', 'service_role']) as role (name)
    where relation.relnamespace = 'private'::regnamespace
      and relation.relkind in ('r', 'v', 'm')
      and has_any_column_privilege(role.name, relation.oid, 'select, insert, update, references')`)
  expect(open).toEqual([])
})

function functionsOpenTo(role: string): Promise<string[]> {
  return names(`
    select distinct routine.pronamespace::regnamespace || '.' || routine.proname as name
    from pg_proc as routine
    where routine.pronamespace = any ($1::regnamespace[])
      and has_function_privilege('${role}', routine.oid, 'execute')
    order by name`)
}

async function names(text: string): Promise<string[]> {
  const parameters = text.includes('$1') ? [['public', 'private']] : []
  const rows = await rowsOf<{ name: string }>(database, text, parameters)
  return rows.map((row) => row.name)
}
