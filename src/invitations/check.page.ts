import type { Notice } from '../web/page-parts.js';
import { duplicateWords } from './duplicate.js';
import type { Remarks } from './invitations.service.js';

/** What is unusual about an invitation before it is recorded; null when nothing is. */
export function checkNotice({ cautions, found }: Remarks): Notice | null {
  const lines = [
    ...found.map((one) => ({
      text: `Already recorded? ${duplicateWords(one)}.`,
      link: { text: `Open ${one.conference.reference}`, href: `/conferences/${one.conference.reference}` },
    })),
    ...cautions.map((caution) => caution.text),
  ];
  return lines.length === 0 ? null : { tone: 'warn', title: 'Worth a look before you record it', lines };
}
