/** Tickets, what was said on them, queues; promises and calendars; articles, replies, macros. Frozen once shipped. */
export const id = 600
export const name = 'tickets'
const system = `
  ownerId INTEGER, private INTEGER, trashedAt INTEGER, mergedInto INTEGER, deletedAt INTEGER, createdAt INTEGER, createdBy INTEGER,
  stub INTEGER NOT NULL DEFAULT 0, custom TEXT, canonicalId INTEGER, updatedAt INTEGER, displayName TEXT, sortKey TEXT
`
const table = (table: string, columns: string, refs: readonly string[] = []): string => `
CREATE TABLE ${table}(rowId INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, ${columns}, ${system}) STRICT;
${refs
  .map(
    (column) =>
      `CREATE INDEX ${table}By${column[0]?.toUpperCase()}${column.slice(1)} ON ${table}(${column}) WHERE ${column} IS NOT NULL;`,
  )
  .join('\n')}
CREATE INDEX ${table}BySortKey ON ${table}(sortKey);
CREATE INDEX ${table}ByCanonicalId ON ${table}(canonicalId) WHERE mergedInto IS NOT NULL;
CREATE INDEX ${table}Hidden ON ${table}(rowId) WHERE trashedAt IS NOT NULL OR mergedInto IS NOT NULL OR deletedAt IS NOT NULL OR stub = 1 OR private = 1;
`
export const sql = [
  table(
    'ticket',
    `number TEXT, subject TEXT, description TEXT, type TEXT, status TEXT, impact TEXT, urgency TEXT, givenPriority TEXT, priority TEXT,
     queueId INTEGER, assigneeId INTEGER, contactId INTEGER, companyId INTEGER, channel TEXT, product TEXT, tags TEXT, openedAt INTEGER,
     statusAt INTEGER, waits TEXT, solvedAt INTEGER, promise TEXT, articleId INTEGER, splitFromId INTEGER, phase TEXT, dueAt INTEGER,
     firstDueAt INTEGER, nextDueAt INTEGER, solveDueAt INTEGER, answeredAt INTEGER, lastMessageAt INTEGER, minutes INTEGER, late TEXT,
     policyId INTEGER`,
    ['number', 'contactId', 'companyId', 'articleId', 'splitFromId', 'policyId'],
  ),
  // What is not over is few beside what is: boards, counts and warnings read these alone.
  `CREATE INDEX ticketOpen ON ticket(queueId, status, dueAt, assigneeId) WHERE phase IN ('new', 'open', 'waiting');
   CREATE INDEX ticketOpenByDue ON ticket(dueAt) WHERE phase IN ('new', 'open', 'waiting') AND dueAt IS NOT NULL;
   CREATE INDEX ticketOpenByAssignee ON ticket(assigneeId, dueAt) WHERE phase IN ('new', 'open', 'waiting');
   CREATE INDEX ticketByStatus ON ticket(status, openedAt);
   CREATE INDEX ticketByQueueId ON ticket(queueId, openedAt) WHERE queueId IS NOT NULL;
   CREATE INDEX ticketByAssigneeId ON ticket(assigneeId, openedAt) WHERE assigneeId IS NOT NULL;
   CREATE INDEX ticketLate ON ticket(openedAt) WHERE late IS NOT NULL;`,
  table(
    'ticketMessage',
    'ticketId INTEGER, kind TEXT, body TEXT, html TEXT, at INTEGER, minutes INTEGER, mailId INTEGER, attachments TEXT, movedFromId INTEGER, contactId INTEGER, companyId INTEGER',
    ['mailId', 'movedFromId', 'contactId', 'companyId'],
  ),
  'CREATE INDEX ticketMessageByTicketId ON ticketMessage(ticketId, at);',
  table('queue', 'name TEXT, description TEXT, assignment TEXT, members TEXT'),
  table('ticketLink', 'fromId INTEGER, toId INTEGER, kind TEXT', ['fromId', 'toId']),
  table('ticketWatcher', 'ticketId INTEGER, userId INTEGER, remark TEXT', ['ticketId', 'userId']),
  table('businessHours', 'name TEXT, timeZone TEXT, week TEXT, holidays TEXT, country TEXT'),
  table(
    'slaPolicy',
    `name TEXT, position INTEGER, inactive INTEGER, companyId INTEGER, customerTag TEXT, ticketType TEXT, queueId INTEGER,
     hoursId INTEGER, targets TEXT`,
    ['companyId', 'queueId', 'hoursId'],
  ),
  table(
    'article',
    `title TEXT, categoryId INTEGER, language TEXT, status TEXT, keywords TEXT, body TEXT, html TEXT, translatesId INTEGER,
     version INTEGER, publishedAt INTEGER, attachments TEXT`,
    ['categoryId', 'translatesId'],
  ),
  table('articleCategory', 'name TEXT, parentId INTEGER', ['parentId']),
  table('articleVersion', 'articleId INTEGER, number INTEGER, title TEXT, body TEXT, html TEXT, at INTEGER', [
    'articleId',
  ]),
  table('cannedReply', 'name TEXT, category TEXT, language TEXT, html TEXT'),
  table('macro', 'name TEXT, description TEXT, actions TEXT'),
].join('\n')
