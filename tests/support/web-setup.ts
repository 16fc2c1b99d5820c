import { cleanup, configure } from '@testing-library/react'
import { afterEach, vi } from 'vitest'
import './jsdom-gaps'
import { endTimersWithFile } from './timers-end'

// Waiting ends when the condition holds; the limit only has to outlast a busy machine.
configure({ asyncUtilTimeout: 5_000 })
vi.setConfig({ testTimeout: 20_000 })

endTimersWithFile()
afterEach(cleanup)
