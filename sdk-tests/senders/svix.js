import {Webhook, WebhookVerificationError} from 'svix';

const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';

export default {
  sdk: 'svix',
  provider: 'svix',
  secret,
  otherSecret: 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD',
  body: id => `{"type":"invoice.paid","data":{"id":${id},"name":"Zoë"}}`,

  sign: ({body, secret: own}) => {
    const now = new Date();
    const id = `msg_${now.getTime()}`;
    return {
      'svix-id': id,
      'svix-timestamp': String(Math.floor(now / 1000)),
      'svix-signature': new Webhook(own).sign(id, now, body),
    };
  },

  accepts: ({body, headers}) => {
    try {
      return new Webhook(secret).verify(body.toString(), headers).type === 'invoice.paid';
    } catch (refused) {
      if (refused instanceof WebhookVerificationError) return false;
      throw refused;
    }
  },
};
