import {LinearWebhookClient} from '@linear/sdk/webhooks';

const secret = 'lin_wh_5d1b8d5b3f6e4a6f9c0e';

export default {
  sdk: '@linear/sdk',
  provider: 'linear',
  secret,
  body: id => `{"action":"create","type":"Issue","data":{"id":"${id}","title":"Zoë"},"webhookTimestamp":${Date.now()}}`,

  accepts: ({body, headers}) => {
    try {
      return new LinearWebhookClient(secret).verify(body, headers['Linear-Signature']);
    } catch (refused) {
      if (refused.message === 'Invalid webhook signature') return false;
      throw refused;
    }
  },
};
