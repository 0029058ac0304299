/** One problem in HiGHS: the relaxation stays there between levels, whole-number models are made of what is still open. */
import type { Highs, Model as Solver, Solution } from 'highs';
import type { Model, Row } from './model.js';
import { addPatterns, openPart, type Bounds } from './open-part.js';

export type Worth = ReadonlyMap<number, number>;
export type Sense = 'most' | 'least';

export interface Relaxed {
  readonly value: number;
  readonly solution: Solution;
}
/** `columns` are whole numbers; null when there is none. */
export interface Whole {
  readonly columns: readonly number[] | null;
  readonly isProven: boolean;
  readonly bound: number;
}

/** The time is up: what was found before counts. */
export class TimeIsUp extends Error {}
/** HiGHS ended in a way that says nothing. */
export class SolverFailed extends Error {}

export const isWhole = ({ solution }: Relaxed): boolean =>
  solution.colValue.every((value) => Math.abs(value - Math.round(value)) < SURE);

const SURE = 1e-6;
const PRIMAL_SIMPLEX = 4;
const DUAL_SIMPLEX = 1;
const INTEGER = 1;
const CONTINUOUS = 0;
const NO_LIMIT = 1e30;

export class Session {
  private readonly solver: Solver;
  private readonly rows: Row[];
  private bounds: Bounds;
  private isFeasible = false;

  constructor(
    private readonly highs: Highs,
    private readonly model: Model,
    private readonly secondsLeft: () => number,
  ) {
    this.rows = [...model.rows];
    this.bounds = {
      least: Float64Array.from(model.least),
      most: new Float64Array(model.columns).fill(1),
      rowLeast: new Float64Array(this.rows.length).fill(-highs.infinity),
      rowMost: Float64Array.from(this.rows, ({ most }) => this.finite(most)),
    };
    const { least, most, rowLeast, rowMost } = this.bounds;
    this.solver = highs.createModel({
      numCols: model.columns,
      numRows: this.rows.length,
      colCost: new Float64Array(model.columns),
      colLower: least,
      colUpper: most,
      rowLower: rowLeast,
      rowUpper: rowMost,
      matrix: { format: 'csr', numRows: this.rows.length, numCols: model.columns, ...compressed(this.rows) },
    });
    this.solver.options.set({ output_flag: false });
  }

  private finite = (most: number): number => (most === Infinity ? this.highs.infinity : most);

  dispose(): void {
    this.solver.dispose();
  }

  /** The best of the relaxation; null when even that is impossible. */
  relax(worth: Worth, sense: Sense): Relaxed | null {
    const sign = sense === 'most' ? -1 : 1;
    const cost = new Float64Array(this.model.columns);
    for (const [column, factor] of worth) cost[column] = sign * factor;
    this.solver.changeColsCost({ kind: 'range', from: 0, to: this.model.columns - 1 }, cost);
    this.solver.options.set({ simplex_strategy: this.isFeasible ? PRIMAL_SIMPLEX : DUAL_SIMPLEX });
    this.isFeasible = this.runRelaxed() === 'optimal';
    return this.isFeasible
      ? { value: sign * this.solver.getObjectiveValue(), solution: this.solver.getSolution() }
      : null;
  }

  /** From where it last ended; once more from nothing when that goes astray. */
  private runRelaxed(): Ended {
    try {
      return run(this.highs, this.solver, this.secondsLeft());
    } catch (error) {
      if (!(error instanceof SolverFailed)) throw error;
      this.solver.clearSolver();
      return run(this.highs, this.solver, this.secondsLeft());
    }
  }

  /**
   * Leaves only what is worth at least the best of the relaxation less `slack`: a column whose price is higher cannot
   * leave its bound, and with no slack a row that has a price is full.
   */
  narrow({ solution }: Relaxed, slack: number): void {
    const { least, most, rowLeast, rowMost } = this.bounds;
    for (const [column, price] of solution.colDual.entries()) {
      if (Math.abs(price) <= slack + SURE) continue;
      least[column] = most[column] = Math.round(solution.colValue[column] ?? 0);
    }
    if (slack === 0)
      for (const [row, price] of solution.rowDual.entries())
        if (Math.abs(price) > SURE) rowLeast[row] = rowMost[row] ?? 0;
    this.send();
  }

  /** From here on no plan that is worth less. */
  hold(worth: Worth, sense: Sense, value: number): void {
    const columns = [...worth.keys()];
    const sign = sense === 'most' ? -1 : 1;
    const row = { columns, factors: columns.map((column) => sign * (worth.get(column) ?? 0)), most: sign * value };
    this.rows.push(row);
    this.solver.addRow(-this.highs.infinity, row.most, { indices: row.columns, values: row.factors });
    this.bounds = {
      ...this.bounds,
      rowLeast: Float64Array.from([...this.bounds.rowLeast, -this.highs.infinity]),
      rowMost: Float64Array.from([...this.bounds.rowMost, row.most]),
    };
    this.isFeasible = false;
  }

  /** The most each person can be given; whoever has room for nothing gets nothing. */
  makeRoom(room: readonly number[]): void {
    for (const [person, row] of this.model.loadRows.entries())
      if (row >= 0) this.bounds.rowMost[row] = room[person] ?? 0;
    this.isFeasible = false;
    this.send();
  }

  remember(): Bounds {
    const { least, most, rowLeast, rowMost } = this.bounds;
    return { least: least.slice(), most: most.slice(), rowLeast: rowLeast.slice(), rowMost: rowMost.slice() };
  }

  /** Rows held meanwhile stay. */
  goBack({ least, most, rowLeast, rowMost }: Bounds): void {
    const rest = <T extends Float64Array>(before: T, now: T): Float64Array =>
      Float64Array.from([...before, ...now.subarray(before.length)]);
    this.bounds = {
      least: least.slice(),
      most: most.slice(),
      rowLeast: rest(rowLeast, this.bounds.rowLeast),
      rowMost: rest(rowMost, this.bounds.rowMost),
    };
    this.isFeasible = false;
    this.send();
  }

  private send(): void {
    const { least, most, rowLeast, rowMost } = this.bounds;
    this.solver.changeColsBounds({ kind: 'range', from: 0, to: least.length - 1 }, least, most);
    this.solver.changeRowsBounds({ kind: 'range', from: 0, to: rowLeast.length - 1 }, rowLeast, rowMost);
  }

  /** The best in whole numbers of what is open; with no `worth` any will do. */
  whole(worth: Worth | null, sense: Sense, start: readonly number[] | null): Whole {
    const open = openPart(this.rows, this.bounds, this.highs.infinity);
    if (open === null) return { columns: null, isProven: true, bound: 0 };
    const sign = sense === 'most' ? -1 : 1;
    const { least } = this.bounds;
    const fill = (values: ArrayLike<number>): number[] => {
      const columns = Array.from(least, (value) => Math.round(value));
      for (const [at, column] of open.columns.entries()) columns[column] = Math.round(values[at] ?? 0);
      return columns;
    };
    if (open.columns.length === 0) return { columns: fill([]), isProven: true, bound: 0 };
    const patterns = addPatterns(open, this.model.loadRows, this.rows, this.bounds, this.highs.infinity);
    const width = open.columns.length + patterns;
    const cost = new Float64Array(width);
    for (const [at, column] of open.columns.entries()) cost[at] = sign * (worth?.get(column) ?? 0);
    const solver = this.highs.createModel({
      numCols: width,
      numRows: open.rows.length,
      colCost: cost,
      colLower: new Float64Array(width),
      colUpper: new Float64Array(width).fill(1),
      rowLower: Float64Array.from(open.rowLeast),
      rowUpper: Float64Array.from(open.rowMost),
      integrality: new Int32Array(width).fill(INTEGER).fill(CONTINUOUS, open.columns.length),
      matrix: { format: 'csr', numRows: open.rows.length, numCols: width, ...compressed(open.rows) },
    });
    try {
      solver.options.set({ output_flag: false, mip_rel_gap: 0, mip_abs_gap: SURE });
      if (start !== null)
        solver.setSolution({
          indices: Int32Array.from(open.columns.keys()),
          values: Float64Array.from(open.columns, (column) => start[column] ?? 0),
        });
      const status = run(this.highs, solver, this.secondsLeft(), true);
      if (status === 'impossible') return { columns: null, isProven: true, bound: 0 };
      const hasOne = solver.info.get('primal_solution_status') === this.highs.constants.solutionStatus.feasible;
      const fixed = [...(worth ?? [])].reduce(
        (sum, [column, factor]) =>
          sum + (least[column] === this.bounds.most[column] ? factor * (least[column] ?? 0) : 0),
        0,
      );
      return {
        columns: hasOne ? fill(solver.getSolution().colValue) : null,
        isProven: status === 'optimal',
        bound: fixed + sign * Number(solver.info.get('mip_dual_bound')),
      };
    } finally {
      solver.dispose();
    }
  }
}

type Ended = 'optimal' | 'impossible' | 'stopped';

function run(highs: Highs, solver: Solver, seconds: number, mayStop = false): Ended {
  if (seconds <= 0) throw new TimeIsUp();
  solver.zeroAllClocks();
  solver.options.set('time_limit', Math.min(seconds, NO_LIMIT));
  const { modelStatus } = solver.run();
  const { optimal, infeasible, unboundedOrInfeasible, timeLimit, empty } = highs.constants.modelStatus;
  if (modelStatus === optimal || modelStatus === empty) return 'optimal';
  // Every column lies between 0 and 1, so nothing is unbounded.
  if (modelStatus === infeasible || modelStatus === unboundedOrInfeasible) return 'impossible';
  if (modelStatus !== timeLimit) throw new SolverFailed(`HiGHS ended with status ${modelStatus}`);
  if (!mayStop) throw new TimeIsUp();
  return 'stopped';
}

function compressed(rows: readonly Row[]): { starts: Int32Array; indices: Int32Array; values: Float64Array } {
  const starts = new Int32Array(rows.length + 1);
  for (const [at, row] of rows.entries()) starts[at + 1] = (starts[at] ?? 0) + row.columns.length;
  const indices = new Int32Array(starts[rows.length] ?? 0);
  const values = new Float64Array(indices.length);
  for (const [at, row] of rows.entries()) {
    indices.set(row.columns, starts[at]);
    values.set(row.factors, starts[at]);
  }
  return { starts, indices, values };
}
