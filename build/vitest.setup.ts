// Property tests run on a fixed seed, so that the same commit always gives the same answer; `npm run test:nightly` takes a
// new one each night. A failure prints its seed: SAMPHAN_SEED replays it.
import fc from 'fast-check'

// No test puts a key into the keychain of who runs it.
process.env.SAMPHAN_KEYCHAIN = 'off'

const nightly = process.env.SAMPHAN_NIGHTLY === '1'
const asked = Number(process.env.SAMPHAN_SEED)

if (Number.isSafeInteger(asked) && asked !== 0) fc.configureGlobal({ seed: asked })
else if (!nightly) fc.configureGlobal({ seed: 20261122 })
