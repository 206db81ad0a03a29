/** A laptop killed at every one of its calls to the server, in each scenario of scenarios.ts. */
import { expect, it } from 'vitest'
import { DiskError } from './memoryDisk.ts'
import { scenarios } from './scenarios.ts'
import { survives, type Trouble } from './survival.ts'

const killedAt = (at: number): Trouble => ({
  kills: true,
  at(call) {
    if (call < at) return false
    throw new DiskError('Killed')
  },
})

it('there are twenty', () => expect(scenarios).toHaveLength(20))

it.each(scenarios)('survives being killed at any call, $name', { timeout: 600_000 }, async (scenario) => {
  let kills = 0
  while (await survives(scenario, killedAt(kills))) kills++
  expect(kills).toBeGreaterThan(0)
})
