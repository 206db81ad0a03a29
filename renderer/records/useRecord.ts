/** One record, kept fresh, with the fields it can have. Reads only; what is being typed is useRecordDraft's. */
import { type UseQueryResult, useQueryClient } from '@tanstack/react-query'
import { useCallback, useMemo } from 'react'
import type { Output } from '#db/shared/contract.ts'
import type { Entity } from '#db/shared/entity.ts'
import type { WireRecord } from '#db/shared/records.ts'
import { stripCompanyForm } from '#db/shared/text/companyForms.ts'
import { initials } from '#db/shared/text/names.ts'
import { type Depends, readKey, useRead } from '../data/hooks.ts'
import { type CallError, call } from '../data/port.ts'

export type Loaded = Output<'record.get'>

const dependsOf = (entity: string, id: string): Depends => ({ on: [entity], ids: [id] })
const keyOf = (entity: string, id: string) => readKey('record.get', dependsOf(entity, id), { entity, id })

export function useRecord(entity: string, id: string): UseQueryResult<Loaded, CallError> {
  return useRead('record.get', { entity, id }, { depends: dependsOf(entity, id) })
}

/** Asks for a record before anybody wants to see it: the next one of a lookup is then there when it is turned to. */
export function usePrefetchRecord(entity: string): (id: string) => void {
  const client = useQueryClient()
  return useCallback(
    (id) => {
      const queryFn = (): Promise<Loaded> => call('record.get', { entity, id })
      void client.prefetchQuery({ queryKey: keyOf(entity, id), queryFn })
    },
    [client, entity],
  )
}

/** Shows what a mutation answered at once, before the refetch that its change notice has started. */
export function usePutRecord(): (record: Loaded) => void {
  const client = useQueryClient()
  return useCallback(
    (record) => client.setQueryData<Loaded>(keyOf(record.entity, record.id), record),
    [client],
  )
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '')

/** The name a reference goes by, kept fresh; undefined while it points nowhere or may not be seen. */
export function useRefName(to: string, id: unknown, known?: string | null): string | undefined {
  const target = text(id)
  const found = useRead(
    'record.get',
    { entity: to, id: target },
    { depends: dependsOf(to, target), enabled: target !== '' },
  ).data
  if (target === '') return undefined
  return text(found?.displayName) || known || undefined
}

/** What the record calls the target of a reference; null for one that may not be seen. */
export function refNameOf(record: WireRecord, field: string): string | null {
  const { refs } = record
  if (typeof refs !== 'object' || refs === null || !(field in refs)) return null
  const name: unknown = Reflect.get(refs, field)
  return typeof name === 'string' ? name : null
}

/** Two letters for a record of any entity. */
export function useInitials(entity: Entity, record: WireRecord | undefined): string {
  return useMemo(() => {
    if (!record) return ''
    if (entity.title.from !== 'person')
      return initials({ givenName: stripCompanyForm(text(record.displayName)) })
    return initials({
      givenName: text(record.givenName),
      familyName: text(record.familyName),
      nickname: text(record.nickname),
    })
  }, [entity, record])
}
