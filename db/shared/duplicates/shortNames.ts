/** Short forms of given names that their sound does not tell. Only data and how to ask it. */
const groups = `
robert rob bob bobby robbie bert | william will bill billy willy liam | richard rick dick ricky rich | james jim jimmy jamie | john jack johnny
edward ted ed eddie ned teddy | henry harry hank hal | charles charlie chuck chas | thomas tom tommy | joseph joe joey jo | michael mike mick mickey micha
david dave davy | daniel dan danny | matthew matt | anthony tony | andrew andy drew andreas | steven steve stephen stefan | christopher chris kit | peter pete
benjamin ben benny | samuel sam sammy | alexander alex sasha sandy xander | gregory greg | patrick pat paddy | nicholas nick nicky | kenneth ken kenny
ronald ron ronnie | donald don donnie | timothy tim | jeffrey geoffrey jeff geoff | lawrence laurence larry | raymond ray | gerald gerry jerry | francis frank
frederick fred freddy | philip phillip phil | theodore theo ted | vincent vince | walter walt wally | albert al bert | arthur art | eugene gene | leonard leo len lenny
zachary zach | joshua josh | jonathan jon nathan | nathaniel nate nat | dominic dom | maximilian max | sebastian basti seb | johannes hannes hans | wolfgang wolfi wolf
elizabeth liz beth betty eliza lizzie libby lisa elsbeth | katherine catherine katharina kathleen kate katie kathy kathi kitty kay | margaret maggie meg peggy margie greta rita
patricia pat patty trish tricia | jennifer jen jenny | susan sue susie suzanne | barbara barb babs barbie | rebecca becky becca | deborah deb debbie debra | cynthia cindy
victoria vicky tori | christine christina chris tina chrissy | samantha sam sammy | jacqueline jackie | angela angie | pamela pam | kimberly kim | jessica jess jessie
abigail abby gail | alexandra alex sandra sasha alexa | amanda mandy | charlotte lottie charlie | dorothy dot dottie | eleanor ellie nell nora | emily em emmy | frances fran
gabrielle gabby | isabella bella izzy isabel | josephine jo josie | judith judy | madeleine maddie | martha marty | melissa mel missy | natalie nat | olivia liv
penelope penny | philippa pippa pip | rosemary rose rosie | sarah sally | stephanie steph steffi stefanie | susanna susana sue susie sanna | teresa tess theresa terry | valerie val | virginia ginny
johanna hanna hanni | ursula uschi ulla | mohammad mo mamad | abdollah abdi | fatemeh fati | zahra zari
`
const groupsOf = new Map<string, Set<number>>()
groups
  .split(/[|\n]/)
  .map((group) => group.trim().split(/\s+/).filter(Boolean))
  .forEach((names, at) => {
    for (const name of names) groupsOf.set(name, (groupsOf.get(name) ?? new Set()).add(at))
  })

/** Whether one folded name is a usual short form of the other, or both are of a third. */
export function isShortFor(x: string, y: string): boolean {
  const [mine, other] = [groupsOf.get(x), groupsOf.get(y)]
  if (!mine || !other) return false
  for (const group of mine) if (other.has(group)) return true
  return false
}
