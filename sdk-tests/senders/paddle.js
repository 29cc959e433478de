import {WebhooksValidator} from '@paddle/paddle-node-sdk';
import {Environment, Paddle} from '@paddle/paddle-node-sdk';

const secret = 'pdl_ntfset_01gkpjp8bkm3tm53kdgkx6sms7_6h3qd3uFSi9YCD3OLYAShQI90XTI5vEI';
new Paddle('none', {environment: Environment.sandbox}); // names the runtime's cryptography to the SDK

export default {
  sdk: '@paddle/paddle-node-sdk',
  provider: 'paddle',
  secret,
  body: id => `{"event_id":"evt_${id}","event_type":"customer.created","data":{"name":"Zoë"}}`,

  accepts: ({body, headers}) => new WebhooksValidator().isValidSignature(body.toString(), secret, headers['Paddle-Signature']),
};
