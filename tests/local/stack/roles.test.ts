import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bootstrap } from '../../../supabase/local/bootstrap.ts'
import { loadSecrets } from '../../../supabase/local/secrets.ts'
import { type PrivateStack, startPrivateStack } from '../../support/stack.ts'

let stack: PrivateStack
let postgres: pg.Client

beforeAll(async () => {
  stack = await startPrivateStack()
  postgres = new pg.Client(stack.status.db_url)
  await postgres.connect()
})

afterAll(async () => {
  await postgres.end()
  await stack.stop()
})

async function values(sql: string): Promise<unknown[]> {
  const { rows } = await postgres.query({ text: sql, rowMode: 'array' })
  return rows.map((row) => (row.length === 1 ? row[0] : row))
}

describe('the database looks like a Supabase database', () => {
  it('has the roles with their attributes', async () => {
    const roles = await values(`
      select rolname, rolcanlogin, rolsuper, rolbypassrls, rolinherit from pg_roles
      where rolname in ('anon', 'authenticated', 'service_role', 'authenticator', 'postgres', 'supabase_admin')
      order by 1`)
    expect(roles).toEqual([
      ['anon', false, false, false, false],
      ['authenticated', false, false, false, false],
      ['authenticator', true, false, false, false],
      ['postgres', true, false, true, true],
      ['service_role', false, false, true, false],
      ['supabase_admin', true, true, true, true],
    ])
  })

  it('lets authenticator become the three API roles and nobody else', async () => {
    const roles = await values(`
      select g.rolname from pg_auth_members m join pg_roles g on g.oid = m.roleid
      where m.member = 'authenticator'::regrole order by 1`)
    expect(roles).toEqual(['anon', 'authenticated', 'service_role'])
  })

  it.each([
    ["alter system set work_mem = '64MB'", /permission denied/],
    ['create extension dblink', /permission denied|must be superuser/],
    ["copy (select 1) to program 'true'", /permission denied/],
    ["select pg_read_file('/etc/hostname')", /permission denied/],
    ['create role evil superuser', /permission denied|superuser/],
    ['alter role supabase_admin nologin', /permission denied|superuser/],
    ['set session_replication_role = replica', /permission denied/],
    [
      'create event trigger evil on ddl_command_end execute function extensions.pgrst_ddl_watch()',
      /permission denied/,
    ],
  ])('refuses to role postgres: %s', async (sql, reason) => {
    await expect(postgres.query(sql)).rejects.toThrow(reason)
  })

  it('lets role postgres do what migrations do', async () => {
    await postgres.query(`
      create table public.of_migration (id uuid primary key references auth.users (id));
      create function public.on_user() returns trigger language plpgsql security definer set search_path = ''
        as 'begin return new; end';
      create trigger on_user after insert on auth.users for each row execute function public.on_user();
      alter publication supabase_realtime add table public.of_migration;
      create schema other;
      create extension pg_trgm with schema extensions;
      drop function public.on_user() cascade;
      drop table public.of_migration; drop schema other; drop extension pg_trgm`)
  })

  it('gives the default privileges of Supabase to what postgres makes', async () => {
    await postgres.query('create table public.fresh (id int)')
    const [privileges] = await values(`
      select has_table_privilege('anon', 'fresh', 'select'), has_table_privilege('authenticated', 'fresh', 'insert'),
        has_table_privilege('service_role', 'fresh', 'delete')`)
    expect(privileges).toEqual([true, true, true])
    await postgres.query('drop table public.fresh')
  })

  it('gives none of them when auto_expose_new_tables is false', async () => {
    const secrets = loadSecrets(stack.dir)
    await bootstrap(stack.superuserUrl, secrets, false)
    await postgres.query('create table public.hidden (id int)')
    const [privileges] = await values(`
      select has_table_privilege('anon', 'hidden', 'select'), has_table_privilege('service_role', 'hidden', 'select'),
        has_table_privilege('postgres', 'hidden', 'select')`)
    expect(privileges).toEqual([false, false, true])
    await postgres.query('drop table public.hidden')
    await bootstrap(stack.superuserUrl, secrets, true)
  })

  it('answers who is asking from the claims of the request', async () => {
    const [answers] = await values(`
      select auth.uid(), auth.role(), auth.email(), auth.jwt() ->> 'aal' from (
        select set_config('request.jwt.claims',
          '{"sub":"00000000-0000-4000-8000-0000000000aa","role":"authenticated","email":"a@b.test","aal":"aal1"}', false)
        offset 0
      ) as request`)
    expect(answers).toEqual(['00000000-0000-4000-8000-0000000000aa', 'authenticated', 'a@b.test', 'aal1'])
    const [nobody] = await values(`
      select auth.uid(), auth.role() from (select set_config('request.jwt.claims', '', false) offset 0) as request`)
    expect(nobody).toEqual([null, null])
  })

  it('has the extensions, logical WAL and an owned publication', async () => {
    expect(
      await values(
        `select extname from pg_extension where extnamespace = 'extensions'::regnamespace order by 1`,
      ),
    ).toEqual(['pg_stat_statements', 'pgcrypto', 'uuid-ossp'])
    expect(await values('show wal_level')).toEqual(['logical'])
    expect(
      await values(
        `select pg_get_userbyid(pubowner) from pg_publication where pubname = 'supabase_realtime'`,
      ),
    ).toEqual(['postgres'])
  })

  it('listens on the loopback interface only, with passwords', async () => {
    expect(await values('show listen_addresses')).toEqual(['127.0.0.1'])
    const url = new URL(stack.status.db_url)
    url.password = 'wrong'
    await expect(new pg.Client(url.href).connect()).rejects.toThrow(/password authentication failed/)
  })
})
