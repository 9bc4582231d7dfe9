package io.restoreverifier.application;

import io.restoreverifier.model.Attachment;
import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.Durations;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.Stage;
import io.restoreverifier.sandbox.Command;
import io.restoreverifier.sandbox.Equipment;
import io.restoreverifier.sandbox.Sandbox;
import io.restoreverifier.sandbox.SandboxRequest;
import io.restoreverifier.sandbox.TreeUser;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Builds and starts an application beside its restored database, and waits until it is ready. For one start. */
public final class Launcher {
    private static final long SCRATCH = 256L << 20;
    private static final Duration GRACE = Duration.ofMinutes(1);

    private final Start start;
    private final Ingredients ingredients;
    private final List<ApplicationCheck> checks;

    /** @param checks that will be put to it: what they ask for is watched from its start on */
    public Launcher(Start start, Ingredients ingredients, List<ApplicationCheck> checks) {
        this.start = start;
        this.ingredients = ingredients;
        this.checks = List.copyOf(checks);
    }

    /** The equipment that the sandbox wants; to be prepared before the clock of the RTO runs. */
    public Equipment equipment() {
        String user = ingredients.trees().values().stream()
                .map(TreeUser::of)
                .reduce((one, other) -> one)
                .orElseGet(TreeUser::nobody);
        return new Equipment(start.image(), user, Optional.empty());
    }

    /**
     * Builds, starts and waits. What is wrong with what was restored is in the result.
     *
     * @throws CannotTell when the sandbox keeps us from telling; then nothing is left open
     */
    public Launch launch() {
        Sandbox sandbox = ingredients.sandboxes().open(request());
        boolean started = false;
        try {
            Launch launch = in(sandbox);
            started = launch.application().isPresent();
            return launch;
        } catch (CannotTell e) {
            throw sandbox.exhaustion().orElse(e);
        } finally {
            if (!started) {
                sandbox.close();
            }
        }
    }

    private Launch in(Sandbox sandbox) {
        Optional<Launch> notBuilt = start.build().flatMap(build -> build(sandbox, build));
        return notBuilt.orElseGet(() -> run(sandbox));
    }

    /** What it prints is of the code alone: it cannot have seen a row. */
    private Optional<Launch> build(Sandbox sandbox, String build) {
        Lines lines = new Lines();
        Values paths = paths(sandbox);
        Map<String, String> environment = start.environment().entrySet().stream()
                .filter(e -> !accesses().isNeededBy(e.getValue()))
                .collect(Collectors.toMap(Map.Entry::getKey, e -> paths.in(e.getValue())));
        int status = sandbox.run(command(sandbox, paths.in(build), environment), lines);
        if (status == 0) {
            return Optional.empty();
        }
        sandbox.exhaustion().ifPresent(exhausted -> {
            throw exhausted;
        });
        MissingProgram.throwIfIn(lines.last(), status, start.image());
        Finding finding = Finding.error(
                FindingCode.COMMAND_FAILED,
                Stage.START,
                "build",
                "build: expected status 0, found status " + status,
                "its output is in the report");
        return Optional.of(new Launch(
                Optional.empty(),
                List.of(finding),
                List.of(Attachment.text("output of: build", String.join("\n", lines.last())))));
    }

    private Launch run(Sandbox sandbox) {
        Map<String, String> all = new LinkedHashMap<>(paths(sandbox).all());
        all.putAll(accesses().all());
        Values values = new Values(all);
        Contacts contacts = Contacts.in(sandbox, taken(), ingredients.limit());
        StartedApplication application = StartedApplication.begin(
                sandbox,
                command(sandbox, values.in(start.run()), values.in(start.environment())),
                new ApplicationLog(watched()),
                contacts);
        if (application.awaitPort(start.port(), start.ready())) {
            return new Launch(Optional.of(application), List.of(), List.of());
        }
        sandbox.exhaustion().ifPresent(exhausted -> {
            throw exhausted;
        });
        OptionalInt status = application.ended();
        status.ifPresent(s -> MissingProgram.throwIfIn(application.lastLines(), s, start.image()));
        Finding finding = status.isPresent() ? ended(application, status.getAsInt()) : notReady(application);
        return new Launch(Optional.empty(), List.of(finding), List.of());
    }

    /** Where what records contacts listened, too, a check would take it for the application. */
    private List<Integer> taken() {
        List<Integer> taken = new ArrayList<>(List.of(start.port()));
        ingredients
                .databases()
                .values()
                .forEach(database -> taken.add(database.access().port()));
        checks.forEach(check -> taken.addAll(check.ports()));
        return taken;
    }

    private List<Pattern> watched() {
        return checks.stream().flatMap(check -> check.watched().stream()).toList();
    }

    private Finding ended(StartedApplication application, int status) {
        return Finding.error(
                FindingCode.COMMAND_FAILED,
                Stage.START,
                "run",
                "run: the application ended with status " + status + " before it listened on port " + start.port()
                        + application.causes(),
                "what does it need that is in none of its parts? give it under `environment:` or `files:`");
    }

    private Finding notReady(StartedApplication application) {
        List<String> others =
                application.listening().stream().map(String::valueOf).sorted().toList();
        return Finding.error(
                FindingCode.NOT_READY,
                Stage.START,
                "run",
                "run: expected the application to listen on port " + start.port() + " within "
                        + Durations.format(start.ready()) + ", found "
                        + (others.isEmpty() ? "nobody listening" : "listening ports " + String.join(", ", others))
                        + application.causes(),
                "is it the port that it listens on? else give it longer: `start: {ready: 5m}`");
    }

    private Command command(Sandbox sandbox, String script, Map<String, String> environment) {
        String folder = ingredients.trees().values().stream()
                .findFirst()
                .map(sandbox::inside)
                .orElse("/tmp");
        Map<String, String> all = new LinkedHashMap<>(Map.of("HOME", "/tmp"));
        all.putAll(environment);
        return Command.of(ingredients.limit(), "sh", "-c", "cd \"$1\" && exec sh -c \"$2\"", "sh", folder, script)
                .with(all);
    }

    private SandboxRequest request() {
        List<Path> inputs = new ArrayList<>(ingredients.trees().values());
        inputs.addAll(start.files().values());
        return new SandboxRequest(
                        ingredients.entry(),
                        equipment(),
                        inputs,
                        SCRATCH,
                        ingredients.limits(),
                        ingredients.limit().plus(GRACE))
                .serving(ingredients.neighbour());
    }

    private Values paths(Sandbox sandbox) {
        Map<String, String> values = new LinkedHashMap<>();
        ingredients.trees().forEach((part, root) -> values.put(part + ".path", sandbox.inside(root)));
        start.files().forEach((name, path) -> values.put(Known.FILES + "." + name, sandbox.inside(path)));
        return new Values(values);
    }

    private Values accesses() {
        Map<String, String> values = new LinkedHashMap<>();
        ingredients
                .databases()
                .forEach((part, database) ->
                        database.access().values().forEach((key, value) -> values.put(part + "." + key, value)));
        return new Values(values);
    }
}
