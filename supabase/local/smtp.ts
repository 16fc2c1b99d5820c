import type { AddressInfo } from 'node:net'
import PostalMime from 'postal-mime'
import { SMTPServer, type SMTPServerDataStream } from 'smtp-server'
import type { Mailbox } from './mailbox.ts'

export type Smtp = { port: number; close(): Promise<void> }

const largestMailBytes = 5 * 1024 * 1024

/** Takes mails on a free port of 127.0.0.1 and puts them into the mailbox: nothing leaves this machine. */
export async function startSmtp(mailbox: Mailbox): Promise<Smtp> {
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    size: largestMailBytes,
    logger: false,
    onData: (stream, session, done) => {
      receive(
        stream,
        mailbox,
        session.envelope.rcptTo.map(({ address }) => address),
      ).then(() => done(), done)
    },
  })
  server.on('error', () => {})
  const listening = await new Promise<AddressInfo>((resolve, reject) => {
    server.server.once('error', reject)
    server.listen(0, '127.0.0.1', () => resolve(server.server.address() as AddressInfo))
  })
  return { port: listening.port, close: () => new Promise((resolve) => server.close(() => resolve())) }
}

async function receive(stream: SMTPServerDataStream, mailbox: Mailbox, recipients: string[]): Promise<void> {
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(chunk)
  if (stream.sizeExceeded) throw Object.assign(new Error('The mail is too large.'), { responseCode: 552 })
  const { subject = '', text = '', html = '', messageId } = await PostalMime.parse(Buffer.concat(chunks))
  for (const to of recipients) {
    mailbox.add({ to, subject, text, html, link: '', code: '' }, messageId && `${messageId} ${to}`)
  }
}
