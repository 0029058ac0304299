/** The shapes that the layout and the macros print. Page models are made of these, so a missing word does not compile. */

/** Repeats in colour and form what the word beside it says. */
export type Tone = 'neutral' | 'info' | 'good' | 'warn' | 'bad';

export interface Tag {
  readonly text: string;
  readonly tone?: Tone;
}

export interface Link {
  readonly text: string;
  readonly href: string;
  /** Spoken after the text, where the same text stands in every row. */
  readonly label?: string;
}

/** n of N before the percentage; all words already rounded and formatted. */
export interface Figure {
  readonly n: string | number;
  readonly of: string | number;
  readonly percent?: string;
  readonly interval?: string;
}

/** A button that looks like a link and sends a POST with the page's token. */
export interface Post {
  readonly action: string;
  readonly text: string;
  readonly label?: string;
  readonly fields?: Readonly<Record<string, string>>;
}

export interface RichCell {
  readonly text?: string | number | null;
  readonly href?: string;
  readonly label?: string;
  readonly strong?: boolean;
  readonly quiet?: boolean;
  readonly tag?: Tag;
  readonly tags?: readonly Tag[];
  readonly figure?: Figure;
  readonly note?: string;
  readonly notes?: readonly string[];
  readonly list?: readonly Cell[];
  /** What would fill the table if it always stood there. */
  readonly fold?: { readonly summary: string; readonly text: string };
  readonly link?: Link;
  /** After the one link, where there is more to do. */
  readonly links?: readonly Link[];
  readonly post?: Post;
}

export type Cell = string | number | null | undefined | RichCell;

export interface Column<Key extends string = string> {
  readonly key: Key;
  readonly text: string;
  readonly numeric?: boolean;
  readonly nowrap?: boolean;
  /** The cell that names its row. One a table. */
  readonly rowHeader?: boolean;
  /** Explains itself, so that it needs no label on a phone. */
  readonly bare?: boolean;
  /** Heading for listeners only. */
  readonly hidden?: boolean;
  readonly sort?: { readonly href: string; readonly direction?: 'ascending' | 'descending' };
}

export interface Row<Key extends string = string> {
  readonly id?: string;
  readonly tone?: 'bad' | 'warn' | 'quiet';
  readonly cells: { readonly [key in Key]?: Cell };
}

export interface Empty {
  readonly title: string;
  readonly text?: string;
  readonly href?: string;
  readonly linkText?: string;
}

export interface Group<Key extends string = string> {
  readonly id?: string;
  readonly title: string;
  readonly note?: string;
  readonly rows: readonly Row<Key>[];
}

interface AnyTable<Key extends string> {
  readonly caption: string;
  readonly captionHidden?: boolean;
  readonly columns: readonly Column<Key>[];
  readonly empty?: Empty;
  /** Needed when a cell posts. */
  readonly csrf?: string;
  /** On a phone one cell after the other instead of label beside value. */
  readonly flow?: boolean;
}

export type Table<Key extends string = string> = AnyTable<Key> &
  ({ readonly rows: readonly Row<Key>[] } | { readonly groups: readonly Group<Key>[] });

export interface Fact {
  readonly key: string;
  readonly value: Cell;
  readonly href?: string;
  readonly linkText?: string;
}

export interface Step {
  readonly text: string;
  readonly when: string;
  readonly note?: string;
  readonly state: 'done' | 'now' | 'ahead' | 'late';
}

export interface TimelineItem {
  readonly title: string;
  readonly by?: string;
  /** RFC 3339 instant, for machines. */
  readonly at: string;
  /** The same in words, UK time. */
  readonly when: string;
  readonly text?: string;
  readonly lines?: readonly Cell[];
  readonly links?: readonly Link[];
  readonly fold?: { readonly summary: string; readonly text: string };
}

export interface Measure extends Figure {
  readonly text: string;
  readonly href?: string;
  readonly target?: string;
  readonly tag?: Tag;
  readonly note?: string;
}

export interface Notice {
  readonly title?: string;
  readonly text?: string;
  readonly lines?: readonly Cell[];
  readonly tone?: Exclude<Tone, 'neutral'>;
  readonly href?: string;
  readonly linkText?: string;
}

/** `href` is `#` and the name of the field, so that the summary leads there and the field finds its sentence. */
export interface FieldError {
  readonly text: string;
  readonly href: `#${string}`;
}

/** A form that comes back: 409 when something else came before it, 422 when it cannot be as it is. */
export interface RefusedForm {
  readonly status: 409 | 422;
  readonly errors: readonly FieldError[];
}

export interface MenuItem {
  readonly text: string;
  readonly href: string;
  /** One key that goes there. */
  readonly key: string;
  readonly current: boolean;
  readonly count: number | null;
}

export interface Menu {
  readonly items: readonly MenuItem[];
  readonly more: readonly MenuItem[];
  /** What waits under "More", all together; null when nothing does. */
  readonly moreCount: number | null;
  readonly inMore: boolean;
}

export interface Frame {
  readonly user: { readonly name: string; readonly role: string; readonly hubs: string | readonly string[] } | null;
  readonly nav: Menu | null;
  readonly demo: { readonly clock: string; readonly href?: string } | null;
  readonly csrf: string;
  readonly flash: Notice | null;
  /** What this page rests on and whose review is overdue. */
  readonly guidance?: { readonly text: string } | null;
  /** What was searched for, kept in the box. */
  readonly search?: string;
  readonly version: string;
}

/** A single key and what it does on this page. */
export interface Key {
  readonly key: string;
  readonly text: string;
}

/** What every page gives the layout, beside its own parts. */
export interface Page {
  readonly frame: Frame;
  readonly title: string;
  readonly caption?: string;
  readonly back?: Link;
  /** Right of the heading; `main` is the filled button, `plain` a link. */
  readonly actions?: readonly (Link & { readonly main?: boolean; readonly plain?: boolean })[];
  readonly errors?: readonly FieldError[];
  /** Beside those of the menu, which they may hide. */
  readonly keys?: readonly Key[];
}
