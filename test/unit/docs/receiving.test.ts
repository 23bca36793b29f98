import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { Webhook } from 'standardwebhooks';

type Verify = (secret: string, headers: Record<string, string>, body: Buffer, now?: number) => void;

const page = readFileSync(new URL('../../../docs/receiving.md', import.meta.url), 'utf8');
const secret = /`(whsec_[^`]+)`/.exec(page.slice(page.indexOf('### Test vectors')))?.[1] ?? '';
const [head = '', body = ''] = (/```http\n(.*?)\n```/s.exec(page)?.[1] ?? '').split('\n\n');
const headers = Object.fromEntries(
  head
    .split('\n')
    .slice(1)
    .map((line) => line.split(': ', 2)),
) as Record<string, string>;
const sentAt = Number(headers['webhook-timestamp']) * 1000;

/** The page's own verifier, as a reader would paste it into a file. */
async function verifierOfThePage(): Promise<Verify> {
  const blocks = [...page.matchAll(/```js\n(.*?)```/gs)].map(([, code = '']) => code);
  const byHand = blocks.find((code) => code.includes('export function verify')) ?? '';
  const module: unknown = await import(`data:text/javascript,${encodeURIComponent(byHand)}`);
  return (module as { verify: Verify }).verify;
}

test('the request shown is signed with the secret shown, as the reference library signs it', () => {
  const signature = new Webhook(secret).sign(headers['webhook-id'] ?? '', new Date(sentAt), body);
  assert.equal(headers['webhook-signature'], signature);
});

test('the verifier shown takes the request shown, also with a second signature beside it', async () => {
  const verify = await verifierOfThePage();
  verify(secret, headers, Buffer.from(body), sentAt);
  const rotating = { ...headers, 'webhook-signature': `v1,AAAA v2,x ${headers['webhook-signature']}` };
  verify(secret, rotating, Buffer.from(body), sentAt + 300_000);
});

for (const [what, changed, text, at] of [
  ['another body', {}, `${body} `, sentAt],
  ['another id', { 'webhook-id': 'msg_other' }, body, sentAt],
  ['an old timestamp', {}, body, sentAt + 301_000],
  ['a timestamp from the future', {}, body, sentAt - 301_000],
  ['a timestamp that is no number', { 'webhook-timestamp': 'soon' }, body, sentAt],
  ['no id', { 'webhook-id': '' }, body, sentAt],
  ['an empty signature', { 'webhook-signature': '' }, body, sentAt],
  [
    'a signature of another version',
    { 'webhook-signature': headers['webhook-signature']?.replace('v1', 'v9') },
    body,
    sentAt,
  ],
] as const) {
  test(`rejects, by the verifier shown, ${what}`, async () => {
    const verify = await verifierOfThePage();
    const given = { ...headers, ...changed } as Record<string, string>;
    assert.throws(() => verify(secret, given, Buffer.from(text), at));
  });
}
