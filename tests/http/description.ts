import { readFileSync } from 'node:fs'
import { z } from 'zod'

type Json = Record<string, unknown>
type Described = { status: number; type: string; schema: Json | null; events: Record<string, Json> }

export type DescribedOperation = {
  /** `PUT /api/admin/plans/{id}` */
  name: string
  role: string | null
  isPublic: boolean
  hasBody: boolean
  answers: Described[]
}

type Document = { paths: Json; components: { schemas: Json; responses: Json } }

const FILE = new URL('../../docs/openapi.json', import.meta.url)

function readDocument(): Document {
  return JSON.parse(readFileSync(FILE, 'utf8')) as Document
}

/** What `docs/openapi.json` promises, operation by operation. */
export function describedOperations(): DescribedOperation[] {
  const { paths, components } = readDocument()
  const resolve = (answer: Json) => {
    const name = typeof answer.$ref === 'string' ? answer.$ref.split('/').at(-1) : undefined
    return name === undefined ? answer : components.responses[name]
  }
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods as Json).map(([method, operation]) => {
      const { responses, security, requestBody, 'x-role': role } = operation as Record<string, Json>
      return {
        name: `${method.toUpperCase()} ${path}`,
        role: typeof role === 'string' ? role : null,
        isPublic: JSON.stringify(security).startsWith('[{}'),
        hasBody: requestBody !== undefined,
        answers: Object.entries(responses ?? {}).map(([status, answer]) =>
          described(Number(status), resolve(answer as Json)),
        ),
      }
    }),
  )
}

function described(status: number, answer: unknown): Described {
  const { content = {} } = answer as { content?: Json }
  const [type = '', body = {}] = Object.entries(content)[0] ?? []
  const { schema = null, 'x-events': events = {} } = body as {
    schema?: Json
    'x-events'?: Record<string, Json>
  }
  return { status, type, schema, events }
}

/** What does not fit `schema`, a part of the description; empty when all does. */
export function faultsOf(schema: Json, value: unknown): string[] {
  const text = JSON.stringify({ ...schema, $defs: readDocument().components.schemas })
  const validator = z.fromJSONSchema(JSON.parse(text.replaceAll('#/components/schemas/', '#/$defs/')))
  const { error } = validator.safeParse(value)
  return error ? error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`) : []
}
