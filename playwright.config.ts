import { defineConfig, devices } from '@playwright/test'
import { browserLaunchOptions } from './tests/support/browser.ts'

export default defineConfig({
  testDir: './tests',
  testMatch: '**/*.e2e.ts',
  globalSetup: './tests/support/app-setup.ts',
  fullyParallel: true,
  workers: 2,
  retries: 0,
  forbidOnly: true,
  // Waiting ends when the condition holds; the limits only have to outlast a busy machine.
  timeout: 180_000,
  expect: { timeout: 20_000 },
  outputDir: './test-results',
  reporter: 'list',
  use: {
    ...devices['Desktop Chrome'],
    launchOptions: await browserLaunchOptions(),
    // The DOM at each step is enough to see what went wrong; pictures of every frame are a third of all work.
    trace: { mode: 'retain-on-failure', screenshots: false, sources: false },
  },
})
