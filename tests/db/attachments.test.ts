import { readdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { describe, expect, it } from 'vitest'
import { attachmentPath, MAX_ATTACHMENT, readAttachment, saveAttachment } from '#db/core/attachments.ts'
import { testDatabase } from '../helpers/database.ts'

describe('attachments', () => {
  const bytes = Buffer.from('a picture')

  it('are kept once, under what they contain', () => {
    const { file } = testDatabase()
    const saved = saveAttachment(file, bytes, 'image/png')
    expect(saved).toEqual({ sha256: saved.sha256, size: 9, mime: 'image/png' })
    expect(saveAttachment(file, bytes, 'image/png')).toEqual(saved)
    const path = attachmentPath(file, saved.sha256)
    expect(path).toBe(`${file}.d/attachments/${saved.sha256.slice(0, 2)}/${saved.sha256}`)
    expect(readdirSync(dirname(path))).toEqual([saved.sha256])
    expect(Buffer.from(readAttachment(file, saved.sha256)).equals(bytes)).toBe(true)
  })

  it('that were cut short or changed are told', () => {
    const { file } = testDatabase()
    const { sha256 } = saveAttachment(file, bytes, 'image/png')
    writeFileSync(attachmentPath(file, sha256), 'a')
    expect(() => readAttachment(file, sha256)).toThrow('Corrupt')
    saveAttachment(file, bytes, 'image/png')
    expect(Buffer.from(readAttachment(file, sha256)).equals(bytes)).toBe(true)
  })

  it('refuse what is too large, names from outside and odd types', () => {
    const { file } = testDatabase()
    expect(() => saveAttachment(file, new Uint8Array(MAX_ATTACHMENT + 1), 'image/png')).toThrow(
      'attachmentTooLarge',
    )
    for (const name of ['../../etc/passwd', '', 'x'.repeat(64), 'A'.repeat(64)])
      expect(() => attachmentPath(file, name)).toThrow('Invalid')
    expect(saveAttachment(file, bytes, 'text/html; <b>').mime).toBe('application/octet-stream')
    expect(() => readAttachment(file, 'a'.repeat(64))).toThrow('NotFound')
  })
})
