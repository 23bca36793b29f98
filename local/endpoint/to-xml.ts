/** A JSON value as the XML of AWS's query protocol: members of a list are `<member>`, absent values are left out. */
export function toXml(name: string, value: unknown): string {
  if (value === undefined || value === null) return '';
  if (Array.isArray(value)) return wrap(name, value.map((item) => toXml('member', item)).join(''));
  if (typeof value === 'object')
    return wrap(
      name,
      Object.entries(value)
        .map(([key, item]) => toXml(key, item))
        .join(''),
    );
  return wrap(name, escaped(typeof value === 'string' ? value : JSON.stringify(value)));
}

function wrap(name: string, content: string): string {
  return `<${name}>${content}</${name}>`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
