import {Webhook, WebhookVerificationError} from 'standardwebhooks';

const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';

export default {
  sdk: 'standardwebhooks',
  provider: 'standard_webhooks',
  secret,
  otherSecret: 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD',
  body: id => `{"type":"user.created","timestamp":"2026-03-01T12:00:00Z","data":{"id":${id},"name":"Zoë"}}`,

  sign: ({body, secret: own}) => {
    const now = new Date();
    const id = `msg_${now.getTime()}`;
    return {
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(now / 1000)),
      'webhook-signature': new Webhook(own).sign(id, now, body),
    };
  },

  accepts: ({body, headers}) => {
    try {
      return new Webhook(secret).verify(body.toString(), headers).type === 'user.created';
    } catch (refused) {
      if (refused instanceof WebhookVerificationError) return false;
      throw refused;
    }
  },
};
