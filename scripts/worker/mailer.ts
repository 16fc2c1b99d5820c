import { createTransport, type SendMailOptions } from 'nodemailer'
import type { Delivery, EmailNotice } from './notice.ts'
import { renderOrderMail } from './order-mail.ts'
import type { WorkerSettings } from './settings.ts'

type MailSettings = Pick<WorkerSettings, 'smtpUrl' | 'mailFrom' | 'appUrl' | 'timeZone'>

/** Shorter than the lease, so that nobody else sends a mail that is still under way. */
const TIMEOUT_MS = 15_000

/** Hands mails to an SMTP server. A refusal for good (5xx) fails at once; anything else is tried again. */
export function createMailer(settings: MailSettings) {
  const { smtpUrl } = settings
  const options = { connectionTimeout: TIMEOUT_MS, greetingTimeout: TIMEOUT_MS, socketTimeout: TIMEOUT_MS }
  const transport =
    smtpUrl === null ? null : createTransport({ url: smtpUrl, pool: true, maxConnections: 3, ...options })

  return async (notice: EmailNotice): Promise<Delivery> => {
    if (transport === null) return { outcome: 'skipped', error: 'No mail server is set (SMTP_URL).' }
    try {
      await transport.sendMail(toMail(notice, settings))
      return { outcome: 'sent' }
    } catch (error) {
      const { responseCode = 0, message } = error as Error & { responseCode?: number }
      return responseCode >= 500
        ? { outcome: 'failed', error: message }
        : { outcome: 'retry', error: message }
    }
  }
}

function toMail(notice: EmailNotice, { mailFrom, appUrl, timeZone }: MailSettings): SendMailOptions {
  const unsubscribeUrl = `${appUrl}/unsubscribe/${notice.unsubscribe_token}`
  const { subject, text, html } = renderOrderMail(notice.data, {
    appUrl,
    unsubscribeUrl,
    name: notice.recipient.name,
    timeZone,
  })
  return {
    from: mailFrom,
    to: { name: notice.recipient.name, address: notice.recipient.email },
    subject,
    text,
    html,
    // The same for every try, so that a mail that was accepted just before a crash is shown once.
    messageId: `<notice.${notice.id}@${new URL(appUrl).hostname}>`,
    // RFC 8058: mail programs offer a button of their own.
    headers: {
      'List-Unsubscribe': `<${appUrl}/api/notices/unsubscribe?token=${notice.unsubscribe_token}>`,
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
      'Auto-Submitted': 'auto-generated',
    },
  }
}
