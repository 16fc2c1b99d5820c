import { type OutgoingHttpHeaders, request } from 'node:http'
import { text } from 'node:stream/consumers'

export type Answer = { status: number; headers: NodeJS.Dict<string | string[]>; body: string }

/** A request with any header, `Host` and `Sec-Fetch-Site` included, which `fetch` does not allow. */
export function send(
  url: string,
  options: { method?: string; headers?: OutgoingHttpHeaders; body?: string } = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const outgoing = request(url, {
      method: options.method ?? 'GET',
      headers: options.headers ?? {},
      agent: false,
    })
    outgoing.once('error', reject)
    outgoing.once('response', async (response) => {
      const body = await text(response)
      resolve({ status: response.statusCode ?? 0, headers: response.headers, body })
    })
    outgoing.end(options.body)
  })
}
