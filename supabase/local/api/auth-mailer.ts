import { readFile } from 'node:fs/promises'
import type { App } from '@supabase/lite'
import type { AuthDatabase } from './auth-database.ts'
import { pkcePrefix } from './auth-links.ts'
import { currentAuthRequest } from './auth-request.ts'
import { type MailKind, renderMail } from './mail-template.ts'
import { allowedRedirect } from './redirects.ts'
import type { ApiSettings, Mail } from './settings.ts'

type Mailer = NonNullable<App['_mailer']>
type Meta = Parameters<Mailer['sendRecovery']>[3]

/** The types of `/auth/v1/verify` by mail. */
const verifyTypes = {
  confirmation: 'signup',
  recovery: 'recovery',
  magic_link: 'magiclink',
  email_change: 'email_change',
} as const

/**
 * Replaces the mailer of @supabase/lite, whose links point at the app instead of the API, ignore the redirect
 * that was asked for, and know nothing of PKCE.
 */
export function createMailer(
  settings: ApiSettings,
  database: AuthDatabase,
  deliver: (mail: Mail) => void,
): Mailer {
  const siteUrl = settings.auth.site_url ?? 'http://localhost:3000'
  const redirects = settings.auth.additional_redirect_urls ?? []

  async function send(kind: keyof typeof verifyTypes, to: string, hash: string, code: string, meta: Meta) {
    const request = currentAuthRequest()
    const redirectTo = allowedRedirect(request.redirectTo, siteUrl, redirects)
    const type = verifyTypes[kind]
    const usesPkce = request.codeChallenge !== null && meta?.userId !== undefined
    if (request.codeChallenge !== null && meta?.userId !== undefined) {
      await database.rememberChallenge(meta.userId, type, request.codeChallenge)
    }
    const tokenHash = usesPkce ? `${pkcePrefix}${hash}` : hash
    const link = new URL(`${settings.apiUrl}/auth/v1/verify`)
    link.search = new URLSearchParams({ token: tokenHash, type, redirect_to: redirectTo }).toString()
    const variables = {
      ConfirmationURL: link.href,
      Token: code,
      TokenHash: tokenHash,
      SiteURL: siteUrl,
      RedirectTo: redirectTo,
      Email: meta?.currentEmail ?? to,
      NewEmail: meta?.newEmail ?? to,
    }
    const rendered = renderMail(kind, variables, await customTemplate(kind))
    deliver({ to, ...rendered, link: link.href, code })
  }

  async function customTemplate(kind: MailKind): Promise<{ subject?: string; html?: string }> {
    const template = kind === 'reauthentication' ? undefined : settings.auth.email?.template?.[kind]
    if (!template) return {}
    const html = template.content_path ? await readFile(template.content_path, 'utf8') : undefined
    return { ...(template.subject ? { subject: template.subject } : {}), ...(html ? { html } : {}) }
  }

  return {
    sendConfirmation: (to, hash, code, meta) => send('confirmation', to, hash, code, meta),
    sendRecovery: (to, hash, code, meta) => send('recovery', to, hash, code, meta),
    sendMagicLink: (to, hash, code, meta) => send('magic_link', to, hash, code, meta),
    sendEmailChange: (to, hash, code, meta) => send('email_change', to, hash, code, meta),
    sendReauthentication: async (to, code) => {
      const variables = {
        ConfirmationURL: '',
        Token: code,
        TokenHash: '',
        SiteURL: siteUrl,
        RedirectTo: siteUrl,
      }
      const rendered = renderMail('reauthentication', { ...variables, Email: to, NewEmail: to })
      deliver({ to, ...rendered, link: '', code })
    },
  }
}
