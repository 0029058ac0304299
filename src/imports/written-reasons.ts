/** Why police did not attend, from the words of a list: one of the codes of `config/reasons.json`, or null. */

const REASONS: readonly (readonly [RegExp, string])[] = [
  [/\b(clash|clashed|clashing|double[ -]?book(ed|ing)?|another conf(erence)?|other conf(erence)?|at (an)?other (icpc|rcpc|conference|meeting))\b/, 'conference-clash'],
  [/\b(late|short|insufficient|no|little|same[ -]day|lack of) (notice|notification)\b|\bnotified late\b|\binvited? (too )?late\b|\blate invit(e|ation)\b|\b(invite|invitation) (was )?(received )?(too )?late\b/, 'late-notice'],
  [/\b(no|not|never|didn'?t) (get |have |had |received? )?(an? |any |the )?(been )?(invited?|invitation|invites)\b|\b(invite|invitation)s? (was |were )?(not|never) (received|sent)\b|\bnot aware\b|\bunaware\b/, 'invite-not-received'],
  [/\b(wrong|incorrect|old|another) (mailbox|inbox|e ?mail|address|person|team|hub|officer|force)\b|\bmis-?routed\b|\bmis-?directed\b/, 'invite-misrouted'],
  [/\b(moved|time changed|changed time|date changed|changed date|rearranged|brought forward)\b.*\b(without|not told|not informed|no notice|unaware)\b|\bnot (told|informed) (of|about) (the )?(change|move|new)\b/, 'moved-without-notice'],
  [/\b(sick|sickness|ill|illness|unwell|covid|poorly)\b/, 'sickness'],
  [/\b(annual leave|on leave|a\/l|leave|holiday|rest day|rdo|day off)\b/, 'leave-no-cover'],
  [/\b(operational|operation|ops|incident|abstract(ed|ion)?|called (away|out)|deployed|demand|duty commitments?|live job|prisoner|custody|response)\b/, 'operational-demand'],
  [/\bcourt\b|\bat trial\b|\bgiving evidence\b/, 'court'],
  [/\b(out ?side|out of) (of )?(hub |office |working )?hours\b|\bnot on duty\b|\boff duty\b/, 'outside-hub-hours'],
  [/\b(technical|tech|it (issue|issues|problem|problems|failure)|link (failed|did not|didn'?t|not)|teams (issue|issues|problem|failed|down)|connection|couldn'?t connect|unable to (connect|join))\b/, 'technical-failure'],
  [/\b(admin(istrative)?( error)?|diary error|overs(ight|een)|overlooked|missed in diary|not allocated|unallocated|forgot(ten)?|our error)\b/, 'admin-error'],
  [/\b(asked to leave|excluded)\b/, 'excluded-by-chair'],
  [/\bconflict of interest\b/, 'conflict-of-interest'],
  [/\breport (only|instead|in lieu|sufficient|deemed)\b|\bassessed\b.*\breport\b/, 'assessed-report-only'],
]; // prettier-ignore

/** Null when no reason fits, or several do: which one it was is not guessed. */
export function readReason(text: string): string | null {
  const words = text.toLowerCase().replace(/[’]/g, "'").replace(/\s+/g, ' ').slice(0, 500);
  const found = REASONS.filter(([shape]) => shape.test(words)).map(([, code]) => code);
  return new Set(found).size === 1 ? (found[0] ?? null) : null;
}
