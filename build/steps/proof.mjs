// The program as the proof of generality wants it: with one more entity, of which no code knows anything. Two modules
// that are empty in the product are replaced by tests/proof/widget.ts. Never part of a build for people.
import process from 'node:process'
import { inRoot } from './paths.mjs'

export const PROOF_FOLDER = 'dist-proof'

/** For rolldown and Vite alike. */
export const proofPlugins = () =>
  process.env.SAMPHAN_TEST_ENTITIES === '1'
    ? [
        {
          name: 'samphan-proof',
          load: {
            filter: { id: /[\\/]db[\\/](?:shared[\\/]extraEntities|migrations[\\/]extra)\.ts$/ },
            handler: () => `export * from ${JSON.stringify(inRoot('tests', 'proof', 'widget.ts'))}`,
          },
        },
      ]
    : []
