import { fail } from '@/lib/result'
import type { FakeBank } from './fake-bank'

let bank: FakeBank

/** The bank that the actions below reach from now on. */
export function serveActions(served: FakeBank): void {
  bank = served
}

/** In place of `lib/credits/actions`: `vi.mock(import('@/lib/credits/actions'), () => import('./fake-actions'))`. */
export const getCreditAccount = () => bank.getCreditAccount()
export const getUserCredits = () => bank.getUserCredits()
export const spendCredits: FakeBank['spendCredits'] = (input) => bank.spendCredits(input)
export const purchaseCredits: FakeBank['purchaseCredits'] = (input) => bank.purchaseCredits(input)
export const cancelMembership = async () => fail('not_found', 'There is no such membership.')
export const getOlderEntries = async () => fail('not_found', 'There are no older entries.')
export const getCreditDesk = () => bank.getCreditDesk()
export const grantCredits: FakeBank['grantCredits'] = (input) => bank.grantCredits(input)
export const correctCredits: FakeBank['correctCredits'] = (input) => bank.correctCredits(input)
