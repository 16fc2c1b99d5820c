import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { createTransport } from 'nodemailer'
import { SMTPServer } from 'smtp-server'

/** A mail server between the worker and the mailbox that can refuse, and that says when it has accepted. */
export async function startSmtpRelay(mailboxUrl: string) {
  const onward = createTransport(mailboxUrl)
  const refusals = new Map<string, { code: number; words: string }>()
  const accepted = new Map<string, number>()
  let whenAccepted: (() => void) | null = null

  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    onRcptTo: ({ address }, _session, done) => {
      const refusal = refusals.get(address)
      done(refusal && Object.assign(new Error(refusal.words), { responseCode: refusal.code }))
    },
    onData: (stream, { envelope }, done) => {
      const to = envelope.rcptTo.map(({ address }) => address)
      const from = envelope.mailFrom ? envelope.mailFrom.address : ''
      buffer(stream)
        .then((raw) => onward.sendMail({ envelope: { from, to }, raw }))
        .then(() => {
          for (const address of to) accepted.set(address, (accepted.get(address) ?? 0) + 1)
          whenAccepted?.()
          whenAccepted = null
          done()
        }, done)
    },
  })
  // A worker that is killed drops its connection.
  server.on('error', () => {})
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()))
  const { port } = server.server.address() as AddressInfo

  return {
    url: `smtp://127.0.0.1:${port}`,
    /** Answers mails to `address` with `code`; null takes them again. */
    refuse(address: string | null, code: number | null, words = '') {
      if (address === null) return
      if (code === null) refusals.delete(address)
      else refusals.set(address, { code, words })
    },
    /** Called once, when the next mail is safe here but its sender does not know yet. */
    whenAccepted(run: () => void) {
      whenAccepted = run
    },
    acceptedFor: (address: string | null) => accepted.get(address ?? '') ?? 0,
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  }
}
