import type { OauthSettings } from '../../config/settings.js';
import type { Clock } from '../kernel/clock.js';

/** A token is replaced this long before it ends, or when a tenth of its life is left if it is short-lived. */
const LONGEST_MARGIN_SECONDS = 60;
/** What RFC 6749 5.1 leaves to us when the answer does not say how long a token lives. */
const USUAL_LIFE_SECONDS = 300;
const PATIENCE_MS = 10_000;

interface Token {
  readonly value: string;
  readonly renewAt: Temporal.Instant;
}

/**
 * The token with which reading and sending both sign in (OAuth 2.0 client credentials, RFC 6749 4.4). It is fetched
 * once for all who ask at the same time, and again shortly before it ends.
 */
export class MailLogin {
  private token: Token | null = null;
  private fetching: Promise<Token> | null = null;

  constructor(
    private readonly settings: OauthSettings,
    private readonly clock: Clock,
  ) {}

  /** @throws Error with a sentence for a person when the token endpoint gives none */
  async accessToken(): Promise<string> {
    const known = this.token;
    if (known !== null && Temporal.Instant.compare(this.clock.now(), known.renewAt) < 0) return known.value;
    this.fetching ??= this.fetch().finally(() => (this.fetching = null));
    this.token = await this.fetching;
    return this.token.value;
  }

  /** A mail server would not have this token: the next one who asks gets a new one, unless somebody has one already. */
  refused(token: string): void {
    if (this.token?.value === token) this.token = null;
  }

  private async fetch(): Promise<Token> {
    const { tokenUrl, clientId, clientSecret, scope } = this.settings;
    const askedAt = this.clock.now();
    const form = { grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret, scope };
    let answer: Response;
    let text: string;
    try {
      const signal = AbortSignal.timeout(PATIENCE_MS);
      answer = await fetch(tokenUrl, { method: 'POST', body: new URLSearchParams(form), redirect: 'error', signal });
      text = await answer.text();
    } catch (error) {
      throw new Error(`the token endpoint ${new URL(tokenUrl).host} does not answer`, { cause: error });
    }
    const granted = readGrant(text);
    if (!answer.ok || granted === null) throw new Error(refusalOf(tokenUrl, answer.status, text));
    const margin = Math.min(LONGEST_MARGIN_SECONDS, granted.seconds / 10);
    const milliseconds = Math.floor((granted.seconds - margin) * 1000);
    return { value: granted.token, renewAt: askedAt.add({ milliseconds }) };
  }
}

function readGrant(text: string): { readonly token: string; readonly seconds: number } | null {
  const answer = parsed(text);
  const token = answer['access_token'];
  if (typeof token !== 'string' || token === '') return null;
  const seconds = Number(answer['expires_in']);
  return { token, seconds: Number.isFinite(seconds) && seconds > 0 ? seconds : USUAL_LIFE_SECONDS };
}

/** Says what the endpoint said, which names the application but never its secret. */
function refusalOf(tokenUrl: string, status: number, text: string): string {
  const { error, error_description: description } = parsed(text);
  const why = [error, description]
    .filter((part) => typeof part === 'string')
    .join(': ')
    .replace(/\s+/g, ' ');
  return `the token endpoint ${new URL(tokenUrl).host} gives no token (${why.slice(0, 300) || `status ${status}`})`;
}

function parsed(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    // Proxies answer with pages of HTML; the status then says all there is to say.
    return {};
  }
}
