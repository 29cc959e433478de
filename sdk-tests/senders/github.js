import {Webhooks} from '@octokit/webhooks';

const secret = "It's a Secret to Everybody";

export default {
  sdk: '@octokit/webhooks',
  provider: 'github',
  secret,
  otherSecret: 'another',
  body: id => `{"zen":"Keep it logically awesome.","hook_id":${id},"sender":{"login":"Zoë"}}`,
  headers: {'X-GitHub-Event': 'ping', 'X-GitHub-Delivery': '72d3162e-cc78-11e3-81ab-4c9367dc0958'},

  sign: async ({body, secret: own}) => ({'X-Hub-Signature-256': await new Webhooks({secret: own}).sign(body)}),

  accepts: ({body, headers}) => new Webhooks({secret}).verify(body.toString(), headers['X-Hub-Signature-256']),
};
