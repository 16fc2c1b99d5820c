import type { BrowserContext } from '@playwright/test'

/** How many sockets to Realtime the pages of a browser have opened so far. */
export function countSockets(context: BrowserContext): () => number {
  let count = 0
  context.on('page', (page) => {
    page.on('websocket', (socket) => {
      if (socket.url().includes('/realtime/')) count += 1
    })
  })
  return () => count
}
