// The part of tests' AWS CLI that speaks the query protocol, for which no client is installed.

type Parameters = Readonly<Record<string, string | boolean | readonly string[]>>;

/** Calls an operation of CloudFormation. @returns its result as the CLI shows it @throws {Error} named after AWS's code */
export async function callCloudFormation(action: string, parameters: Parameters): Promise<unknown> {
  const form = new URLSearchParams({ Action: action, Version: '2010-05-15' });
  for (const [name, value] of Object.entries(parameters))
    if (typeof value === 'object') value.forEach((each, at) => form.set(`${name}.member.${at + 1}`, each));
    else form.set(name, String(value));
  const response = await fetch(process.env['AWS_ENDPOINT_URL'] ?? '', {
    method: 'POST',
    headers: {
      authorization: 'AWS4-HMAC-SHA256 Credential=local/20260101/us-east-1/cloudformation/aws4_request',
    },
    body: form,
  });
  const document = contentOf(await response.text()) as Record<string, Record<string, unknown>>;
  const [content = {}] = Object.values(document);
  if (response.ok) return content[`${action}Result`] ?? {};
  const { Code, Message } = content['Error'] as Record<string, string>;
  throw Object.assign(new Error(Message), { name: Code });
}

/** How long until `aws cloudformation wait` looks again. */
const POLL_MS = 100;

/** As `aws cloudformation wait`. @throws {Error} where it can never come */
export async function waitForCloudFormation(what: string, parameters: Parameters): Promise<void> {
  const [action, path, wanted, lost] =
    what === 'change-set-create-complete'
      ? (['DescribeChangeSet', 'Status', 'CREATE_COMPLETE', /^FAILED$/] as const)
      : ([
          'DescribeStacks',
          'StackStatus',
          'UPDATE_COMPLETE',
          /_FAILED$|^UPDATE_ROLLBACK_COMPLETE$/,
        ] as const);
  for (;;) {
    const answer = JSON.stringify(await callCloudFormation(action, parameters));
    const status = new RegExp(`"${path}":"(\\w+)"`).exec(answer)?.[1] ?? '';
    if (status === wanted) return;
    if (lost.test(status)) throw new Error(`Waiter encountered a terminal failure state: ${status}`);
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

/** Of XML: a text, an object of its elements, or a list where they are all called `member`. */
function contentOf(inner: string): unknown {
  if (!inner.startsWith('<')) return unescaped(inner);
  const elements: (readonly [string, unknown])[] = [];
  for (let rest = inner; rest !== '';) {
    const whole = elementAt(rest);
    const content = whole.slice(whole.indexOf('>') + 1, whole.lastIndexOf('</'));
    elements.push([/^<(\w+)/.exec(whole)?.[1] ?? '', contentOf(content)]);
    rest = rest.slice(whole.length);
  }
  return elements.every(([name]) => name === 'member')
    ? elements.map(([, content]) => content)
    : Object.fromEntries(elements);
}

/** The element that a text begins with, whatever elements of its name are within. */
function elementAt(text: string): string {
  const name = /^<(\w+)/.exec(text)?.[1] ?? '';
  let depth = 0;
  for (const { 0: tag, index } of text.matchAll(new RegExp(`</?${name}(?: [^>]*)?>`, 'g'))) {
    depth += tag.startsWith('</') ? -1 : 1;
    if (depth === 0) return text.slice(0, index + tag.length);
  }
  throw new Error(`The answer's element ${name} does not end.`);
}

function unescaped(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}
