/** Indexes that hold all a board asks of its columns: counted without reading tickets, begun without sorting them. Frozen once shipped. */
export const id = 602
export const name = 'ticketBoard'
export const sql = `
DROP INDEX ticketOpen;
DROP INDEX ticketByStatus;
DROP INDEX ticketByQueueId;
DROP INDEX ticketByAssigneeId;
CREATE INDEX ticketOpenByQueue ON ticket(queueId, status, dueAt, openedAt, assigneeId, phase) WHERE phase IN ('new', 'open', 'waiting');
CREATE INDEX ticketOpenByStatus ON ticket(status, dueAt, openedAt, assigneeId, phase) WHERE phase IN ('new', 'open', 'waiting');
CREATE INDEX ticketByQueueId ON ticket(queueId, status, openedAt, assigneeId, phase);
CREATE INDEX ticketByStatus ON ticket(status, openedAt, assigneeId, phase);
CREATE INDEX ticketByAssigneeId ON ticket(assigneeId, status, openedAt, queueId, phase);
`
