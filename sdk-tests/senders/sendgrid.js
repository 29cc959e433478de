import assert from 'node:assert/strict';
import {generateKeyPairSync, sign} from 'node:crypto';
import {EventWebhook} from '@sendgrid/eventwebhook';

const pem = publicKey => publicKey.export({type: 'spki', format: 'pem'});
const own = generateKeyPairSync('ec', {namedCurve: 'prime256v1'});
const other = generateKeyPairSync('ec', {namedCurve: 'prime256v1'});
const webhook = new EventWebhook();

// The SDK only checks: it says that what is sent here is signed as SendGrid signs.
export default {
  sdk: '@sendgrid/eventwebhook',
  provider: 'sendgrid',
  key: 'public_key',
  secret: pem(own.publicKey),
  otherSecret: pem(other.publicKey),
  body: id => `[{"sg_event_id":"${id}","event":"delivered","email":"zoe@example.com"}]\r\n`,

  sign: ({body, secret}) => {
    const {privateKey} = secret === pem(own.publicKey) ? own : other;
    const timestamp = String(Math.floor(Date.now() / 1000));
    const signature = sign('sha256', Buffer.from(timestamp + body), privateKey).toString('base64');
    assert.equal(webhook.verifySignature(webhook.convertPublicKeyToECDSA(secret), body, signature, timestamp), true);
    return {'X-Twilio-Email-Event-Webhook-Signature': signature, 'X-Twilio-Email-Event-Webhook-Timestamp': timestamp};
  },
};
