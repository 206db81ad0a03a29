/** How far a lead is. Those of `openLeads` are still to be decided about. */
export const leadStates = ['new', 'working', 'qualified', 'unqualified', 'converted'] as const
export type LeadState = (typeof leadStates)[number]
export const openLeads: readonly LeadState[] = ['new', 'working', 'qualified']
