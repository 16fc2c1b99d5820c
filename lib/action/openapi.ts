import { STATUS_CODES } from 'node:http'
import { z } from 'zod'
import { ERROR_CODES } from '@/lib/result'
import type { Answer, AnyOperation } from './operation'
import { PROBLEM_STATUS } from './problem'

type Json = Record<string, unknown>

const PROBLEM = z.object({
  type: z.literal('about:blank'),
  title: z.string(),
  status: z.int(),
  detail: z.string().describe('A sentence for a person.'),
  code: z.enum(ERROR_CODES).describe('See docs/errors.md.'),
  fields: z.record(z.string(), z.array(z.string())).optional().describe('What is wrong, by field.'),
  details: z
    .record(z.string(), z.unknown())
    .optional()
    .describe('Facts, such as the present state of a row.'),
})

const HEADERS = {
  ifMatch: {
    name: 'If-Match',
    in: 'header',
    description: 'The version that the caller has seen, as an ETag: `"3"`. `*`: whatever it is now.',
    schema: { type: 'string' },
  },
  idempotencyKey: {
    name: 'Idempotency-Key',
    in: 'header',
    description: 'A UUID: sent again with it, the request counts once and gets the first answer.',
    schema: { type: 'string', format: 'uuid' },
  },
  lastEventId: {
    name: 'Last-Event-ID',
    in: 'header',
    description: 'The id of the last event that the caller has; what was missed since is sent first.',
    schema: { type: 'string' },
  },
} as const

/** The OpenAPI 3.1 description of these operations; their schemas are the ones that the routes check by. */
export function openApiDocument(operations: AnyOperation[]): Json {
  const schemas: Json = {}
  const paths: Record<string, Json> = {}
  for (const operation of operations) {
    const { path, method } = operation
    paths[path] = { ...paths[path], [method.toLowerCase()]: operationObject(operation, schemas) }
  }
  schemas.Problem = toSchema(PROBLEM, 'output', schemas)
  return {
    openapi: '3.1.0',
    info: {
      title: 'Rowcast',
      version: '1',
      description:
        'What the pages of Rowcast do, for clients that are no page. Amounts are integers in minor units of the currency.',
    },
    servers: [{ url: '/' }],
    paths,
    components: {
      schemas,
      responses: problemResponses(),
      securitySchemes: {
        accessToken: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
        sessionCookie: {
          type: 'apiKey',
          in: 'cookie',
          name: 'sb-<project>-auth',
          description: 'Writes with the cookie must come from a page of the app (Origin).',
        },
      },
    },
  }
}

function operationObject(operation: AnyOperation, schemas: Json): Json {
  const { summary, description, access, body } = operation
  return {
    summary,
    ...(description && { description }),
    security: [...(access === 'public' ? [{}] : []), { accessToken: [] }, { sessionCookie: [] }],
    ...(access !== 'public' && access !== 'signed-in' && { 'x-role': access }),
    parameters: [
      ...parametersOf(operation.params, 'path', schemas),
      ...parametersOf(operation.query, 'query', schemas),
      ...(operation.seenVersion ? [HEADERS.ifMatch] : []),
      ...(operation.isIdempotent ? [HEADERS.idempotencyKey] : []),
      ...('stream' in operation.answer ? [HEADERS.lastEventId] : []),
    ],
    ...(body && { requestBody: { required: true, content: bodyContent(body, schemas) } }),
    responses: { [operation.answer.status]: response(operation.answer, schemas), ...problemsOf(operation) },
  }
}

function bodyContent(body: NonNullable<AnyOperation['body']>, schemas: Json): Json {
  if (body === 'raw') return { 'application/octet-stream': {} }
  return { 'application/json': { schema: toSchema(body.schema, 'input', schemas) } }
}

function response(answer: Answer, schemas: Json): Json {
  const { description } = answer
  if ('schema' in answer) {
    return {
      description,
      content: { 'application/json': { schema: toSchema(answer.schema, 'output', schemas) } },
    }
  }
  if (!('stream' in answer)) return { description }
  const events = Object.entries(answer.stream).map(([event, data]) => [
    event,
    toSchema(data, 'output', schemas),
  ])
  return {
    description,
    content: {
      'text/event-stream': {
        schema: { type: 'string' },
        // OpenAPI 3.1 has no word for the events of a stream.
        'x-events': Object.fromEntries(events),
      },
    },
  }
}

function parametersOf(schema: z.ZodType | undefined, place: 'path' | 'query', schemas: Json): Json[] {
  if (schema === undefined) return []
  const { properties = {}, required = [] } = toSchema(schema, 'input', schemas) as {
    properties?: Json
    required?: string[]
  }
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: place,
    required: required.includes(name),
    schema: property,
  }))
}

/** Every refusal that a caller can meet. 500 and 503 can come from anything. */
function problemsOf({ method, access, params, query, body, seenVersion, errors = [] }: AnyOperation): Json {
  const statuses = new Set([
    ...(query || body || seenVersion ? [400] : []),
    // A token that is no good is refused everywhere.
    401,
    // Writes with a cookie are refused when they come from elsewhere.
    ...(access === 'teacher' || access === 'admin' || method !== 'GET' ? [403] : []),
    ...(params ? [404] : []),
    ...(seenVersion ? [409, 412] : []),
    ...(seenVersion === 'required' ? [428] : []),
    ...(body ? [413] : []),
    ...(body && body !== 'raw' ? [415] : []),
    ...errors.map((code) => PROBLEM_STATUS[code]),
    500,
    503,
  ])
  return Object.fromEntries(
    [...statuses]
      .sort((a, b) => a - b)
      .map((status) => [status, { $ref: `#/components/responses/${responseName(status)}` }]),
  )
}

const PROBLEMS = [...new Set([...Object.values(PROBLEM_STATUS), 412, 413, 415, 428])].sort((a, b) => a - b)

function problemResponses(): Json {
  const content = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } }
  return Object.fromEntries(
    PROBLEMS.map((status) => [responseName(status), { description: STATUS_CODES[status], content }]),
  )
}

/** `NotFound` */
function responseName(status: number): string {
  return (STATUS_CODES[status] ?? String(status)).replaceAll(/\W/g, '')
}

/** Schemas with an id (`.meta({ id })`) become components. */
function toSchema(schema: z.ZodType, io: 'input' | 'output', schemas: Json): Json {
  const { $schema: _, $defs = {}, ...own } = z.toJSONSchema(schema, { io }) as Json & { $defs?: Json }
  for (const [name, definition] of Object.entries($defs)) schemas[name] = withComponentRefs(definition)
  return withComponentRefs(own) as Json
}

function withComponentRefs(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value).replaceAll('"#/$defs/', '"#/components/schemas/'))
}
