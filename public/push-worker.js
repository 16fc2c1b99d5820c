// Shows what the server pushes while the app is closed, and opens the page that it is about.

self.addEventListener('push', (event) => {
  const { title, body, tag, url } = event.data.json()
  event.waitUntil(
    self.registration.showNotification(title, {
      body,
      tag,
      data: { url },
      icon: '/icon.svg',
      badge: '/icon.svg',
    }),
  )
})

self.addEventListener('notificationclick', (event) => {
  event.notification.close()
  const url = new URL(event.notification.data.url, self.location.origin)
  // Whatever a message says, nothing but this app is opened.
  if (url.origin === self.location.origin) event.waitUntil(open(url.href))
})

async function open(url) {
  const pages = await self.clients.matchAll({ type: 'window', includeUncontrolled: true })
  const page = pages.find((candidate) => candidate.url === url)
  return page ? page.focus() : self.clients.openWindow(url)
}
