import { randomUUID } from 'node:crypto'
import type { StackStatus } from '../../supabase/local/stack.ts'

export type Person = { id: string; email: string; password: string; displayName: string; accessToken: string }

/** Makes a new account through Auth, as the sign-up page does. `metadata` is what the visitor sends along. */
export async function signUpPerson(
  stack: StackStatus,
  metadata: Record<string, unknown> = {},
): Promise<Person> {
  const name = randomUUID()
  const account = { email: `${name}@example.test`, password: `p-${name}` }
  const displayName = `Person ${name.slice(0, 8)}`
  const response = await fetch(`${stack.api_url}/auth/v1/signup`, {
    method: 'POST',
    headers: { apikey: stack.publishable_key, 'content-type': 'application/json' },
    body: JSON.stringify({ ...account, data: { display_name: displayName, ...metadata } }),
  })
  const body = (await response.json()) as { access_token?: string; user?: { id: string } }
  if (body.access_token === undefined || body.user === undefined) {
    throw new Error(`Sign-up failed: ${response.status} ${JSON.stringify(body)}`)
  }
  return { ...account, displayName, id: body.user.id, accessToken: body.access_token }
}
