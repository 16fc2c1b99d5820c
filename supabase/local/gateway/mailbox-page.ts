import { escapeHtml } from '../escape-html.ts'
import type { StoredMail } from '../mailbox.ts'

/** The page that lists what Auth and the app have mailed; nothing leaves this machine. */
export function renderMailbox(mails: StoredMail[]): string {
  const refresh = mails.length === 0 ? '<meta http-equiv="refresh" content="3">' : ''
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Mailbox (${mails.length})</title>
${refresh}
<style>
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif }
body { max-width: 44rem; margin: 2rem auto; padding: 0 1rem }
details { border: 1px solid #8886; border-radius: 10px; padding: .75rem 1rem; margin: .75rem 0 }
summary { cursor: pointer }
time, .to { color: #777 }
iframe { width: 100%; height: 20rem; border: 1px solid #8886; border-radius: 8px; background: #fff; margin-top: 1rem }
code { font-size: 1.1em; letter-spacing: 2px }
</style>
</head>
<body>
<h1>Mailbox</h1>
<p>Mails that Auth and the app would have sent. They are kept until the stack stops.</p>
${mails.length === 0 ? '<p><em>No mail yet. This page looks again by itself.</em></p>' : mails.map(renderMail).join('\n')}
</body>
</html>`
}

function renderMail(mail: StoredMail, index: number): string {
  const code = mail.code ? `<p>Code: <code>${escapeHtml(mail.code)}</code></p>` : ''
  const link = mail.link ? `<p><a href="${escapeHtml(mail.link)}">Follow the link</a></p>` : ''
  return `<details${index === 0 ? ' open' : ''}>
<summary><strong>${escapeHtml(mail.subject)}</strong> <span class="to">to ${escapeHtml(mail.to)}</span>
<time datetime="${mail.sent_at}">${mail.sent_at.slice(11, 19)} UTC</time></summary>
${link}
${code}
<iframe sandbox title="Mail" srcdoc="${escapeHtml(mail.html)}"></iframe>
</details>`
}
