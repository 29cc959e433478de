import {Resend} from 'resend';

const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const resend = new Resend('re_none');

export default {
  sdk: 'resend',
  provider: 'resend',
  secret,
  body: id => `{"type":"email.sent","data":{"email_id":"${id}","subject":"Zoë"}}`,

  accepts: ({body, headers}) => {
    try {
      return resend.webhooks.verify({
        webhookSecret: secret,
        payload: body.toString(),
        headers: {id: headers['svix-id'], timestamp: headers['svix-timestamp'], signature: headers['svix-signature']},
      }).type === 'email.sent';
    } catch (refused) {
      if (refused.name === 'WebhookVerificationError' || refused.constructor.name === 'WebhookVerificationError') return false;
      throw refused;
    }
  },
};
