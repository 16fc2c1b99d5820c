import type { MetadataRoute } from 'next'

/** Lets people put the app on their home screen, which iOS asks for before it shows pushes. */
export default function manifest(): MetadataRoute.Manifest {
  return {
    name: 'Rowcast',
    short_name: 'Rowcast',
    description: 'Change a row in Postgres. Every open screen follows.',
    start_url: '/',
    display: 'standalone',
    background_color: '#ffffff',
    theme_color: '#0f766e',
    icons: [{ src: '/icon.svg', sizes: 'any', type: 'image/svg+xml' }],
  }
}
