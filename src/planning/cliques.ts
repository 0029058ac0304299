/** Sittings of which one person can have one at most, so few of them that each clash lies in one. */

/** Each clash of the graph is inside one of the sets, and every set is of sittings that all clash with one another. */
export function cliquesOf(clashes: readonly (readonly number[])[]): readonly (readonly number[])[] {
  const near = clashes.map((others) => new Set(others));
  const covered = new Set<number>();
  const edge = (a: number, b: number): number => Math.min(a, b) * clashes.length + Math.max(a, b);
  const cliques: number[][] = [];
  // Whoever clashes with most comes first: its cliques are the widest and cover most of the rest.
  const order = [...clashes.keys()].toSorted((a, b) => (near[b]?.size ?? 0) - (near[a]?.size ?? 0));
  for (const one of order)
    for (const other of clashes[one] ?? []) {
      if (covered.has(edge(one, other))) continue;
      const clique = grown([one, other], near);
      for (const [at, a] of clique.entries()) for (const b of clique.slice(at + 1)) covered.add(edge(a, b));
      cliques.push(clique);
    }
  return cliques;
}

/** No further sitting clashes with all of it: so it also says as much as can be said. */
function grown(seed: readonly [number, number], near: readonly ReadonlySet<number>[]): number[] {
  const clique: number[] = [...seed];
  for (const next of near[seed[0]] ?? [])
    if (!clique.includes(next) && clique.every((one) => near[one]?.has(next))) clique.push(next);
  return clique;
}

/** What is left of them for somebody who may have only some of the sittings; none within another. */
export function cliquesAmong(
  cliques: readonly (readonly number[])[],
  may: ReadonlySet<number>,
): readonly (readonly number[])[] {
  const left = cliques
    .map((clique) => clique.filter((sitting) => may.has(sitting)))
    .filter((clique) => clique.length > 1)
    .toSorted((a, b) => b.length - a.length);
  const containing = new Map<number, Set<number>>();
  return left.filter((clique, at) => {
    const [first = -1, ...rest] = clique;
    const within = [...(containing.get(first) ?? [])].some((id) => rest.every((one) => containing.get(one)?.has(id)));
    if (within) return false;
    for (const one of clique) containing.set(one, (containing.get(one) ?? new Set()).add(at));
    return true;
  });
}
