/** The program of the host's threads, for whoever starts one outside the desktop program: bundled, it lies beside the command line. */
export const workerFile = new URL(
  import.meta.url.endsWith('cli.mjs') ? './worker.cjs' : './worker.ts',
  import.meta.url,
)
