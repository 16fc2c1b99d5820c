import { AppError } from '@/lib/result'
import { ProtocolError } from './protocol-error'

/** Forms of text: more than this is an attack or a mistake. */
export const BODY_LIMIT_BYTES = 256 * 1024

const JSON_TYPE = /^application\/(json|[\w.+-]+\+json)\s*(;|$)/i

/**
 * The body of a request, read up to `limitBytes` and no further, whatever length it claims to have.
 * @throws ProtocolError 413
 */
export async function readBytes(
  { headers, body }: Request,
  limitBytes = BODY_LIMIT_BYTES,
): Promise<Uint8Array> {
  if (Number(headers.get('content-length') ?? 0) > limitBytes) throw tooLarge(limitBytes)
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of body ?? []) {
    length += chunk.byteLength
    if (length > limitBytes) throw tooLarge(limitBytes)
    chunks.push(chunk)
  }
  return new Uint8Array(Buffer.concat(chunks))
}

/**
 * The body of a request as JSON.
 * @throws ProtocolError 413 and 415, AppError `invalid_input` for what is no JSON
 */
export async function readJson(request: Request): Promise<unknown> {
  if (!JSON_TYPE.test(request.headers.get('content-type') ?? '')) {
    throw new ProtocolError(415, 'Send JSON, with Content-Type: application/json.')
  }
  const bytes = await readBytes(request)
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch (error) {
    throw new AppError('invalid_input', 'The body is not valid JSON.', { cause: error })
  }
}

function tooLarge(limitBytes: number): ProtocolError {
  return new ProtocolError(413, `A body has at most ${limitBytes} bytes.`)
}
