/** The kind of conference in a cell of a list, where "Initial" and "Review" stand alone more often than not. */
import { readKind, type ConferenceKind } from '../conferences/kinds.js';

export type WrittenKind =
  | { readonly kind: 'conference'; readonly is: ConferenceKind }
  /** A meeting that is no child protection conference and is not recorded. */
  | { readonly kind: 'other-meeting' }
  /** The cell says that it will not take place. */
  | { readonly kind: 'called-off' }
  | { readonly kind: 'unknown' };

export const CALLED_OFF =
  /\b(cancell?ed|cancell?ation|canc|cx|cxl|cxld|stood[ -]down|stand[ -]down|stepped[ -]down|postponed|abandoned|vacated|withdrawn|void(ed)?|(not|no longer) (going ahead|proceeding|taking place))\b/i;
const OTHER_MEETING =
  /\b(strategy|strat|core groups?|legal|plo|child in need|cin|marac|mappa|mace|mase|lado|family group|fgc|cla|lac|looked after|cic|in care|care review|planning|professionals?|tac|taf|team around|pep|disruption|placement|adoption|permanence|permanency|supervision|discharge|medical|transfer(red)? out|transferring out|exploitation|secure|pathway|home visit|network|mapping|s47|section 47)\b/;
const BARE =
  /^((initial|review|(\d+(st|nd|rd|th)|first|second|third|fourth|fifth|sixth|next|subsequent|further|early|three month|six month|\d month|final) review|review \d+|initial child protection|review child protection|child protection initial|cp initial|initial cp|pre ?birth( initial| review)?|(initial|review) pre ?birth|unborn( initial| review)?|(initial|review) unborn)|transfer in( initial)?|(initial )?receiving in)$/;

/**
 * Reads a cell. `ofConferences` says that the heading speaks of conferences, so a bare "Review" is one: elsewhere it may
 * be a review of a child in care and stays unknown.
 */
export function readWrittenKind(text: string, ofConferences: boolean): WrittenKind {
  if (CALLED_OFF.test(text)) return { kind: 'called-off' };
  const words = plain(text);
  const known = readKind(words);
  if (known !== null) return { kind: 'conference', is: known };
  if (BARE.test(words) && (ofConferences || !/^(\S+ )*review( \d)?$/.test(words))) {
    const named = readKind(/child protection|\bcp\b/.test(words) ? `${words} conference` : `${words} cp conference`);
    if (named !== null) return { kind: 'conference', is: named };
  }
  return OTHER_MEETING.test(words) ? { kind: 'other-meeting' } : { kind: 'unknown' };
}

/** "R.C.P.C.", "RCPC2" and "Rev. CP Conf." in whole words. */
const plain = (text: string): string =>
  text
    .slice(0, 200)
    .toLowerCase()
    .replace(/\b([a-z])\.(?=[a-z]\b)/g, '$1')
    .replace(/\b(icpc|rcpc|cpc)s?[ -]?(\d+)\b/g, '$1 $2')
    .replace(/[^a-z0-9]+/g, ' ')
    .replace(/\brev\b|\brvw\b/g, 'review')
    .replace(/\binit\b/g, 'initial')
    .replace(/\b(confs|cnf)\b/g, 'conference')
    .replace(/\b(icp|rcp) (conf(erence)?)\b/g, '$1c')
    .replace(/\b(unborn baby|ubb)\b/g, 'unborn')
    .replace(/\btransferred in\b/g, 'transfer in')
    .trim();
