import { randomUUID } from 'node:crypto'
import type { PostgresConnection } from '@supabase/lite/postgres'

export type AuthUser = { id: string; email: string | null; is_anonymous: boolean }

/** The few statements that our additions to Auth need, on the connection that @supabase/lite uses. */
export class AuthDatabase {
  readonly #sql: PostgresConnection['driver']

  constructor(connection: PostgresConnection) {
    this.#sql = connection.driver
  }

  async findUser(id: string): Promise<AuthUser | null> {
    const [user] = await this.#sql<AuthUser[]>`
      select id, email, is_anonymous from auth.users where id = ${id}`
    return user ?? null
  }

  async isEmailTaken(email: string): Promise<boolean> {
    const rows = await this.#sql`select 1 from auth.users where email = ${email.toLowerCase()}`
    return rows.length > 0
  }

  /** A user without address or password, with a session; returns the refresh token of that session. */
  async createAnonymousUser(
    data: Record<string, unknown>,
  ): Promise<{ userId: string; refreshToken: string }> {
    const userId = randomUUID()
    const sessionId = randomUUID()
    const refreshToken = randomUUID()
    await this.#sql.begin(async (sql) => {
      await sql`
        insert into auth.users (id, aud, role, raw_app_meta_data, raw_user_meta_data, is_anonymous, last_sign_in_at)
        values (${userId}, 'authenticated', 'authenticated', '{}', ${sql.json(JSON.parse(JSON.stringify(data)))},
          true, now())`
      await sql`insert into auth.sessions (id, user_id, aal) values (${sessionId}, ${userId}, 'aal1')`
      await sql`
        insert into auth.refresh_tokens (id, token, user_id, session_id)
        values (${randomUUID()}, ${refreshToken}, ${userId}, ${sessionId})`
    })
    return { userId, refreshToken }
  }

  /** Gives an anonymous user an address at once, as Auth does when confirmations are off. */
  async giveEmail(userId: string, email: string): Promise<void> {
    const identity = { sub: userId, email, email_verified: false, phone_verified: false }
    await this.#sql.begin(async (sql) => {
      await sql`
        update auth.users
        set email = ${email}, email_confirmed_at = now(), is_anonymous = false, updated_at = now(),
          raw_app_meta_data = ${sql.json({ provider: 'email', providers: ['email'] })}
        where id = ${userId}`
      await sql`
        insert into auth.identities (id, provider, provider_id, user_id, identity_data, last_sign_in_at)
        values (${randomUUID()}, 'email', ${userId}, ${userId}, ${sql.json(identity)}, now())`
    })
  }

  /** Remembers the PKCE challenge of a request until its mail is followed. */
  async rememberChallenge(userId: string, kind: string, challenge: string): Promise<void> {
    await this.#sql`
      insert into auth.flow_state (id, user_id, authentication_method, provider_type, code_challenge,
        code_challenge_method)
      values (${randomUUID()}, ${userId}, ${kind}, 'email', ${challenge}, 's256')`
  }

  /** Turns the newest challenge of a user into a code that is worth one session; null when there is none. */
  async issueCode(userId: string, kind: string): Promise<string | null> {
    const code = randomUUID()
    const rows = await this.#sql`
      update auth.flow_state set auth_code = ${code}, created_at = now(), auth_code_issued_at = now()
      where id = (
        select id from auth.flow_state
        where user_id = ${userId} and authentication_method = ${kind} and auth_code is null
        order by created_at desc limit 1)
      returning id`
    return rows.length > 0 ? code : null
  }

  async deleteSession(sessionId: string): Promise<void> {
    await this.#sql`delete from auth.sessions where id = ${sessionId}`
  }
}
