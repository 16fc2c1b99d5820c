import type { Ask, Json } from './auth-body.ts'
import type { AuthDatabase } from './auth-database.ts'
import { authError } from './auth-error.ts'
import { isDatabaseFailure } from './rest-errors.ts'
import type { AuthSettings } from './settings.ts'

/** Anonymous users, whom @supabase/lite does not know: their sign-up and the step to a permanent account. */
export function createAnonymousUsers(settings: AuthSettings, database: AuthDatabase, ask: Ask) {
  /** Makes the user, and gives out the session as an ordinary refresh does. */
  async function signUp(body: Json): Promise<Response> {
    if (!settings.enable_anonymous_sign_ins) {
      return authError(422, 'anonymous_provider_disabled', 'Anonymous sign-ins are disabled')
    }
    const { refreshToken } = await database.createAnonymousUser(Object(body.data))
    return ask('POST', '/token?grant_type=refresh_token', { body: { refresh_token: refreshToken } })
  }

  /**
   * `PUT /user` with an address. An anonymous user has it at once unless addresses must be confirmed; null means
   * that the request is none of ours.
   */
  async function giveAddress(request: Request, body: Json): Promise<Response | null> {
    const authorization = request.headers.get('authorization')
    const readUser = () => ask('GET', '/user', { authorization })
    const current = await readUser()
    if (!current.ok) return current
    const user: Json = Object(await current.json())
    if (user.is_anonymous !== true || settings.email?.enable_confirmations) return null
    const { email: address, ...rest } = body
    const email = String(address).toLowerCase()
    if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email)) {
      return authError(400, 'validation_failed', 'Unable to validate email address: invalid format')
    }
    if (await database.isEmailTaken(email)) return taken()
    const others = await ask('PUT', '/user', { authorization, body: rest })
    if (!others.ok) return others
    try {
      await database.giveEmail(String(user.id), email)
    } catch (error) {
      if (isDatabaseFailure(error) && error.code === '23505') return taken()
      throw error
    }
    return readUser()
  }

  return { signUp, giveAddress }
}

function taken(): Response {
  return authError(422, 'email_exists', 'A user with this email address has already been registered')
}
