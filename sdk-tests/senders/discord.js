import assert from 'node:assert/strict';
import {generateKeyPairSync, sign} from 'node:crypto';
import {verifyKey} from 'discord-interactions';

const hex = publicKey => publicKey.export({type: 'spki', format: 'der'}).subarray(-32).toString('hex');
const own = generateKeyPairSync('ed25519');
const other = generateKeyPairSync('ed25519');

// The SDK only checks: it says that what is sent here is signed as Discord signs.
export default {
  sdk: 'discord-interactions',
  provider: 'discord',
  key: 'public_key',
  secret: hex(own.publicKey),
  otherSecret: hex(other.publicKey),
  body: id => `{"id":"${id}","type":2,"data":{"name":"Zoë"}}`,

  sign: async ({body, secret}) => {
    const {privateKey} = secret === hex(own.publicKey) ? own : other;
    const timestamp = String(Math.floor(Date.now() / 1000));
    const signature = sign(null, Buffer.from(timestamp + body), privateKey).toString('hex');
    assert.equal(await verifyKey(body, signature, timestamp, secret), true);
    return {'X-Signature-Ed25519': signature, 'X-Signature-Timestamp': timestamp};
  },
};
