import { oneLine } from '../calendar/writing.js';
import { kindLabel } from '../conferences/kinds.js';
import type { Opened } from '../conferences/opened.js';
import { typedText } from '../kernel/typed-text.js';
import type { FieldError, Link, RefusedForm } from '../web/page-parts.js';
import type { Flash } from '../web/pages.js';
import { versionShown } from './corrections.page.js';

const LONGEST = 100;

export interface TypedConvener {
  readonly convenedBy: string;
  readonly reason: string;
  readonly version: string;
}

export const typedConvener = (body: unknown): TypedConvener => ({
  convenedBy: oneLine(typedText(body, 'convenedBy')),
  reason: typedText(body, 'reason'),
  version: typedText(body, 'version'),
});

export const convenerErrors = ({ convenedBy, reason }: TypedConvener): readonly FieldError[] => [
  ...(convenedBy.length > LONGEST
    ? [{ text: `Write the name in at most ${LONGEST} characters.`, href: '#convenedBy' } as const]
    : []),
  ...(reason === '' ? [{ text: 'Say why in a few words.', href: '#reason' } as const] : []),
];

export interface ConvenerPage {
  readonly title: string;
  readonly caption: string;
  readonly back: Link;
  readonly action: string;
  readonly now: string;
  readonly typed: TypedConvener;
  readonly errors: readonly FieldError[];
}

export function convenerPage(opened: Opened, typed: TypedConvener | null, refused: RefusedForm | null): ConvenerPage {
  const { conference, hub } = opened;
  const href = `/conferences/${conference.reference}`;
  const boxes = typed ?? { convenedBy: conference.convenedBy ?? '', reason: '', version: '' };
  return {
    title: 'Who convenes it?',
    caption: `${conference.reference} · ${kindLabel(conference.kind)} ${hub.name}`,
    back: { text: conference.reference, href },
    action: `${href}/convener`,
    now: `A conference that an authority outside Thames Valley convenes is looked after by a hub chosen by hand, here ${hub.name}, and is reported apart: it is in no headline figure.`,
    typed: { ...boxes, version: versionShown(boxes, refused, opened) },
    errors: refused?.errors ?? [],
  };
}

export const convenerChanged = (convenedBy: string | null, hubName: string): Flash =>
  convenedBy === null
    ? { title: `The authority of ${hubName} convenes it.`, text: 'It counts in the headline figures.', tone: 'good' }
    : { title: `${convenedBy} convenes it.`, text: 'It is reported apart from the headline figures.', tone: 'good' };
