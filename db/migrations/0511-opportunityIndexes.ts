/** Indexes that answer the sums of the board, of closings and of the forecast by themselves, with who may see what. Frozen once shipped. */
export const id = 511
export const name = 'opportunityIndexes'
const seen = 'trashedAt, mergedInto, canonicalId, deletedAt, stub, private'
export const sql = `
DROP INDEX opportunityByPipelineId;
DROP INDEX opportunityByStage;
DROP INDEX opportunityByClose;
DROP INDEX opportunityHidden;
CREATE INDEX opportunityByPipelineId ON opportunity(pipelineId, status, stageId, currency, ownerId, probability, minor, ${seen});
CREATE INDEX opportunityByStage ON opportunity(stageId, status, closeDate, pipelineId, ownerId, ${seen});
CREATE INDEX opportunityByClose ON opportunity(closeDate, status, ownerId, pipelineId, stageId, currency, category, probability, minor, ${seen});
-- Answers by itself too, or the larger ones would be preferred to it.
CREATE INDEX opportunityHidden ON opportunity(${seen}, ownerId)
  WHERE trashedAt IS NOT NULL OR mergedInto IS NOT NULL OR deletedAt IS NOT NULL OR stub = 1 OR private = 1;
`
