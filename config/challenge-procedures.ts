/** How each partnership resolves a professional disagreement: its stages, whom each goes to, and how long an answer may take. */
import type { Checked } from './checks.js';

export interface ChallengeStage {
  readonly name: string;
  /** A role at the local authority or its partnership; never a person. */
  readonly to: string;
  readonly workingDays: number;
}

export interface ChallengeProcedure {
  readonly code: string;
  readonly name: string;
  /** At least one; the next one begins where the last brought no agreement. */
  readonly stages: readonly ChallengeStage[];
}

export interface ChallengeProcedures {
  readonly all: readonly ChallengeProcedure[];
  readonly of: (hub: string) => ChallengeProcedure;
}

export function readChallengeProcedures(file: Checked, hubs: readonly string[]): ChallengeProcedures {
  const all = file.list('procedures', 'procedure', ['code', 'name', 'stages'], readProcedure);
  const codes = all.map(({ code }) => code);
  file.noneTwice('code', codes);
  const chosen = file.list('hubs', 'hub', ['hub', 'procedure'], (entry) => ({
    hub: entry.code('hub'),
    procedure: entry.code('procedure'),
  }));
  const named = chosen.map(({ hub }) => hub);
  file.noneTwice('hub', named);
  for (const hub of named) if (hub !== '' && !hubs.includes(hub)) file.problem(`names the unknown hub "${hub}"`);
  for (const hub of hubs) if (!named.includes(hub)) file.problem(`has no procedure for the hub "${hub}"`);
  for (const { procedure } of chosen) {
    if (procedure !== '' && !codes.includes(procedure)) file.problem(`names the unknown procedure "${procedure}"`);
  }
  const byHub = new Map(chosen.map(({ hub, procedure }) => [hub, all.find(({ code }) => code === procedure)]));
  return {
    all,
    of: (hub) => {
      const found = byHub.get(hub);
      if (found === undefined) throw new Error(`there is no procedure for the hub ${hub}`);
      return found;
    },
  };
}

const readProcedure = (entry: Checked): ChallengeProcedure => ({
  code: entry.code('code'),
  name: entry.text('name'),
  stages: entry.list('stages', 'stage', ['name', 'to', 'workingDays'], (stage) => ({
    name: stage.text('name'),
    to: stage.text('to'),
    workingDays: stage.wholeNumber('workingDays', 1, 60),
  })),
});
