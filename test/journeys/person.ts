import { load, type CheerioAPI } from 'cheerio';

export interface Page {
  readonly url: URL;
  readonly status: number;
  readonly $: CheerioAPI;
  /** What a person reads: headings, words and all, white space folded. */
  readonly text: string;
}

/** A person at a browser without JavaScript: keeps cookies for each address, follows redirects, fills forms in. */
export class Person {
  readonly name: string;
  private readonly cookies = new Map<string, string>();

  constructor(name: string) {
    this.name = name;
  }

  get(url: string | URL): Promise<Page> {
    return this.send(new URL(url), null);
  }

  /** Sends a form of the page with what it already holds and what the person types; `button` names the one pressed. */
  async submit(page: Page, form: string, typed: Readonly<Record<string, string>>, button?: string): Promise<Page> {
    const { $ } = page;
    const found = $(form).first();
    if (found.length === 0)
      throw new Error(`${page.url.pathname} has no form ${form}; it says: ${page.text.slice(0, 300)}`);
    const fields = new URLSearchParams();
    found.find('input, select, textarea').each((_, element) => {
      const field = $(element);
      const name = field.attr('name');
      const type = field.attr('type') ?? '';
      if (name === undefined || ['submit', 'button', 'file'].includes(type)) return;
      if (['radio', 'checkbox'].includes(type) && field.attr('checked') === undefined) return;
      fields.append(
        name,
        String(
          field.is('select')
            ? (field.find('option[selected]').attr('value') ?? field.find('option').attr('value') ?? '')
            : (field.val() ?? ''),
        ),
      );
    });
    for (const [name, value] of Object.entries(typed)) fields.set(name, value);
    const pressed = button === undefined ? found.find('button[name]').slice(0, 0) : found.find(button).first();
    const pressedName = pressed.attr('name');
    if (pressedName !== undefined) fields.set(pressedName, pressed.attr('value') ?? '');
    const action = pressed.attr('formaction') ?? found.attr('action') ?? page.url.href;
    return this.send(new URL(action, page.url), fields);
  }

  private async send(url: URL, form: URLSearchParams | null): Promise<Page> {
    let at = url;
    let body = form;
    for (let hops = 0; hops < 12; hops += 1) {
      const answer = await fetch(at, {
        method: body === null ? 'GET' : 'POST',
        redirect: 'manual',
        headers: { cookie: this.cookiesFor(at) },
        ...(body === null ? {} : { body }),
      });
      this.keep(at, answer);
      const next = answer.headers.get('location');
      if (next === null || answer.status < 300 || answer.status > 399) {
        const $ = load(await answer.text());
        return { url: at, status: answer.status, $, text: $('main, body').first().text().replace(/\s+/g, ' ').trim() };
      }
      at = new URL(next, at);
      body = null;
    }
    throw new Error(`${this.name} was sent round in a circle at ${at.href}`);
  }

  private cookiesFor(url: URL): string {
    return [...this.cookies]
      .filter(([key]) => key.startsWith(`${url.origin} `))
      .map(([key, value]) => `${key.split(' ')[1]}=${value}`)
      .join('; ');
  }

  private keep(url: URL, answer: Response): void {
    for (const line of answer.headers.getSetCookie()) {
      const [pair = ''] = line.split(';');
      const at = pair.indexOf('=');
      const key = `${url.origin} ${pair.slice(0, at)}`;
      const gone = pair.slice(at + 1) === '' || /max-age=0|expires=thu, 01 jan 1970/i.test(line);
      if (gone) this.cookies.delete(key);
      else this.cookies.set(key, pair.slice(at + 1));
    }
  }
}
