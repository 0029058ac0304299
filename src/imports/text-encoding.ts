/** Which encoding a text file is in, found from its bytes alone. */

export type TextEncoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';

/**
 * The encoding a byte order mark or the pattern of NULs shows; null when only reading the whole file can tell UTF-8 from
 * Windows-1252; 'binary' for what is no text.
 */
export function encodingByMarks(head: Uint8Array): TextEncoding | 'binary' | null {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return 'utf-8';
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  let [even, odd] = [0, 0];
  head.forEach((byte, index) => {
    if (byte !== 0) return;
    if (index % 2 === 0) even += 1;
    else odd += 1;
  });
  if (even + odd === 0) return null;
  // Latin letters in UTF-16 have a NUL as every other byte.
  const half = head.length / 2;
  if (odd > half * 0.6 && even < half * 0.1) return 'utf-16le';
  return even > half * 0.6 && odd < half * 0.1 ? 'utf-16be' : 'binary';
}

/** Whether bytes that come in pieces are all UTF-8. */
export class Utf8Check {
  private readonly decoder = new TextDecoder('utf-8', { fatal: true });
  private sound = true;

  /** False from the first piece on that is not UTF-8. */
  push(bytes: Uint8Array): boolean {
    return this.try(() => this.decoder.decode(bytes, { stream: true }));
  }

  end(): boolean {
    return this.try(() => this.decoder.decode());
  }

  private try(decode: () => string): boolean {
    if (!this.sound) return false;
    try {
      decode();
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ERR_ENCODING_INVALID_ENCODED_DATA') throw error;
      this.sound = false;
    }
    return this.sound;
  }
}
