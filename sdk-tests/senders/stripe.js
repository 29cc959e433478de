import Stripe from 'stripe';

const stripe = new Stripe('sk_test_none');
const secret = 'whsec_5WbX5kEWLlfzsGNjH64I8lOOqUB6e8FH';

export default {
  sdk: 'stripe',
  provider: 'stripe',
  secret,
  otherSecret: 'whsec_another',
  body: id => `{"id":"evt_${id}","object":"event","type":"payment_intent.succeeded","data":{"name":"Zoë"}}`,

  sign: ({body, secret: own}) => ({
    'Stripe-Signature': stripe.webhooks.generateTestHeaderString({payload: body, secret: own}),
  }),

  accepts: ({body, headers}) => {
    try {
      return stripe.webhooks.constructEvent(body, headers['Stripe-Signature'], secret).id.startsWith('evt_');
    } catch (refused) {
      if (refused.type === 'StripeSignatureVerificationError') return false;
      throw refused;
    }
  },
};
