import type { ContentLine } from './content-lines.js';
import { readContentLines, unescapeText } from './content-lines.js';

const DEEPEST = 10;

export interface Component {
  /** Upper case: "VEVENT". */
  readonly name: string;
  readonly lines: ContentLine[];
  readonly children: Component[];
}

/** The calendars of a document. A missing END closes at the next END that fits; a stray END is skipped. */
export function readCalendars(document: string): readonly Component[] {
  const top: Component = { name: '', lines: [], children: [] };
  const open: Component[] = [top];
  for (const line of readContentLines(document)) {
    const current = open.at(-1) ?? top;
    if (line.name === 'BEGIN') {
      const child: Component = { name: line.value.trim().toUpperCase(), lines: [], children: [] };
      // A calendar inside a calendar is one that lost its END.
      if (child.name === 'VCALENDAR') open.splice(1);
      if (open.length > DEEPEST) continue;
      (open.at(-1) ?? top).children.push(child);
      open.push(child);
    } else if (line.name === 'END') {
      const at = open.findLastIndex(({ name }) => name === line.value.trim().toUpperCase());
      if (at > 0) open.splice(at);
    } else current.lines.push(line);
  }
  const calendars = top.children.filter(({ name }) => name === 'VCALENDAR');
  // Lines after the last END, METHOD among them, belong to the calendar before.
  calendars.at(-1)?.lines.push(...top.lines);
  return calendars;
}

/** The first line of that name whose value is not empty, else the first at all. Repeats are usually copies. */
export function firstLine(component: Component, name: string): ContentLine | null {
  const lines = component.lines.filter((line) => line.name === name);
  return lines.find(({ value }) => value.trim() !== '') ?? lines[0] ?? null;
}

/** A TEXT property without escapes, trimmed; null when absent or blank. */
export function textOf(component: Component, name: string): string | null {
  const text = unescapeText(firstLine(component, name)?.value ?? '').trim();
  return text === '' ? null : text;
}

export const childrenOf = (component: Component, name: string): readonly Component[] =>
  component.children.filter((child) => child.name === name);
