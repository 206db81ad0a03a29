/** The `samphan` program: hands its words, its streams and Ctrl+C to run.ts. Must never do anything else. */
import { runCommandLine } from './run.ts'

const stop = new AbortController()
process.on('SIGINT', () => {
  if (stop.signal.aborted) process.exit(130)
  stop.abort()
})

process.exitCode = await runCommandLine(process.argv.slice(2), {
  stdout: (text) => new Promise((resolve) => process.stdout.write(text, () => resolve())),
  stderr: (text) => void process.stderr.write(text),
  signal: stop.signal,
})
