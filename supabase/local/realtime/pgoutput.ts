/**
 * Decodes pgoutput's messages (protocol version 1, text format) without interpreting values: a tuple is
 * the text Postgres printed, so integers and decimals stay exact.
 * https://www.postgresql.org/docs/17/protocol-logicalrep-message-formats.html
 */

/** Text, SQL null, or undefined where the stream leaves a value out (an unchanged TOAST value, a non-key column). */
export type TupleValue = string | null | undefined
export type Tuple = TupleValue[]

export type StreamColumn = { name: string; typeOid: number; isIdentity: boolean }

export type StreamRelation = {
  oid: number
  schema: string
  table: string
  /** d: primary key, f: whole row, i: an index, n: nothing. */
  replicaIdentity: 'd' | 'f' | 'i' | 'n'
  columns: StreamColumn[]
  /** A new object, and so a new value here, for every description that the stream sends. */
  version: number
}

export type Action = 'INSERT' | 'UPDATE' | 'DELETE'

export type StreamMessage =
  | { kind: 'begin'; commitTimeMs: number; transactionId: number }
  | { kind: 'commit'; endLsn: string }
  | { kind: 'relation'; relation: StreamRelation }
  | {
      kind: 'change'
      action: Action
      relation: StreamRelation
      row: Tuple | null
      old: Tuple | null
      oldIsKey: boolean
    }
  /** What somebody wrote into the stream with pg_logical_emit_message. */
  | { kind: 'note'; prefix: string; text: string }
  | { kind: 'other' }

const postgresEpochMs = 946_684_800_000

export class PgoutputDecoder {
  readonly #relations = new Map<number, StreamRelation>()
  #version = 0

  /** Decodes one message. Errors: a change of a relation that was never described. */
  decode(message: Buffer): StreamMessage {
    switch (message[0]) {
      case 0x42:
        return {
          kind: 'begin',
          commitTimeMs: readTimeMs(message, 9),
          transactionId: message.readUInt32BE(17),
        }
      case 0x43:
        return { kind: 'commit', endLsn: readLsn(message, 10) }
      case 0x52:
        return this.#decodeRelation(message)
      case 0x49:
        return this.#decodeInsert(message)
      case 0x55:
        return this.#decodeUpdate(message)
      case 0x44:
        return this.#decodeDelete(message)
      case 0x4d:
        return decodeNote(message)
      default:
        return { kind: 'other' }
    }
  }

  #decodeRelation(message: Buffer): StreamMessage {
    const reader = new Reader(message, 1)
    const oid = reader.uint32()
    const schema = reader.cString() || 'pg_catalog'
    const table = reader.cString()
    const replicaIdentity = String.fromCharCode(reader.uint8()) as StreamRelation['replicaIdentity']
    const columns = Array.from({ length: reader.uint16() }, () => {
      const isIdentity = (reader.uint8() & 1) === 1
      const name = reader.cString()
      const typeOid = reader.uint32()
      reader.uint32()
      return { name, typeOid, isIdentity }
    })
    this.#version += 1
    const relation = { oid, schema, table, replicaIdentity, columns, version: this.#version }
    this.#relations.set(oid, relation)
    return { kind: 'relation', relation }
  }

  #decodeInsert(message: Buffer): StreamMessage {
    const relation = this.#relation(message)
    const row = new Reader(message, 6).tuple()
    return { kind: 'change', action: 'INSERT', relation, row, old: null, oldIsKey: false }
  }

  #decodeUpdate(message: Buffer): StreamMessage {
    const relation = this.#relation(message)
    const reader = new Reader(message, 6)
    const tag = message[5]
    if (tag === 0x4e)
      return { kind: 'change', action: 'UPDATE', relation, row: reader.tuple(), old: null, oldIsKey: false }
    const old = reader.tuple()
    reader.uint8()
    return { kind: 'change', action: 'UPDATE', relation, row: reader.tuple(), old, oldIsKey: tag === 0x4b }
  }

  #decodeDelete(message: Buffer): StreamMessage {
    const relation = this.#relation(message)
    const old = new Reader(message, 6).tuple()
    return { kind: 'change', action: 'DELETE', relation, row: null, old, oldIsKey: message[5] === 0x4b }
  }

  #relation(message: Buffer): StreamRelation {
    const relation = this.#relations.get(message.readUInt32BE(1))
    if (!relation) throw new Error('the stream sent a change of a relation that it had not described')
    return relation
  }
}

function decodeNote(message: Buffer): StreamMessage {
  const reader = new Reader(message, 10)
  const prefix = reader.cString()
  return { kind: 'note', prefix, text: reader.text() }
}

class Reader {
  readonly #buffer: Buffer
  #position: number

  constructor(buffer: Buffer, position: number) {
    this.#buffer = buffer
    this.#position = position
  }

  uint8(): number {
    return this.#buffer.readUInt8(this.#advance(1))
  }

  uint16(): number {
    return this.#buffer.readUInt16BE(this.#advance(2))
  }

  uint32(): number {
    return this.#buffer.readUInt32BE(this.#advance(4))
  }

  cString(): string {
    const end = this.#buffer.indexOf(0, this.#position)
    return this.#buffer.toString('utf8', this.#advance(end + 1 - this.#position), end)
  }

  tuple(): Tuple {
    return Array.from({ length: this.uint16() }, () => this.#value())
  }

  #value(): TupleValue {
    const kind = this.uint8()
    if (kind === 0x6e) return null
    if (kind === 0x75) return undefined
    return this.text()
  }

  /** A text after its length. */
  text(): string {
    const length = this.uint32()
    const start = this.#advance(length)
    return this.#buffer.toString('utf8', start, start + length)
  }

  #advance(bytes: number): number {
    const at = this.#position
    this.#position += bytes
    return at
  }
}

function readTimeMs(message: Buffer, at: number): number {
  return postgresEpochMs + Number(message.readBigInt64BE(at) / 1000n)
}

function readLsn(message: Buffer, at: number): string {
  return `${message.readUInt32BE(at).toString(16)}/${message.readUInt32BE(at + 4).toString(16)}`.toUpperCase()
}
