import { CannotStart } from './cannot-start.js';

/** The system's name of an error (`ENOENT`, ...), or an empty string when it is no system error. */
export const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException | undefined)?.code ?? '';

/** What to tell the person when `folder` could not be written. Errors that are not about the disk come back unchanged. */
export function explainFolderError(error: unknown, folder: string): unknown {
  const sentence = sentenceFor(codeOf(error), folder);
  return sentence === null ? error : new CannotStart(sentence, { cause: error });
}

export const diskFull = (folder: string): string =>
  `The disk that holds the data folder ${folder} is full. Free some space and start again.`;

export const notWritable = (folder: string): string =>
  `The data folder ${folder} cannot be written by this user. Give the user the right to, or set DATA_DIR to another folder.`;

export const readOnlyDisk = (folder: string): string =>
  `The data folder ${folder} is on a read-only disk. Set DATA_DIR to a folder that can be written.`;

function sentenceFor(code: string, folder: string): string | null {
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return diskFull(folder);
    case 'EROFS':
      return readOnlyDisk(folder);
    case 'EACCES':
    case 'EPERM':
      return notWritable(folder);
    case 'ENOTDIR':
    case 'EEXIST':
      return `The data folder ${folder} is not a folder. Move that file away, or set DATA_DIR to another folder.`;
    case 'ENOENT':
      return `The data folder ${folder} cannot be made. Set DATA_DIR to a folder that can be written.`;
    default:
      return null;
  }
}
