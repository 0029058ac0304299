/** Makes a drawing fit to stand inline in a page under a strict content security policy. Pure text work. */

export interface ChartWords {
  readonly title: string;
  readonly description: string;
  /** Begins every id, so that two drawings of one title can share a page. */
  readonly ids: string;
}

const STYLE_ELEMENT = /<style\b[^>]*>[\s\S]*?<\/style>/g;
const STYLE_ATTRIBUTE = /\sstyle="([^"]*)"/g;
const DRAWING_NOTES = /\s(?:class|ecmeta_\w+)="[^"]*"/g;
const DRAWING_IDS = /\bzr\d+-/g;
const OPENING_TAG = /^<svg width="\d+" height="\d+"/;

/**
 * The drawing library writes fonts as style attributes, hover rules as a style element and ids that count up from the
 * start of the program. All three are replaced: fonts by presentation attributes (every property it writes is one), ids
 * by the title. The size becomes the view box alone, so that the picture scales.
 * @throws when the library's output does not begin as expected: an upgrade changed it and the policy is at stake
 */
export function attributesForStyles(svg: string, words: ChartWords): string {
  if (!OPENING_TAG.test(svg)) throw new Error('the drawing library no longer begins with <svg width height>');
  const id = `${words.ids}-${slug(words.title)}`;
  const named = `<svg role="img" aria-labelledby="${id}-title ${id}-text"`;
  const cleaned = svg
    .replace(STYLE_ELEMENT, '')
    .replace(STYLE_ATTRIBUTE, (_whole, declarations: string) => presentationAttributes(declarations))
    .replace(DRAWING_NOTES, '')
    .replace(DRAWING_IDS, `${id}-`)
    .replace(OPENING_TAG, named)
    .trim();
  const spoken = `<title id="${id}-title">${escaped(words.title)}</title><desc id="${id}-text">${escaped(words.description)}</desc>`;
  return cleaned.replace(/^(<svg\b[^>]*>)/, (opening) => opening + spoken);
}

/** `font-size:12px;font-family:Arial` becomes `font-size="12px" font-family="Arial"`, with a leading space. */
function presentationAttributes(declarations: string): string {
  return declarations
    .split(';')
    .map((declaration) => declaration.trim())
    .filter((declaration) => declaration !== '')
    .map((declaration) => {
      const colon = declaration.indexOf(':');
      return ` ${declaration.slice(0, colon).trim()}="${declaration.slice(colon + 1).trim()}"`;
    })
    .join('');
}

const slug = (title: string): string =>
  title
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');

const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign] ?? sign);
