/** Where the header block of a message ends (RFC 5322 2.1), as far as it was fetched. */
function headerBlock(start: Uint8Array): string {
  const text = Buffer.from(start).toString('latin1');
  const end = /\r?\n\r?\n/.exec(text)?.index ?? text.length;
  return text.slice(0, end);
}

/** Those that say who, when and which message; a subject could be taken for an invitation nobody has read. */
const KEPT = ['from', 'to', 'date', 'message-id'];

function keptLines(headers: string): string[] {
  const lines = headers.split(/\r?\n(?![ \t])/);
  return KEPT.flatMap((name) => {
    const found = lines.find((line) => line.toLowerCase().startsWith(`${name}:`));
    return found === undefined ? [] : [found.replace(/\r?\n/g, '\r\n')];
  });
}

const inLines = (octets: Buffer): string => octets.toString('base64').replace(/(.{76})/g, '$1\r\n');

/**
 * Stands for a message that is not fetched whole: a mail of our own making that says so, with the sender's headers
 * enclosed (RFC 6522's text/rfc822-headers). The reader takes it for a letter that is no invitation, so a person
 * looks for the message itself in the mailbox.
 * @param start the beginning of the message; empty when nothing of it could be had
 * @param why one sentence
 */
export function noteInstead(start: Uint8Array, why: string): Uint8Array {
  const headers = headerBlock(start);
  const boundary = 'instead-of-the-message';
  return Buffer.from(
    [
      ...keptLines(headers),
      'Subject: A message to look at in the mailbox',
      'MIME-Version: 1.0',
      `Content-Type: multipart/mixed; boundary="${boundary}"`,
      '',
      `--${boundary}`,
      'Content-Type: text/plain; charset=utf-8',
      '',
      `${why} Open it in the mailbox itself.`,
      `--${boundary}`,
      'Content-Type: text/rfc822-headers',
      'Content-Disposition: attachment; filename="headers.txt"',
      'Content-Transfer-Encoding: base64',
      '',
      inLines(Buffer.from(headers, 'latin1')),
      `--${boundary}--`,
      '',
    ].join('\r\n'),
    'latin1',
  );
}
