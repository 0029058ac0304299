import { randomUUID } from 'node:crypto';
import { mkdir, open, readFile, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Mailbox, WaitingMail } from '../../calendar/mailbox.js';
import { codeOf } from '../data-folder-errors.js';

export interface StoredMail {
  /** Names the message within its mailbox. */
  readonly id: string;
  /** The address whose mailbox it lies in, in lower case. */
  readonly address: string;
  /** The sender on the envelope; empty for a report of non-delivery. */
  readonly from: string;
  readonly receivedAt: Temporal.Instant;
  /** Whether `Mailbox.done` was told of it. */
  readonly read: boolean;
  /** The message with its `Return-Path` and `Delivered-To` lines in front, as a mail server stores it. */
  readonly raw: Uint8Array;
}

interface Place {
  readonly folder: string;
  readonly id: string;
  readonly read: boolean;
}

const INCOMING = '.incoming';
const READ = 'read';
/** Order of arrival by the machine's clock, a counter within it, then when it was received by the demo's clock. */
const ID = /^(\d{15}-\d{6})-(\d{1,15})$/;
/** File systems allow 255 bytes for a name. */
const LONGEST_FOLDER = 240;

/** True when mail for the address can be kept: it has two sides, and its folder's name is not too long. */
export const isKeepable = (address: string): boolean =>
  /^[^@\s]+@[^@\s]+$/.test(address) && folderFor(address).length <= LONGEST_FOLDER;

/**
 * Mailboxes as folders, messages as files: any address has one from its first message on. Encoding leaves no slash in
 * a folder's name, and the @ that every address holds keeps it from being a dot name.
 */
const folderFor = (address: string): string => encodeURIComponent(address.toLowerCase());

export class PostOffice {
  private counter = 0;

  private constructor(
    private readonly dir: string,
    private readonly now: () => Temporal.Instant,
  ) {}

  /** Opens the post office kept in `dir`, made if need be, and throws away what was never wholly received. */
  static async open(dir: string, now: () => Temporal.Instant): Promise<PostOffice> {
    await rm(join(dir, INCOMING), { recursive: true, force: true });
    await mkdir(join(dir, INCOMING), { recursive: true });
    return new PostOffice(dir, now);
  }

  /** Puts a copy in each mailbox; they are all on disk when this ends. If one cannot be written, none is delivered. */
  async deliver(from: string, to: readonly string[], message: Uint8Array): Promise<void> {
    const id = this.nextId();
    const copies = [...new Set(to.map((address) => address.toLowerCase()))].map((address) => ({
      address,
      written: join(this.dir, INCOMING, randomUUID()),
      folder: join(this.dir, folderFor(address)),
    }));
    try {
      for (const { address, written, folder } of copies) {
        await mkdir(join(folder, READ), { recursive: true });
        await writeThrough(written, [`Return-Path: <${from}>\r\nDelivered-To: ${address}\r\n`, message]);
      }
    } catch (error) {
      for (const { written } of copies) await rm(written, { force: true });
      throw error;
    }
    for (const { written, folder } of copies) await rename(written, join(folder, `${id}.eml`));
  }

  /** Every address that ever got a message, by name, with how many lie there, read or not. */
  async mailboxes(): Promise<readonly { readonly address: string; readonly count: number }[]> {
    const folders = (await readdir(this.dir)).filter((name) => name.includes('%40'));
    const counted = folders.map(async (folder) => ({
      address: decodeURIComponent(folder),
      count: (await this.places(folder)).length,
    }));
    return (await Promise.all(counted)).sort((a, b) => (a.address < b.address ? -1 : 1));
  }

  /** Newest first; empty for an address that never got one. */
  async messages(address: string): Promise<readonly StoredMail[]> {
    const places = (await this.places(folderFor(address))).sort((a, b) => (a.id < b.id ? 1 : -1));
    const found = await Promise.all(places.map((place) => this.load(place)));
    return found.filter((mail) => mail !== null);
  }

  /** Null when there is no such message, whatever was asked for. */
  async message(address: string, id: string): Promise<StoredMail | null> {
    const place = (await this.places(folderFor(address))).find((found) => found.id === id);
    return place === undefined ? null : this.load(place);
  }

  /** The unread mail of these addresses, as the tracker's reader sees it. */
  mailbox(addresses: readonly string[]): Mailbox {
    let lastReadAt: Temporal.Instant | null = null;
    return {
      waiting: async (limit) => {
        const mails = await this.waiting([...new Set(addresses.map(folderFor))], limit);
        lastReadAt = this.now();
        return mails;
      },
      done: (id) => this.markRead(id),
      status: () => addresses.map((mailbox) => ({ mailbox, lastReadAt, problem: null })),
    };
  }

  private async waiting(folders: readonly string[], limit: number): Promise<readonly WaitingMail[]> {
    const places = (await Promise.all(folders.map((folder) => this.places(folder)))).flat();
    const oldest = places.filter(({ read }) => !read).sort((a, b) => (a.id < b.id ? -1 : 1));
    const mails: WaitingMail[] = [];
    for (const place of oldest.slice(0, limit)) {
      const mail = await this.load(place);
      if (mail === null) continue;
      const { raw, receivedAt, address } = mail;
      mails.push({ id: `${place.folder}/${place.id}`, mailbox: address, raw, receivedAt });
    }
    return mails;
  }

  /** Telling it twice is no mistake: the first time may have been lost. */
  private async markRead(waitingId: string): Promise<void> {
    const [folder = '', id = ''] = waitingId.split('/');
    const place = ID.test(id) ? (await this.places(folder)).find((found) => found.id === id) : undefined;
    if (place === undefined) throw new Error(`there is no message ${waitingId} in the post office`);
    if (!place.read) await rename(this.file(place), this.file({ ...place, read: true }));
  }

  private async places(folder: string): Promise<Place[]> {
    const inside = async (path: string, read: boolean): Promise<Place[]> =>
      (await namesIn(path))
        .filter((name) => name.endsWith('.eml') && ID.test(name.slice(0, -4)))
        .map((name) => ({ folder, id: name.slice(0, -4), read }));
    if (!folder.includes('%40')) return [];
    const path = join(this.dir, folder);
    return [...(await inside(path, false)), ...(await inside(join(path, READ), true))];
  }

  /** Null when the message was moved away in between. */
  private async load(place: Place): Promise<StoredMail | null> {
    const raw = await readFile(this.file(place)).catch((error: unknown) => {
      if (codeOf(error) === 'ENOENT') return null;
      throw error;
    });
    if (raw === null) return place.read ? null : this.load({ ...place, read: true });
    const from = /^Return-Path: <(.*)>\r\n/.exec(raw.subarray(0, 1024).toString('utf8'))?.[1] ?? '';
    const receivedAt = Temporal.Instant.fromEpochMilliseconds(Number(ID.exec(place.id)?.[2]));
    return { id: place.id, address: decodeURIComponent(place.folder), from, receivedAt, read: place.read, raw };
  }

  private file({ folder, id, read }: Place): string {
    return join(this.dir, folder, read ? READ : '', `${id}.eml`);
  }

  private nextId(): string {
    const arrived = String(Temporal.Now.instant().epochMilliseconds).padStart(15, '0');
    this.counter = (this.counter + 1) % 1_000_000;
    return `${arrived}-${String(this.counter).padStart(6, '0')}-${this.now().epochMilliseconds}`;
  }
}

async function writeThrough(file: string, parts: readonly (string | Uint8Array)[]): Promise<void> {
  const handle = await open(file, 'wx', 0o600);
  try {
    for (const part of parts) await handle.writeFile(part);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function namesIn(folder: string): Promise<string[]> {
  return readdir(folder).catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return [];
    throw error;
  });
}
