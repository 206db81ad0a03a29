/** What can be redone is found without going through all that was ever done. Frozen once shipped. */
export const id = 190
export const name = 'undoStack'
export const sql = `
CREATE INDEX undoStackUndone ON undoStack(userId, deviceId) WHERE undoneBy IS NOT NULL;
`
