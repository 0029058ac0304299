import type { Hub } from '../../config/reference-data.js';

export const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);

export const hubNames = (codes: readonly string[], hubs: readonly Pick<Hub, 'code' | 'name'>[]): string =>
  codes.map((code) => hubs.find((hub) => hub.code === code)?.name ?? code).join(', ');

export const counted = (n: number, one: string, many = `${one}s`): string => `${n} ${n === 1 ? one : many}`;
