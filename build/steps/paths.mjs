// Where things are: the clone, its cache, the user's cache.
import { homedir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('../../', import.meta.url)).replace(/[/\\]$/, '')
export const inRoot = (...parts) => join(root, ...parts)

/** Stamps and locks of this clone; safe to delete. */
export const cloneCache = inRoot('.cache')

/** Shared by all clones of this user; safe to delete. */
export const userCache = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'samphan')
