import type { Found, InvitationText } from './invitation-text.js';
import { distinct, labelled } from './invitation-text.js';
import { datesIn } from './invitation-times.js';

/** A number with a label. A meeting service's own number (groups of digits) is none of the authority's. */
export function readCode(text: InvitationText, label: RegExp): Found<string> | null {
  const codes = labelled(text, label).flatMap(({ value, source }) => {
    const code = /^[A-Za-z0-9][A-Za-z0-9/_.-]{2,40}(?=$|[\s,;(])/.exec(value)?.[0].replace(/[.,]$/, '');
    return code === undefined || !/\d/.test(code) || /^\d{3} \d{3}/.test(value)
      ? []
      : [{ value: code, source: source.slice(0, source.indexOf(code) + code.length) }];
  });
  const [only, another] = distinct(codes);
  return another === undefined ? (only ?? null) : null;
}

const CHILD_LABEL =
  /^((child|children|child's|children's|lcs|mosaic|person|client)('?s)? )?(ids?|refs?|references?|numbers?|nos?\.?)$/i;

export function readChildIds(text: InvitationText): Found<readonly string[]> | null {
  const found = labelled(text, CHILD_LABEL).filter(({ source }) => /^(child|lcs|mosaic|person|client)/i.test(source));
  const ids = found.flatMap(
    ({ value }) => value.replace(/\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}/g, ' ').match(/\b[A-Z]{0,4}\d{5,10}\b/g) ?? [],
  );
  const different = [...new Set(ids)];
  const label = found[0]?.source.split(':')[0] ?? '';
  return different.length === 0 ? null : { value: different, source: `${label}: ${different.join(', ')}` };
}

const NUMBER_WORDS = ['none', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];

export function readChildCount(
  text: InvitationText,
  ids: Found<readonly string[]> | null,
  conflicts: string[],
): Found<number> | null {
  const said = labelled(text, /^(children|(number|no\.?) of children|child count)$/i).flatMap(({ value, source }) => {
    const word = /^(\d{1,2}|[a-z]+)$/i.exec(value)?.[1]?.toLowerCase() ?? '';
    const count = /^\d+$/.test(word) ? Number(word) : NUMBER_WORDS.indexOf(word);
    return count > 0 ? [{ value: count, source }] : [];
  });
  const [count, another] = distinct(said);
  const listed = ids === null ? null : { value: ids.value.length, source: ids.source };
  if (another !== undefined || (count && listed && count.value !== listed.value)) {
    conflicts.push('The number of children and the list of children differ.');
    return null;
  }
  return count ?? listed;
}

export function readStrategyDate(text: InvitationText, today: Temporal.PlainDate): Found<Temporal.PlainDate> | null {
  const label = /^(date of )?(the )?strat(egy)?( (discussion|meeting))?( date| held( on)?)?$/i;
  const inSentence = text.sentences.filter((sentence) =>
    /\bstrategy (discussion|meeting)\b[^.]{0,40}\d/i.test(sentence),
  );
  const lines = [...labelled(text, label).map(({ source }) => source), ...inSentence];
  const dates = distinct(
    lines.flatMap((source) =>
      datesIn(source, today).flatMap(({ value }) => (value === null ? [] : [{ value, source }])),
    ),
  );
  return dates.length === 1 ? (dates[0] ?? null) : null;
}
