import { createReadStream, readFileSync } from 'node:fs'
import { stat } from 'node:fs/promises'
import type { ServerResponse } from 'node:http'
import { createRequire } from 'node:module'
import { dirname, extname, join, normalize } from 'node:path'
import { sendHtml, sendJson } from './reply.ts'

const contentTypes = new Map([
  ['.js', 'text/javascript; charset=utf-8'],
  ['.css', 'text/css; charset=utf-8'],
  ['.woff2', 'font/woff2'],
  ['.ico', 'image/x-icon'],
  ['.svg', 'image/svg+xml'],
])

const policy = [
  "default-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "worker-src 'self' blob:",
  "frame-ancestors 'none'",
].join('; ')

/** Studio is the single-page app that ships inside @supabase/lite; its page is ours, so that it carries the cookie. */
export function createStudio(cookies: string[]) {
  const folder = staticFolder()
  const page = renderPage(folder)

  function sendPage(response: ServerResponse): void {
    sendHtml(response, page, { 'Content-Security-Policy': policy, 'Set-Cookie': cookies })
  }

  async function sendFile(path: string, response: ServerResponse): Promise<void> {
    const file = join(folder, normalize(`/${path}`))
    const contentType = contentTypes.get(extname(file))
    const info = contentType ? await stat(file).catch(() => null) : null
    if (!contentType || !info?.isFile()) return sendJson(response, 404, { message: 'No such file.' })
    response.writeHead(200, {
      'Content-Type': contentType,
      'Content-Length': info.size,
      'Cache-Control': 'public, max-age=31536000, immutable',
      'X-Content-Type-Options': 'nosniff',
    })
    createReadStream(file).pipe(response)
  }

  return { sendPage, sendFile }
}

function staticFolder(): string {
  const entry = createRequire(import.meta.url).resolve('@supabase/lite/dist/manifest.json')
  return dirname(dirname(entry))
}

function renderPage(folder: string): string {
  const manifest: Record<string, unknown> = JSON.parse(
    readFileSync(join(folder, '.vite', 'manifest.json'), 'utf8'),
  )
  const entry = Object.values(manifest).find((item) => Object(item).isEntry === true)
  const styles: unknown = Object(entry).css
  const links = (Array.isArray(styles) ? styles : []).map(
    (file) => `<link rel="stylesheet" href="/static/${file}">`,
  )
  return `<!doctype html>
<html lang="en" class="dark" data-theme="dark" style="color-scheme: dark">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Studio</title>
<link rel="icon" href="/static/favicon.ico">
${links.join('\n')}
<script type="module" src="/static/${Object(entry).file}"></script>
</head>
<body><div id="root"></div></body>
</html>`
}
