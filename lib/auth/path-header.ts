/** Set by `proxy.ts`: the path and query of the page asked for, which Next.js does not tell a layout. */
export const PATH_HEADER = 'x-rowcast-path'
