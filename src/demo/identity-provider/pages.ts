import { createHash } from 'node:crypto';
import type { Persona, Role } from '../personas.js';

const DOES: Readonly<Record<Role, string>> = {
  coordinator: 'Records invitations, puts officers on conferences and keeps the board up to date.',
  supervisor: 'Sees how conferences are covered and decides when something goes wrong.',
  attendee: 'Answers invitations, goes to conferences and records what happened there.',
  leadership: 'Reads how the force performs.',
  auditor: 'Reads who did and saw what. Changes nothing.',
  administrator: 'Looks after people, hubs and settings.',
  robot: 'Brings invitations from other systems.',
};

/** The manner of GOV.UK without its crown and typeface, which are for government services only. */
const STYLE = `
*{box-sizing:border-box}
body{margin:0;font:1.1875rem/1.4 system-ui,-apple-system,"Segoe UI",Roboto,Arial,sans-serif;color:#0b0c0c;background:#fff}
header{background:#0b0c0c;color:#fff;border-bottom:10px solid #1d70b8}
header p,main{max-width:60rem;margin:0 auto;padding:.75rem 1rem}
header p{font-weight:700}
main{padding-bottom:4rem}
h1{font-size:2rem;line-height:1.15;margin:1.5rem 0 1rem}
h2{font-size:1.1875rem;margin:0}
.inset{border-left:10px solid #b1b4b6;padding:.75rem 1rem;margin:1.5rem 0}
ul{list-style:none;margin:0;padding:0;border-top:1px solid #b1b4b6}
li{display:flex;flex-wrap:wrap;gap:.5rem 2rem;align-items:center;justify-content:space-between;
border-bottom:1px solid #b1b4b6;padding:1rem 0}
li div{flex:1 1 22rem}
li p{margin:.25rem 0 0}
.quiet{color:#484949}
button{font:inherit;color:#fff;background:#0f7a52;border:2px solid transparent;box-shadow:0 2px 0 #083d29;
padding:.5rem .75rem;cursor:pointer;min-width:15rem}
button:hover{background:#0b5c3e}
button:focus{outline:3px solid transparent;color:#0b0c0c;background:#fd0;box-shadow:0 2px 0 #0b0c0c}
a{color:#1a65a6}
a:focus{outline:3px solid transparent;color:#0b0c0c;background:#fd0;box-shadow:0 -2px #fd0,0 4px #0b0c0c}
`;

/**
 * Only this style sheet, no script, and forms that end here or at the tracker: browsers hold the redirects after a
 * form's post to this list as well.
 *
 * @param origins of the addresses one is sent back to
 */
export function contentPolicy(origins: readonly string[]): string {
  const style = createHash('sha256').update(STYLE).digest('base64');
  return [
    "default-src 'none'",
    `style-src 'sha256-${style}'`,
    `form-action 'self' ${origins.join(' ')}`,
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/** Lists the people one can be; each button posts the person's key as `persona`. */
export function signInPage(personas: readonly Persona[]): string {
  return page(
    'Choose who to sign in as',
    `<div class="inset">This is a demonstration. These people are made up and there are no passwords.</div>
<form method="post"><ul>${personas.map(personRow).join('')}</ul></form>`,
  );
}

function personRow(persona: Persona): string {
  const { key, name, title, roles } = persona;
  return `<li><div><h2 id="${escaped(key)}">${escaped(name)}</h2>
<p>${escaped(title)}. ${escaped(roles.map((role) => DOES[role]).join(' '))}</p>
<p class="quiet">${escaped(hubWords(persona.hubs))}</p></div>
<button name="persona" value="${escaped(key)}">Sign in as ${escaped(name)}</button></li>`;
}

/** @param form the library's form, to which the button belongs by its id */
export function signOutPage(form: string): string {
  return page(
    'Sign out',
    `<p>You are about to sign out of the demo force. You can then sign in as somebody else.</p>
${form}<button form="op.logoutForm" name="logout" value="yes">Sign out</button>`,
  );
}

export const signedOutPage = (): string => page('You are signed out', '<p>You can close this page.</p>');

/** @param back where one can begin again */
export function failurePage(sentence: string, back: string): string {
  return page(
    'Sign-in did not work',
    `<p>${escaped(sentence)}</p><p><a href="${escaped(back)}">Go back to the tracker</a> and sign in again.</p>`,
  );
}

const page = (title: string, content: string): string => `<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)} - demo force sign-in</title><style>${STYLE}</style></head>
<body><header><p>Demo force sign-in</p></header><main><h1>${escaped(title)}</h1>${content}</main></body></html>`;

function hubWords(hubs: readonly string[]): string {
  if (hubs.length === 0) return 'Not bound to a hub';
  return hubs.length === 9 ? 'All nine hubs' : `${hubs.length === 1 ? 'Hub' : 'Hubs'}: ${hubs.map(hubName).join(', ')}`;
}

/** windsor-and-maidenhead -> Windsor and Maidenhead */
const hubName = (code: string): string =>
  code
    .split('-')
    .map((word) => (word === 'and' ? word : word.charAt(0).toUpperCase() + word.slice(1)))
    .join(' ');

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign);
