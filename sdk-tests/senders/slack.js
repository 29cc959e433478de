import {isValidSlackRequest} from '@slack/bolt';

const secret = '8f742231b10e8888abcd99yyyzzz85a5';

export default {
  sdk: '@slack/bolt',
  provider: 'slack',
  secret,
  body: id => `{"type":"event_callback","event_id":"Ev${id}","event":{"type":"message","text":"Zoë"}}`,

  accepts: ({body, headers}) => isValidSlackRequest({
    signingSecret: secret,
    body: body.toString(),
    headers: {
      'x-slack-signature': headers['X-Slack-Signature'],
      'x-slack-request-timestamp': Number(headers['X-Slack-Request-Timestamp']),
    },
  }),
};
