package io.restoreverifier.outlet.evidence;

import io.restoreverifier.model.Settings;
import io.restoreverifier.outlet.Outlet;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The section {@code evidence:} of {@code catalog.yml}. */
public final class Evidence {
    private static final Duration SHORTEST = Duration.ofDays(1);

    private Evidence() {}

    /** Reads it; what is wrong becomes problems of the catalog. */
    public static List<Outlet> read(Settings settings) {
        settings.requiredText("folder");
        Optional<Path> folder = settings.path("folder");
        Optional<SigningKey> key = SigningKey.of(settings.requiredText("key"));
        if (key.isEmpty()
                && settings.text("key").filter(text -> !text.isBlank()).isPresent()) {
            settings.problem(
                    "key",
                    "is no private key of RSA (2048 bits or more) or EC (256 bits or more) in PEM",
                    "make one: openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out evidence.key; then"
                            + " write key: ${file:evidence.key}");
        }
        Optional<Duration> keep = settings.duration("keep");
        keep.filter(time -> time.compareTo(SHORTEST) < 0).ifPresent(time -> {
            settings.problem("keep", "is less than a day, and evidence is for later", "write for example 3650d");
        });
        Optional<Path> console = settings.path("console");
        return folder.flatMap(f -> key.map(k -> (Outlet) new EvidenceFolder(f, k, console, keep))).stream()
                .toList();
    }
}
