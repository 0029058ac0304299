/** Whether `If-None-Match` names the document as it is (RFC 9110 13.1.2: weak comparison, a list, or `*`). */
export function isUnchanged(ifNoneMatch: string | undefined, etag: string): boolean {
  const known = (ifNoneMatch ?? '').split(',').map((one) => one.trim().replace(/^W\//, ''));
  return known.includes('*') || known.includes(etag);
}
