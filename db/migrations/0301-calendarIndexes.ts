/** Indexes for what a calendar shows: activities within one day by their start and length, and those of whole days. Frozen once shipped. */
export const id = 301
export const name = 'calendarIndexes'
export const sql = `
CREATE INDEX activityPlain ON activity(startAt, durationMinutes)
  WHERE rule IS NULL AND allDay IS NOT 1 AND (durationMinutes IS NULL OR durationMinutes <= 1440);
CREATE INDEX activityLasting ON activity(startAt) WHERE (allDay = 1 OR durationMinutes > 1440) AND rule IS NULL;
`
