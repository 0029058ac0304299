/** RFC 9457. The `type` is a stable path under the API documentation: programs switch on it, people read `detail`. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly [extra: string]: unknown;
}

/** Thrown by API controllers for what the business refuses; the filter prints it as `application/problem+json`. */
export class ProblemError extends Error {
  constructor(readonly problem: Problem) {
    super(problem.detail);
    this.name = 'ProblemError';
  }
}

/**
 * A refusal as a problem.
 * @param kind kebab-case name of the refusal, the last part of `type`
 * @param detail one sentence that says what to do
 */
export function problem(
  status: number,
  kind: string,
  detail: string,
  extra: Readonly<Record<string, unknown>> = {},
): ProblemError {
  const title = kind.replaceAll('-', ' ').replace(/^./, (first) => first.toUpperCase());
  return new ProblemError({ type: `/api/problems/${kind}`, title, status, detail, ...extra });
}
