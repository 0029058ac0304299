import { createHash, randomBytes } from 'node:crypto';

/** 256 random bits for the address of a feed. Shown once; only its hash is stored. */
export const newFeedSecret = (): string => randomBytes(32).toString('base64url');

/** SHA-256, 64 hexadecimal digits. A secret of 256 random bits needs no salt and no slow hash. */
export const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('hex');
