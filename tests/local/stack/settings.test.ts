import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readSettings } from '../../../scripts/start/settings.ts'

let root: string

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'settings-'))
})

afterEach(() => rmSync(root, { recursive: true, force: true }))

function read(environment: Record<string, string> = {}) {
  return readSettings(root, { NODE_ENV: 'test', ...environment })
}

describe('what npm start goes by', () => {
  it('serves on this machine only, with the embedded Supabase, when nothing is set', () => {
    expect(read()).toEqual({ port: 3000, host: '127.0.0.1', url: 'http://localhost:3000', isExternal: false })
  })

  it('follows PORT, HOST and APP_URL', () => {
    const settings = read({ PORT: '4000', HOST: '0.0.0.0' })
    expect(settings).toMatchObject({ port: 4000, host: '0.0.0.0', url: 'http://localhost:4000' })
    expect(read({ APP_URL: 'https://app.example' }).url).toBe('https://app.example')
  })

  it('starts no stack when a project is named, in the environment or in .env.local', () => {
    expect(read({ NEXT_PUBLIC_SUPABASE_URL: 'https://abcd.supabase.co' }).isExternal).toBe(true)
    writeFileSync(join(root, '.env.local'), 'NEXT_PUBLIC_SUPABASE_URL=https://abcd.supabase.co\nPORT=4001\n')
    expect(read()).toMatchObject({ isExternal: true, port: 4001 })
    expect(read({ PORT: '4002' }).port).toBe(4002)
  })

  it('refuses a port that is none', () => {
    expect(() => read({ PORT: 'many' })).toThrow('PORT is "many", which is no port')
  })
})
