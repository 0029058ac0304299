import type { Answer } from '../assignments/assignment.js';
import { row, run } from '../database/sql.js';
import type { Reader, Tx } from '../database/transaction.js';
import type { LinkFacts } from './answer-link.js';

/** The invitation that a token names, and whether its link has been used; null when there is none. */
export function linkFacts(
  reader: Reader,
  token: { readonly assignmentId: number; readonly sequence: number },
): Promise<LinkFacts | null> {
  return row(
    reader,
    `select a.id as assignment_id, a.sitting_id, a.attendee_id, a.state, a.sequence, c.reference, c.kind,
       c.state as conference_state, s.starts_at, s.ends_at, s.mode, u.answer as used,
       exists (select from participation p where p.sitting_id = s.id) as outcome_recorded,
       not exists (select from sitting later where later.conference_id = s.conference_id and later.number > s.number)
         as is_current
     from assignment a join sitting s on s.id = a.sitting_id join conference c on c.id = s.conference_id
       left join answer_link_use u on u.assignment_id = a.id and u.sequence = $2::bigint
     where a.id = $1::bigint`,
    [token.assignmentId, token.sequence],
  );
}

/** Uses the link up. The primary key lets only one of two do so. */
export async function useLink(
  tx: Tx,
  use: {
    readonly assignmentId: number;
    readonly sequence: number;
    readonly answer: Answer;
    readonly at: Temporal.Instant;
  },
): Promise<void> {
  await run(tx, 'insert into answer_link_use (assignment_id, sequence, answer, used_at) values ($1, $2, $3, $4)', [
    use.assignmentId,
    use.sequence,
    use.answer,
    use.at,
  ]);
}
