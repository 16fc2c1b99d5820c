import { randomUUID } from 'node:crypto'
import type { Mail } from './api/settings.ts'

export type StoredMail = Mail & { id: string; sent_at: string }

const limit = 200

/** The mails of this run, newest first; the oldest make room. */
export class Mailbox {
  #mails: StoredMail[] = []
  readonly #messageIds = new Set<string>()

  /** A mail whose Message-ID has been here is the same mail once more (RFC 5322): it is kept once. */
  add(mail: Mail, messageId?: string): void {
    if (messageId !== undefined) {
      if (this.#messageIds.has(messageId)) return
      this.#messageIds.add(messageId)
    }
    const stored = { ...mail, id: randomUUID(), sent_at: new Date().toISOString() }
    this.#mails = [stored, ...this.#mails].slice(0, limit)
  }

  /** All mails, or those to one address. */
  list(to?: string): StoredMail[] {
    return to ? this.#mails.filter((mail) => mail.to.toLowerCase() === to.toLowerCase()) : [...this.#mails]
  }

  clear(): void {
    this.#mails = []
  }
}
