import { createDecipheriv, createECDH, type ECDH, hkdfSync, randomBytes } from 'node:crypto'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'

export type Pushed = { path: string; headers: IncomingHttpHeaders; message: Record<string, unknown> }

/** The far end of web push: a push service on this machine, and a browser that can read what it is sent. */
export async function startPushService() {
  const browser = createECDH('prime256v1')
  browser.generateKeys()
  const auth = randomBytes(16)
  const received: Pushed[] = []
  const refused: number[] = []
  const statuses: number[] = []

  const server = createServer(async (request, response) => {
    const status = statuses.shift() ?? 201
    const body = await buffer(request)
    if (status >= 300) refused.push(status)
    else {
      const message = JSON.parse(decrypt(body, browser, auth))
      received.push({ path: request.url ?? '', headers: request.headers, message })
    }
    response.writeHead(status).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo

  return {
    received,
    refused,
    /** What the next requests are answered with, in turn; then 201. */
    answerNextWith: (...next: number[]) => void statuses.push(...next),
    subscription: (name: string) => ({
      endpoint: `http://127.0.0.1:${port}/${name}`,
      p256dh: browser.getPublicKey('base64url'),
      auth: auth.toString('base64url'),
    }),
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  }
}

/** One record of content coding aes128gcm (RFC 8188) with the keys of web push (RFC 8291). */
function decrypt(body: Buffer, browser: ECDH, auth: Buffer): string {
  const salt = body.subarray(0, 16)
  const senderKeyLength = body.readUInt8(20)
  const senderKey = body.subarray(21, 21 + senderKeyLength)
  const record = body.subarray(21 + senderKeyLength)

  const keyInfo = Buffer.concat([Buffer.from('WebPush: info\0'), browser.getPublicKey(), senderKey])
  const secret = derive(browser.computeSecret(senderKey), auth, keyInfo, 32)
  const key = derive(secret, salt, Buffer.from('Content-Encoding: aes128gcm\0'), 16)
  const nonce = derive(secret, salt, Buffer.from('Content-Encoding: nonce\0'), 12)

  const decipher = createDecipheriv('aes-128-gcm', key, nonce)
  decipher.setAuthTag(record.subarray(-16))
  const padded = Buffer.concat([decipher.update(record.subarray(0, -16)), decipher.final()])
  // The last record ends with a 2 and any number of zeros.
  return padded.subarray(0, padded.lastIndexOf(2)).toString()
}

function derive(secret: Buffer, salt: Buffer, info: Buffer, bytes: number): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, salt, info, bytes))
}
