/** One subscriber of the soak, which can be dropped and joins again. */
import { once } from 'node:events'
import { WebSocket } from 'ws'
import { accessToken } from '../lib/subscriber.ts'
import { userId } from './audience.ts'
import type { ServerReady } from './server-process.ts'
import { type Chronicle, type Stay, users } from './soak-chronicle.ts'

const drainTimeoutMs = 10_000

export class SoakSubscriber {
  isJoined = false
  readonly #server: ServerReady
  readonly #at: number
  readonly #user: number
  readonly #chronicle: Chronicle
  #socket: WebSocket | null = null
  #stay: Stay | null = null
  #joins = 0
  #isOver = false

  constructor(server: ServerReady, at: number, chronicle: Chronicle) {
    this.#server = server
    this.#at = at
    this.#user = (at % users) + 1
    this.#chronicle = chronicle
  }

  async join(): Promise<void> {
    if (this.#isOver) return
    const { url, publishableKey, jwtSecret } = this.#server
    const address = `${url.replace('http', 'ws')}/realtime/v1/websocket?apikey=${publishableKey}&vsn=2.0.0`
    const socket = new WebSocket(address, { perMessageDeflate: false })
    this.#socket = socket
    let stay: Stay | null = null
    const isLive = new Promise<void>((resolve, reject) => {
      socket.on('message', (data: Buffer) => {
        const text = data.toString('latin1')
        if (text.includes('"postgres_changes",{"data"')) stay?.received.push(numberIn(text))
        else if (text.includes('"Subscribed to PostgreSQL"')) {
          this.#joins += 1
          stay = this.#chronicle.beginStay(`subscriber ${this.#at}, join ${this.#joins}`, this.#user)
          this.#stay = stay
          resolve()
        } else if (text.includes('"error"')) reject(new Error(text))
      })
      socket.on('error', reject)
      socket.on('close', () => reject(new Error('closed')))
    })
    // At the end a socket may be cut off before it is open.
    isLive.catch(() => {})
    await once(socket, 'open')
    // Every second subscriber filters, so that the index and the scan both work.
    const filter = this.#at % 2 === 0 ? {} : { filter: `id=in.(0,${this.#user})` }
    const change = { event: 'UPDATE', schema: 'public', table: 'bench_rows', ...filter }
    const token = accessToken(jwtSecret, userId(this.#user))
    const payload = { config: { postgres_changes: [change] }, access_token: token }
    socket.send(JSON.stringify(['1', '1', `realtime:soak ${this.#at % 7}`, 'phx_join', payload]))
    await isLive
    const heartbeat = setInterval(() => socket.send('[null,"h","phoenix","heartbeat",{}]'), 20_000)
    socket.on('close', () => clearInterval(heartbeat))
    this.isJoined = true
  }

  /** Ends the socket, abruptly or with a close frame. */
  async drop(isAbrupt: boolean): Promise<void> {
    this.isJoined = false
    const socket = this.#socket
    if (!socket) return
    const closed = once(socket, 'close')
    if (isAbrupt) socket.terminate()
    else socket.close(1000)
    await closed
  }

  /** Waits for what is still due, then ends; a subscriber that is away at the end has nothing due. */
  async finish(): Promise<void> {
    this.#isOver = true
    const stay = this.#stay
    if (stay && this.isJoined) {
      const last = this.#chronicle.lastDue(stay)
      const giveUpAt = performance.now() + drainTimeoutMs
      while ((stay.received.at(-1) ?? 0) < last && performance.now() < giveUpAt) {
        await new Promise((resolve) => setTimeout(resolve, 20))
      }
      stay.isComplete = true
    }
    this.#socket?.terminate()
  }
}

function numberIn(text: string): number {
  const at = text.indexOf('"n":') + 4
  return Number.parseInt(text.slice(at, at + 12), 10)
}
