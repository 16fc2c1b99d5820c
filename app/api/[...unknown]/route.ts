import { problem } from '@/lib/action/problem'

/** A path that is none is a problem like any other, not a page. */
function notFound(): Response {
  return problem({ code: 'not_found', message: 'There is nothing at this address. See /api/openapi.json.' })
}

export { notFound as DELETE, notFound as GET, notFound as PATCH, notFound as POST, notFound as PUT }
