import { openApiDocument } from '@/lib/action/openapi'
import { OPERATIONS } from '../operations'

const DOCUMENT = openApiDocument(OPERATIONS)

/** The description of everything here; `docs/openapi.json` is the same. */
export function GET(): Response {
  return Response.json(DOCUMENT)
}
