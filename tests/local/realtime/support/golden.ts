/**
 * Replays a recording: sends what the client sent, runs the SQL, and collects what comes back until it is as
 * much as was recorded. Recorded times are not waited for.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { HandshakeRefused, openRawSocket, type RawSocket, type Received } from './raw-socket.ts'
import type { TestServer } from './server.ts'
import { keys, tokenOf } from './tokens.ts'

export type GoldenLine = {
  dir: string
  conn?: string
  text?: string
  binary?: string
  close?: number
  request?: string
  status?: number
  body?: unknown
  note?: string
  as?: string
  params?: unknown[]
  error?: string
  headers?: string[]
  response?: string
}

export type Outcome = { expected: Map<string, Received[]>; actual: Map<string, Received[]>; facts: Fact[] }

/** Something outside the frames that must be the same: a status, a body, an error. */
export type Fact = { what: string; expected: unknown; actual: unknown }

const folder = new URL('../golden/', import.meta.url)

export function goldenFiles(version: 'v1' | 'v2'): string[] {
  return readdirSync(new URL(`${version}/`, folder)).sort()
}

export function readGolden(path: string): GoldenLine[] {
  const text = readFileSync(new URL(path, folder), 'utf8')
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as GoldenLine)
}

export function goldenSchema(): string {
  return readFileSync(new URL('schema.sql', folder), 'utf8')
}

/** Puts a real token in place of `JWT(role=…,exp=iat+60s)`. */
function withTokens(text: string, secret: string): string {
  return text.replace(/JWT\(([^)]*)\)/g, (_, list: string) => {
    const claims: Record<string, unknown> = { exp: null }
    for (const pair of list.split(',')) {
      const [name = '', value = ''] = pair.split('=')
      const life = value.match(/^iat([+-]\d+)s$/)
      claims[name] = life ? Math.floor(Date.now() / 1000) + Number(life[1]) : asClaim(value)
    }
    return tokenOf(claims, secret)
  })
}

function asClaim(value: string): unknown {
  return /^\d+$/.test(value) ? Number(value) : value
}

/** Runs one recording against a server. `edit` may drop or change lines before the replay. */
export async function replay(server: TestServer, lines: GoldenLine[]): Promise<Outcome> {
  const sockets = new Map<string, RawSocket>()
  const refusals = new Map<string, HandshakeRefused>()
  const expected = new Map<string, Received[]>()
  const facts: Fact[] = []
  let secret = keys.jwtSecret
  let note = ''

  const caughtUp = async () => {
    for (const [conn, frames] of expected) await sockets.get(conn)?.untilReceived(frames.length)
  }

  for (const line of lines) {
    const conn = line.conn ?? ''
    if (line.dir === '<') {
      expected.set(conn, [...(expected.get(conn) ?? []), toReceived(line)])
      continue
    }
    await caughtUp()
    if (line.dir === '#') {
      note = line.note ?? ''
      secret = note.includes('wrong signature') ? 'another-secret-that-nobody-knows-here' : keys.jwtSecret
      if (note.startsWith('SIGTERM')) await server.server?.close()
    } else if (line.dir === 'http>') {
      const request = withTokens(line.request?.replace('GET /socket', '') ?? '', secret)
      const headers: Record<string, string> = note.includes('x-api-key')
        ? { 'x-api-key': tokenOf({ role: 'anon' }) }
        : {}
      const url = `${server.url.replace('http', 'ws')}/realtime/v1${request}`
      const opened = await openRawSocket(url, headers).catch((error: unknown) => {
        if (error instanceof HandshakeRefused) return error
        throw error
      })
      if (opened instanceof HandshakeRefused) refusals.set(conn, opened)
      else sockets.set(conn, opened)
    } else if (line.dir === '<http') {
      const refusal = refusals.get(conn)
      const actual = refusal
        ? { status: refusal.status, body: refusal.body }
        : { status: 101, body: undefined }
      facts.push({ what: `handshake of ${conn}`, expected: { status: line.status, body: line.body }, actual })
    } else if (line.dir === '>') {
      const socket = sockets.get(conn)
      if (line.close !== undefined) socket?.close(line.close)
      else if (line.binary !== undefined) socket?.send(Buffer.from(line.binary, 'base64'))
      else socket?.send(withTokens(line.text ?? '', secret))
    } else if (line.dir === 'sql') {
      const client = line.as === 'supabase_admin' ? server.admin : server.sql
      const failure = await client.query(line.text ?? '', line.params).then(
        () => undefined,
        (error: { code: string; message: string }) => `${error.code}: ${error.message}`,
      )
      facts.push({ what: line.text ?? '', expected: line.error, actual: failure })
    } else if (line.dir === 'rest') {
      facts.push({
        what: 'rest',
        expected: { status: line.status, body: line.response },
        actual: await post(server, line),
      })
    }
  }
  await caughtUp()
  return {
    expected,
    actual: new Map([...sockets].map(([conn, socket]) => [conn, socket.received])),
    facts,
  }
}

function toReceived(line: GoldenLine): Received {
  if (line.close !== undefined) return { close: line.close }
  if (line.binary !== undefined) return { binary: Buffer.from(line.binary, 'base64') }
  return { text: line.text ?? '' }
}

async function post(server: TestServer, line: GoldenLine): Promise<{ status: number; body: string }> {
  const headers: Record<string, string> = { 'content-type': 'application/json' }
  if (line.headers?.includes('apikey')) headers.apikey = tokenOf({ role: 'anon' })
  if (line.headers?.includes('authorization')) headers.authorization = `Bearer ${tokenOf({ role: 'anon' })}`
  const body = JSON.stringify(line.body)
  const response = await fetch(`${server.url}/realtime/v1/api/broadcast`, { method: 'POST', headers, body })
  return { status: response.status, body: await response.text() }
}
