import twilio from 'twilio';

const secret = '12345';

export default {
  sdk: 'twilio',
  provider: 'twilio',
  secret,
  otherSecret: '54321',
  headers: {'Content-Type': 'application/x-www-form-urlencoded'},
  body: id => `CallSid=CA${id}&Caller=%2B14158675309&Digits=1234&From=%2B14158675309&To=%2B18005551212&Name=Zo%C3%AB`,

  sign: ({url, body, secret: own}) => ({
    'X-Twilio-Signature': twilio.getExpectedTwilioSignature(own, url, Object.fromEntries(new URLSearchParams(body))),
  }),

  accepts: ({url, body, headers}) =>
    twilio.validateRequest(secret, headers['X-Twilio-Signature'], url, Object.fromEntries(new URLSearchParams(body.toString()))),
};
