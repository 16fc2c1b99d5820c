import { escapeHtml } from '../escape-html.ts'

export type MailKind = 'confirmation' | 'recovery' | 'magic_link' | 'email_change' | 'reauthentication'

/** The variables of Supabase's mail templates, such as `{{ .TokenHash }}`. */
export type MailVariables = {
  ConfirmationURL: string
  Token: string
  TokenHash: string
  SiteURL: string
  RedirectTo: string
  Email: string
  NewEmail: string
}

type Wording = { subject: string; title: string; text: string; action: string }

const wordings: Record<MailKind, Wording> = {
  confirmation: {
    subject: 'Confirm your sign-up',
    title: 'Confirm your sign-up',
    text: 'Follow the link to confirm your account.',
    action: 'Confirm my account',
  },
  recovery: {
    subject: 'Reset your password',
    title: 'Reset your password',
    text: 'Follow the link to choose a new password. Ignore this mail if you did not ask for it.',
    action: 'Choose a new password',
  },
  magic_link: {
    subject: 'Your sign-in link',
    title: 'Sign in',
    text: 'Follow the link to sign in.',
    action: 'Sign in',
  },
  email_change: {
    subject: 'Confirm your new e-mail address',
    title: 'Confirm your new e-mail address',
    text: 'Follow the link to change the address of your account from {{ .Email }} to {{ .NewEmail }}.',
    action: 'Confirm the change',
  },
  reauthentication: {
    subject: 'Your confirmation code',
    title: 'Confirm that it is you',
    text: 'Enter this code to go on.',
    action: '',
  },
}

export type RenderedMail = { subject: string; text: string; html: string }

/** Fills a template; `custom` is the content of `[auth.email.template.<kind>]` in config.toml. */
export function renderMail(
  kind: MailKind,
  variables: MailVariables,
  custom: { subject?: string; html?: string } = {},
): RenderedMail {
  const wording = wordings[kind]
  const link = variables.ConfirmationURL ? `${wording.action}: {{ .ConfirmationURL }}\n\n` : ''
  const text = `${wording.text}\n\n${link}Code: {{ .Token }}\n`
  return {
    subject: fill(custom.subject ?? wording.subject, variables),
    text: fill(text, variables),
    html: fill(custom.html ?? defaultHtml(wording), escapeAll(variables)),
  }
}

function defaultHtml({ title, text, action }: Wording): string {
  const button = action
    ? `<p><a href="{{ .ConfirmationURL }}" style="display:inline-block;padding:10px 16px;border-radius:8px;background:#111;color:#fff;text-decoration:none">${action}</a></p>`
    : ''
  return `<!doctype html>
<html lang="en">
<body style="font:16px/1.5 system-ui,sans-serif;color:#111;max-width:32rem;margin:2rem auto;padding:0 1rem">
<h1 style="font-size:20px">${title}</h1>
<p>${text}</p>
${button}
<p>Or enter this code: <strong style="letter-spacing:3px">{{ .Token }}</strong></p>
</body>
</html>`
}

function fill(template: string, variables: MailVariables): string {
  const values = new Map(Object.entries(variables))
  return template.replace(/\{\{\s*\.(\w+)\s*\}\}/g, (match, name: string) => values.get(name) ?? match)
}

function escapeAll(variables: MailVariables): MailVariables {
  return {
    ConfirmationURL: escapeHtml(variables.ConfirmationURL),
    Token: escapeHtml(variables.Token),
    TokenHash: escapeHtml(variables.TokenHash),
    SiteURL: escapeHtml(variables.SiteURL),
    RedirectTo: escapeHtml(variables.RedirectTo),
    Email: escapeHtml(variables.Email),
    NewEmail: escapeHtml(variables.NewEmail),
  }
}
