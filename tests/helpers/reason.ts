/** Why a call was refused. */
import { AppError } from '#db/shared/errors.ts'

/** The reason of a refusal, else what was wrong with which fields, else its code; what is no refusal as it is; undefined when nothing was refused. */
export const reasonOf = async (call: Promise<unknown>): Promise<unknown> => {
  try {
    await call
  } catch (error) {
    return error instanceof AppError
      ? (error.record.reason ?? error.record.issues ?? error.record.code)
      : error
  }
  return undefined
}
