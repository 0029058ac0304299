/** A browser without JavaScript: keeps cookies by path, follows redirects, and stops where the address leaves `within`. */
export class PlainBrowser {
  private readonly cookies = new Map<string, { readonly value: string; readonly path: string }>();

  constructor(private readonly within: string) {}

  /** The last page, or the address outside that one would be sent to. */
  async go(address: string | URL, form?: Record<string, string>): Promise<{ url: URL; page: Response | null }> {
    let url = new URL(address);
    let body = form && new URLSearchParams(form);
    while (url.origin === this.within) {
      const page = await fetch(url, {
        method: body ? 'POST' : 'GET',
        body,
        headers: { cookie: this.cookiesFor(url.pathname) },
        redirect: 'manual',
      });
      this.keep(page);
      const next = page.headers.get('location');
      if (next === null) return { url, page };
      url = new URL(next, url);
      body = undefined;
    }
    return { url, page: null };
  }

  private cookiesFor(path: string): string {
    const fitting = [...this.cookies].filter(([, cookie]) => path.startsWith(cookie.path));
    return fitting.map(([key, { value }]) => `${key.split(' ')[0]}=${value}`).join('; ');
  }

  private keep(page: Response): void {
    for (const line of page.headers.getSetCookie()) {
      const [pair = '', ...attributes] = line.split('; ');
      const at = pair.indexOf('=');
      const path = attributes.find((attribute) => attribute.startsWith('path='))?.slice(5) ?? '/';
      const key = `${pair.slice(0, at)} ${path}`;
      const value = pair.slice(at + 1);
      if (value === '') this.cookies.delete(key);
      else this.cookies.set(key, { value, path });
    }
  }
}
