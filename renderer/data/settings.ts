/** Settings rows as the window uses them: read all at once, written one by one. */
import { useQuery } from '@tanstack/react-query'
import type { Output } from '#db/shared/contract.ts'
import { readKey } from './hooks.ts'
import { type CallError, call } from './port.ts'

export type Settings = Output<'settings.get'>

const depends = { on: ['setting'] }
export const settingsKey = readKey('settings.get', depends, {})

export function useSettings(): Settings | undefined {
  return useQuery<Settings, CallError>({
    queryKey: settingsKey,
    queryFn: ({ signal }) => call('settings.get', {}, { signal }),
  }).data
}
