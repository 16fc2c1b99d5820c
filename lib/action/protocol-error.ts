import { AppError, type ErrorCode } from '@/lib/result'

/** What HTTP has a status of its own for, and `docs/errors.md` the nearest code. */
const CODES = {
  405: 'invalid_input',
  412: 'conflict',
  413: 'invalid_input',
  415: 'invalid_input',
  428: 'invalid_input',
} as const satisfies Record<number, ErrorCode>

export type ProtocolStatus = keyof typeof CODES

/** A request that does not keep to the rules of HTTP here. */
export class ProtocolError extends AppError {
  readonly status: ProtocolStatus

  constructor(
    status: ProtocolStatus,
    message: string,
    options: { cause?: unknown; details?: Record<string, unknown> | undefined } = {},
  ) {
    super(CODES[status], message, {
      cause: options.cause,
      ...(options.details && { details: options.details }),
    })
    this.status = status
  }
}
