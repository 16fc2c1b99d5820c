'use client'

import { create } from 'zustand'
import { attempt } from '@/lib/action/attempt'
import { getUserCredits } from './actions'
import { creditsStore } from './store'

/** The credits of the signed-in creator, for any component; `RealtimeCreditsProvider` keeps it up to date. */
export const useGetCreditsStore = create(creditsStore(() => attempt(() => getUserCredits())))
