import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'

const root = fileURLToPath(new URL('./', import.meta.url))

export default defineConfig({
  resolve: {
    alias: [
      { find: /^server-only$/, replacement: `${root}tests/support/server-only.ts` },
      { find: /^@\//, replacement: root },
    ],
  },
  test: {
    maxWorkers: 2,
    allowOnly: false,
    passWithNoTests: true,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          environment: 'node',
          include: ['tests/**/*.test.ts'],
          exclude: ['tests/**/*.db.test.ts', 'tests/local/**'],
        },
      },
      {
        extends: true,
        plugins: [react()],
        test: {
          name: 'web',
          environment: 'jsdom',
          include: ['tests/**/*.web.test.tsx'],
          setupFiles: ['tests/support/web-setup.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'db',
          environment: 'node',
          include: ['tests/**/*.db.test.ts'],
          globalSetup: ['tests/support/global-setup.ts'],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'local',
          environment: 'node',
          include: ['tests/local/**/*.test.ts'],
          exclude: ['tests/local/realtime/**'],
          // Each of these starts processes of its own: one after another, or two cores are not enough.
          fileParallelism: false,
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'realtime',
          environment: 'node',
          include: ['tests/local/realtime/**/*.test.ts'],
          // What breaks or bounds the server is for one of our own; see support/hosted.ts.
          exclude: process.env.REALTIME_URL
            ? [
                'connection',
                'faults',
                'golden',
                'hostile',
                'limits',
                'memory',
                'persist',
                'publication',
                'refusals',
                'restart',
                'values',
                'verdicts',
                'web-keys',
              ].map((name) => `tests/local/realtime/${name}.test.ts`)
            : [],
          // A hosted project has one database for all files.
          fileParallelism: !process.env.REALTIME_URL,
          // One Postgres for all of them, a database of its own for each file.
          globalSetup: ['tests/local/realtime/support/global-setup.ts'],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
})
