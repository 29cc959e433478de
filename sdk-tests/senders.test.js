// Each provider's own SDK against a running Sluice: what the SDK signs is accepted and, with one byte changed, refused; what
// `sluice sign` prints passes the SDK's own check.
import assert from 'node:assert/strict';
import {readdirSync} from 'node:fs';
import {after, before, describe, test} from 'node:test';
import {send, signed, startGateway} from './sluice.js';

const folder = new URL('senders/', import.meta.url);
const senders = await Promise.all(
    readdirSync(folder).sort().map(async name => ({id: name.replace('.js', ''), ...(await import(new URL(name, folder))).default})));

let gateway;
let requests = 0;

before(async () => {
  gateway = await startGateway(Object.fromEntries(senders.map(sender => [
    sender.id,
    {module: 'log', data_type: 'blob', provider: {name: sender.provider, [sender.key ?? 'secret']: sender.secret, ...sender.options}},
  ])));
});

after(() => gateway?.stop());

/** The same body with one bit changed. */
function changed(body, at) {
  const bytes = Buffer.from(body);
  bytes[at] ^= 1;
  return bytes;
}

for (const sender of senders) {
  describe(sender.sdk, {concurrency: true}, () => {
    // Each request has a body of its own, because a request is taken once.
    const request = () => ({
      url: gateway.url(sender.id),
      body: Buffer.from(sender.body(++requests)),
      headers: {'Content-Type': 'application/json', ...sender.headers},
    });
    const signedBySdk = async (own, secret = sender.secret) => ({...own, headers: {...own.headers, ...await sender.sign({...own, body: own.body.toString(), secret})}});
    const signedBySluice = own => signed({...own, provider: sender.provider, secret: sender.signingSecret ?? sender.secret, options: sender.options});

    if (sender.sign) {
      test('what the SDK signs is accepted', async () => {
        assert.equal(await send(await signedBySdk(request())), 200);
      });

      test('what the SDK signs is refused with one byte of the body changed', async () => {
        const own = await signedBySdk(request());
        for (const at of [0, own.body.length >> 1, own.body.length - 1]) {
          assert.equal(await send({...own, body: changed(own.body, at)}), 401);
        }
        assert.equal(await send(own), 200);
      });

      test('what the SDK signs with another secret is refused', async () => {
        assert.equal(await send(await signedBySdk(request(), sender.otherSecret)), 401);
      });
    }

    if (sender.accepts) {
      test('what sluice sign prints is accepted by the SDK, and by Sluice', async () => {
        const own = await signedBySluice(request());
        assert.equal(await sender.accepts(own), true);
        assert.equal(await send(own), 200);
      });

      test('what sluice sign prints is refused by the SDK with one byte of the body changed', async () => {
        const own = await signedBySluice(request());
        assert.equal(await sender.accepts({...own, body: changed(own.body, own.body.length >> 1)}), false);
      });
    }
  });
}
