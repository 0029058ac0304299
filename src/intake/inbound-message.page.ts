import { never } from '../kernel/decided.js';
import { formatWhen } from '../kernel/london.js';
import type { Link, Notice, RefusedForm } from '../web/page-parts.js';
import type { InboundLine } from './mail-list.queries.js';
import { aboutCell, byTracker, outcomeWords } from './mail.page.js';
import type { SettleRefusal } from './mail.service.js';
import type { MessagePart } from './message.page.js';
import { mayBeReplayed } from './replay.js';

export interface MessagePage {
  readonly title: string;
  readonly caption: string;
  readonly back: Link;
  readonly message: MessagePart;
  readonly source: string;
  readonly notices: readonly Notice[];
  readonly settle: { readonly action: string; readonly note: string } | null;
  /** Where to post to have it read again; null when that is not offered. */
  readonly replay: string | null;
}

/** One message that arrived, as text; with a form while a person has to deal with it. */
export function messagePage(
  line: InboundLine,
  shown: {
    readonly message: MessagePart;
    readonly source: string;
    readonly note: string;
    readonly notice: Notice | null;
    readonly maySettle: boolean;
  },
): MessagePage {
  const open = line.outcome === 'for-a-person';
  return {
    title: line.subject || '(no subject)',
    caption: 'Mail that arrived',
    back: { text: 'Mail', href: '/mail' },
    message: shown.message,
    source: shown.source,
    notices: [...(shown.notice ? [shown.notice] : []), state(line)],
    settle: open && shown.maySettle ? { action: `/mail/in/${line.id}/settle`, note: shown.note } : null,
    replay: shown.maySettle && mayBeReplayed(line) ? `/mail/in/${line.id}/replay` : null,
  };
}

function state(line: InboundLine): Notice {
  const { text, tag } = outcomeWords(line);
  const at = line.settledAt === null || byTracker(line) ? '' : ` on ${formatWhen(line.settledAt)}`;
  const about = aboutCell(line);
  const link = typeof about === 'object' && about?.href ? { href: about.href } : null;
  return {
    tone: line.outcome === 'for-a-person' ? 'warn' : 'info',
    title: `${tag?.text ?? text ?? ''}${at}`,
    ...(line.reason === null ? {} : { text: line.reason }),
    ...(link && { ...link, linkText: line.candidateState === 'waiting' ? 'Decide on it' : `Open ${line.reference}` }),
  };
}

/** What the page says when a note was not saved. */
export function settleRefusal(refusal: SettleRefusal): RefusedForm & { readonly notice: Notice | null } {
  switch (refusal.kind) {
    case 'note-missing':
      return {
        status: 422,
        errors: [{ text: 'Say in a few words what you did about this message', href: '#note' }],
        notice: null,
      };
    case 'already-settled':
      return {
        status: 409,
        errors: [],
        notice: {
          tone: 'bad',
          title: `${refusal.by} has already dealt with this message`,
          text: 'Your note was not saved.',
        },
      };
    default:
      return never(refusal);
  }
}
