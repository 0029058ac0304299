/** People of a police force as lists name them: "DC 1234 Okafor", "A Okafor", "Okafor, Ada", several in one cell. */

export interface WrittenPerson {
  /** As written, without anything around it. */
  readonly text: string;
  readonly surname: string;
  /** A forename or the initial of one; null where the surname stands alone. */
  readonly given: string | null;
  readonly mail: string | null;
  /** A rank or a collar number stands beside it: nobody but an officer has one. */
  readonly isOfficer: boolean;
}

const RANK =
  /^(?:(?:t|a|temp|acting)[ /.]{0,2})?(?:dc|ds|di|dci|dsu|pc|ps|pcso|wpc|tdc|sgt|sergeant|insp|inspector|chief inspector|constable|det(?:ective)?(?: (?:constable|sergeant|inspector|con|sgt|insp))?|officer)\b\.? */i;
const TITLE = /^(?:mr|mrs|ms|miss|mx|dr)\b\.? */i;
const COLLAR = /\(?\b[A-Z]{0,3}\d{2,6}\b\)?/g;
const MAIL = /[\w.+'-]+@[\w.-]+\.\w{2,}/;
const NAME_WORD = String.raw`(?:(?:Mc|Mac|O['’]|D['’])?\p{Lu}[\p{L}'’-]*)`;
const NAME = new RegExp(`^${NAME_WORD}(?:\\.? (?:de |van |el |al |bin )?${NAME_WORD}\\.?){0,3}$`, 'u');
const INVERTED = new RegExp(`^(${NAME_WORD}(?: ${NAME_WORD})?), ?(${NAME_WORD})\\.?$`, 'u');
const BETWEEN = /[;\n&+|]| and | \/ |\/(?=[A-Z][a-z])/;
const LONGEST = 80;

/** Everybody a cell names, or null when part of it is no person. */
export function readPeople(text: string): readonly WrittenPerson[] | null {
  const written = text.replace(/[ \t\u00a0]+/g, ' ').trim();
  if (written === '' || written.length > 200) return null;
  const pieces = written.split(BETWEEN).flatMap((piece) => {
    const whole = piece.trim();
    return INVERTED.test(whole) && readPerson(whole) !== null ? [whole] : whole.split(',');
  });
  const people = pieces.map((piece) => piece.trim()).filter((piece) => piece !== '');
  const read = people.map(readPerson);
  return read.length > 0 && read.every((person) => person !== null) ? read : null;
}

/** One person; null when it does not read as one. */
export function readPerson(text: string): WrittenPerson | null {
  const written = text.trim();
  if (written.length > LONGEST) return null;
  const mail = MAIL.exec(written)?.[0].toLowerCase() ?? null;
  if (mail !== null && mail.length === written.length) return byMail(written, mail);
  const plain = written.replace(MAIL, '').replace(/[<>[\]]/g, '');
  const ranked = plain.replace(RANK, '');
  const name = ranked.replace(TITLE, '').replace(COLLAR, ' ').replace(RANK, '').replace(/\s+/g, ' ').trim();
  const isOfficer = ranked !== plain || plain.search(COLLAR) >= 0;
  const inverted = INVERTED.exec(name);
  const tidy = { text: written, mail, isOfficer };
  if (inverted !== null) return { ...tidy, surname: inverted[1] ?? '', given: inverted[2] ?? null };
  if (!NAME.test(name) || NOBODY.test(name)) return null;
  const words = name.replaceAll('.', '').split(' ');
  const surname = words.at(-1) ?? '';
  return surname.length < 2 ? null : { ...tidy, surname, given: words.length > 1 ? (words[0] ?? null) : null };
}

/** Words with a capital that name nobody. */
const NOBODY =
  /\b(yes|no|none|nobody|police|tvp|mash|teams|virtual|video|phone|attended|attend|report|sent|only|apologies|cancelled|late|notice|invite|invited|court|sick|leave|clash|conference|mother|father|mum|dad|parents?|school|health|nurse|social|worker|family|child|unknown|tbc|duty|team|officer|unborn|baby)\b/i;

function byMail(text: string, mail: string): WrittenPerson {
  const words = (mail.split('@')[0] ?? '').split(/[._]/).filter((word) => /^[a-z'-]+$/.test(word));
  return {
    text,
    mail,
    isOfficer: false,
    surname: words.at(-1) ?? mail,
    given: words.length > 1 ? (words[0] ?? null) : null,
  };
}
