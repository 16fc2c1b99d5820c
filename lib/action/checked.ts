import type { z } from 'zod'
import { AppError } from '@/lib/result'
import { neutralMessage } from '@/lib/supabase/errors'
import { fieldErrors } from './field-errors'
import type { JsonBody } from './operation'
import { readJson } from './request-body'

/** The parts of a path; one that no id fits leads nowhere. @throws AppError `not_found` */
export function checkedParams<S extends z.ZodType>(schema: S | undefined, params: object): z.output<S> {
  const parsed = schema?.safeParse(params)
  if (parsed?.success === false) throw new AppError('not_found', neutralMessage('not_found'))
  return parsed?.data as z.output<S>
}

/** The search parameters, of a repeated one the first. @throws AppError `invalid_input` */
export function checkedQuery<S extends z.ZodType>(schema: S | undefined, { url }: Request): z.output<S> {
  if (schema === undefined) return undefined as z.output<S>
  const first: Record<string, string> = {}
  for (const [name, value] of new URL(url).searchParams) first[name] ??= value
  return checked(schema, first)
}

/** The body as JSON. @throws AppError `invalid_input`, ProtocolError */
export async function checkedBody<S extends z.ZodType>(
  { schema, respell }: JsonBody<S>,
  request: Request,
): Promise<z.output<S>> {
  const json = await readJson(request)
  return checked(schema, respell ? respell(json) : json)
}

function checked<S extends z.ZodType>(schema: S, value: unknown): z.output<S> {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  throw new AppError('invalid_input', neutralMessage('invalid_input'), { fields: fieldErrors(parsed.error) })
}
