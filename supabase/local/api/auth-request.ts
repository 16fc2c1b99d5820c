import { AsyncLocalStorage } from 'node:async_hooks'

/** What the mailer must know of the request that caused a mail; @supabase/lite does not hand it on. */
export type AuthRequest = { redirectTo: string | null; codeChallenge: string | null }

const current = new AsyncLocalStorage<AuthRequest>()

/** Runs `work` with its mails knowing the redirect and the PKCE challenge of this request. */
export function withAuthRequest<T>(request: AuthRequest, work: () => Promise<T>): Promise<T> {
  return current.run(request, work)
}

export function currentAuthRequest(): AuthRequest {
  return current.getStore() ?? { redirectTo: null, codeChallenge: null }
}
