package io.sluice.gateway.guard.provider;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/** The one place where providers are registered: a new one is a file {@code NAME.json} and its name here, or a class and a line here. */
public final class Providers {
    private static final List<String> FILES = List.of(
            "bitbucket",
            "buildkite",
            "calendly",
            "chargebee",
            "circleci",
            "clerk",
            "coinbase_commerce",
            "customerio",
            "discord",
            "dropbox",
            "gitea",
            "github",
            "gitlab",
            "gocardless",
            "heroku",
            "intercom",
            "lemonsqueezy",
            "linear",
            "meta",
            "notion",
            "okta",
            "openai",
            "paddle",
            "pagerduty",
            "pipedrive",
            "postmark",
            "razorpay",
            "resend",
            "sendgrid",
            "sentry",
            "shopify",
            "slack",
            "square",
            "standard_webhooks",
            "stripe",
            "svix",
            "telegram",
            "telnyx",
            "trello",
            "typeform",
            "vercel",
            "whatsapp",
            "woocommerce",
            "workos",
            "x",
            "xero",
            "zendesk",
            "zoom");

    /** Those that no file can describe. */
    private static final Map<String, Supplier<Provider>> CLASSES = Map.ofEntries(
            Map.entry("adyen", Adyen::new),
            Map.entry("aws_sns", Sns::new),
            Map.entry("box", SeveralHeaders::box),
            Map.entry("cloudinary", Cloudinary::new),
            Map.entry("docusign", SeveralHeaders::docusign),
            Map.entry("hubspot", HubSpot::new),
            Map.entry("mailgun", Mailgun::new),
            Map.entry("mandrill", Mandrill::new),
            Map.entry("paypal", PayPal::new),
            Map.entry("twilio", Twilio::new));

    private Providers() {}

    /** The names of all, sorted. */
    public static List<String> names() {
        TreeMap<String, Boolean> names = new TreeMap<>();
        FILES.forEach(name -> names.put(name, true));
        CLASSES.keySet().forEach(name -> names.put(name, true));
        return List.copyOf(names.keySet());
    }

    /** The provider of that name, in lower case. Reads its file each time. */
    public static Optional<Provider> named(String name) {
        if (FILES.contains(name)) {
            return Optional.of(ProviderFile.read(name));
        }
        return Optional.ofNullable(CLASSES.get(name)).map(Supplier::get);
    }
}
