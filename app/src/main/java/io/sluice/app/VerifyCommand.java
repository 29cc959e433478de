package io.sluice.app;

import io.sluice.core.config.Configuration;
import io.sluice.core.config.Webhook;
import io.sluice.core.plugin.GuardFactory;
import io.sluice.core.settings.FileSection;
import io.sluice.core.settings.NearestName;
import io.sluice.core.settings.Problems;
import io.sluice.core.settings.SettingsFile;
import io.sluice.gateway.diagnosis.Inquiry;
import io.sluice.gateway.guard.Guards;
import io.sluice.gateway.options.GatewayOptions;
import io.sluice.gateway.recorded.RecordedRequest;
import java.io.InputStream;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code sluice verify}: why a recorded request passes a webhook's guards, or does not. */
@Command(
        name = "verify",
        description =
                "Judges a recorded request by a webhook's guards and says step by step why it passes or not, and what the mistake is."
                        + " Shows no secret. Rate limits and the memory of earlier requests are not asked.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Example: sluice verify --webhook orders --request request.txt --at 2026-01-31T12:00:00Z",
            "Example: sluice verify --quarantined 01890a5d-ac96-774b-bcce-b302099a8057",
            "Example: nc -l 9000 > request.txt    (then let the sender call that port)",
            "Example: sluice verify --webhook orders --request curl-v.txt --body body.json",
            "Exit codes: 0 it passes; 1 it does not; 2 wrong usage; 3 configuration refused."
        })
final class VerifyCommand implements Callable<Integer> {
    private final InputFile input;
    private final InstantSource clock;

    @Spec
    private CommandSpec spec;

    @Mixin
    private ConfigurationOptions files;

    @Mixin
    private RecordingOptions recording;

    VerifyCommand(InputStream standardInput, InstantSource clock) {
        this.input = new InputFile(standardInput);
        this.clock = clock;
    }

    @Override
    public Integer call() throws CommandFailure, InterruptedException {
        Map<String, String> environment = System.getenv();
        PrintWriter out = spec.commandLine().getOut();
        RecordingOptions.Recording recorded = recording.read(input, clock);
        RecordedRequest request = recorded.request();
        InstantSource moment = InstantSource.fixed(recorded.at());
        Settings settings = new Settings(environment, spec.commandLine().getErr(), moment).forRecorded();
        Webhook webhook = webhook(settings, request.webhookId());
        List<GuardFactory> guards = Guards.all(settings.surroundings());
        Inquiry inquiry = new Inquiry(webhook, section(webhook.id(), environment), guards, options(environment));
        List<Inquiry.Step> steps = inquiry.examine(request);
        new VerifyReport(out).print(request, inquiry.url(request), recorded.at(), recorded.remarks(), steps);
        return steps.stream().allMatch(Inquiry.Step::passes) ? ExitCode.OK : ExitCode.FAILED;
    }

    private Webhook webhook(Settings settings, String id) throws CommandFailure {
        Configuration configuration = settings.load(files);
        return configuration
                .webhook(id)
                .orElseThrow(() -> new CommandFailure(
                        ExitCode.USAGE,
                        "sluice: there is no webhook " + id + " in " + files.webhooks() + "; "
                                + NearestName.cure(id, configuration.webhooks().keySet())));
    }

    /** The webhook's own settings once more, to be altered; that they are right is known. */
    private FileSection section(String webhookId, Map<String, String> environment) throws CommandFailure {
        byte[] file = input.read(files.webhooks().toString());
        return SettingsFile.parse(files.webhooks().toString(), file, environment, new Problems())
                .child(webhookId)
                .orElseThrow();
    }

    private static GatewayOptions options(Map<String, String> environment) throws CommandFailure {
        try {
            return GatewayOptions.fromEnvironment(environment);
        } catch (IllegalArgumentException wrong) {
            throw new CommandFailure(ExitCode.CONFIGURATION, wrong.getMessage());
        }
    }
}
