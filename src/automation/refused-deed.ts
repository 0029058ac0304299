/** What the trail keeps of a request that was refused: where it was wrong, and nothing of what it said. */

export interface RefusedRequest {
  /** Method and route, without what stood in their place. */
  readonly asked: string;
  readonly query: unknown;
  readonly problem: { readonly status: number; readonly type?: string; readonly errors?: unknown };
}

export interface RefusedDeed {
  readonly asked: string;
  readonly problem: string;
  readonly places: readonly string[];
}

const BY_STATUS: Readonly<Record<number, string>> = {
  403: 'forbidden',
  404: 'not-found',
  415: 'unsupported-media-type',
};
const MOST_PLACES = 20;

/** Null when nobody needs to know: a trial, a fault of ours, or one request too many in a minute. */
export function refusedDeed({ asked, query, problem }: RefusedRequest): RefusedDeed | null {
  const { status, type } = problem;
  if (status < 400 || status >= 500 || status === 401 || status === 429) return null;
  if ((query as { readonly dryRun?: unknown } | null)?.dryRun === 'true') return null;
  const kind = type?.replace('/api/problems/', '') ?? BY_STATUS[status] ?? 'bad-request';
  // Asked to send it again, the program does: that is no refusal.
  if (kind === 'in-progress') return null;
  const errors = Array.isArray(problem.errors) ? (problem.errors as readonly Place[]) : [];
  return { asked, problem: kind, places: [...new Set(errors.map(placeOf))].slice(0, MOST_PLACES) };
}

interface Place {
  readonly pointer?: string;
  readonly parameter?: string;
  readonly code?: string;
}

/** "/endsAt end-before-start". A property that we do not know is not named: it may be anything, a name among them. */
function placeOf({ pointer, parameter, code = '' }: Place): string {
  const at = parameter ?? pointer ?? '';
  return code === 'unknown-property' ? `${at.replace(/\/?[^/]*$/, '')}/… ${code}` : `${at} ${code}`.trim();
}
