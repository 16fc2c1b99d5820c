import type pg from 'pg'
import { inTransaction } from './database.ts'
import { type Account, createAccount } from './factories.ts'

export const PERSONAS = ['anon', 'guest', 'creator', 'otherCreator', 'teacher', 'admin', 'service'] as const

export type PersonaName = (typeof PERSONAS)[number]

/** Who a request comes from: the database role and the claims that REST sets for it. */
export type Persona = { role: 'anon' | 'authenticated' | 'service_role'; claims: Record<string, unknown> }

export type Cast = Record<PersonaName, Persona> & {
  accounts: Record<'guest' | 'creator' | 'otherCreator' | 'teacher' | 'admin', Account>
}

/** One of each persona, with accounts of their own. */
export async function createCast(): Promise<Cast> {
  const accounts = {
    guest: await createAccount({ isGuest: true }),
    creator: await createAccount({ displayName: 'Creator' }),
    otherCreator: await createAccount({ displayName: 'Other Creator' }),
    teacher: await createAccount({ displayName: 'Teacher', role: 'teacher' }),
    admin: await createAccount({ displayName: 'Admin', role: 'admin' }),
  }
  return {
    accounts,
    anon: { role: 'anon', claims: { role: 'anon' } },
    guest: signedIn(accounts.guest),
    creator: signedIn(accounts.creator),
    otherCreator: signedIn(accounts.otherCreator),
    teacher: signedIn(accounts.teacher),
    admin: signedIn(accounts.admin),
    service: { role: 'service_role', claims: { role: 'service_role' } },
  }
}

/** The persona of an account; `claims` are added to its token, as a forged or unusual token would have them. */
export function signedIn(account: Account, claims: Record<string, unknown> = {}): Persona {
  return {
    role: 'authenticated',
    claims: {
      sub: account.id,
      role: 'authenticated',
      aud: 'authenticated',
      is_anonymous: account.email === null,
      ...(account.email === null ? {} : { email: account.email }),
      ...claims,
    },
  }
}

/** Runs SQL as a persona, exactly as REST does, and undoes it. */
export function as<T>(persona: Persona, run: (db: pg.PoolClient) => Promise<T>): Promise<T> {
  return transactionOf('rollback', persona, run)
}

/** Runs SQL as a persona and keeps what it did. */
export function actAs<T>(persona: Persona, run: (db: pg.PoolClient) => Promise<T>): Promise<T> {
  return transactionOf('commit', persona, run)
}

function transactionOf<T>(
  end: 'commit' | 'rollback',
  persona: Persona,
  run: (db: pg.PoolClient) => Promise<T>,
): Promise<T> {
  return inTransaction(end, async (db) => {
    await become(db, persona)
    return run(db)
  })
}

/** Makes the rest of a transaction this persona's. */
export async function become(db: pg.PoolClient, persona: Persona): Promise<void> {
  await db.query("select set_config('role', $1, true), set_config('request.jwt.claims', $2, true)", [
    persona.role,
    JSON.stringify(persona.claims),
  ])
}
