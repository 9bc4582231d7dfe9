package io.restoreverifier.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.restoreverifier.catalog.Catalog;
import io.restoreverifier.catalog.CatalogReader;
import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.Masking;
import io.restoreverifier.model.Outcome;
import io.restoreverifier.model.Problems;
import io.restoreverifier.model.Progress;
import io.restoreverifier.model.Verdict;
import io.restoreverifier.placement.Rotation;
import io.restoreverifier.placement.Standing;
import io.restoreverifier.remote.WebServerHere;
import io.restoreverifier.sandbox.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Copies behind a web server, and one that the real age has encrypted, as only what it decrypts to is that of the source. */
class CopiesElsewhereIT {
    private static final Instant NOW = Instant.parse("2026-11-21T06:00:00Z");
    private static final String NEWEST = "code-20261121T020000Z.tar.gz";
    private static final byte[] CODE = SmallPlans.archive("readme", "hello");
    private static final byte[] OTHER = SmallPlans.archive("readme", "HELLO");

    @TempDir
    Path folder;

    private final ScheduledExecutorService alarms = Executors.newSingleThreadScheduledExecutor();
    private WebServerHere web;

    @BeforeEach
    void copyEverywhere() throws IOException, InterruptedException {
        put("source", CODE);
        put("web", CODE);
        web = new WebServerHere(folder.resolve("web"));
        run("age-keygen", "-o", folder.resolve("identity").toString());
        encrypt(CODE);
    }

    @AfterEach
    void stop() {
        web.close();
        alarms.shutdownNow();
    }

    @Test
    void thoseThatHoldTheSameAreSilentWhicheverIsRestored() throws IOException {
        for (String turn : List.of("source", "rotterdam", "paris")) {
            Outcome outcome = verify(turn);

            assertThat(told(outcome)).as(turn).isEmpty();
            assertThat(outcome.verdict()).isEqualTo(Verdict.PASSED);
        }
        assertThat(web.asked()).allMatch(request -> request.startsWith("GET ") || request.startsWith("HEAD "));
    }

    @Test
    void whatTheWebServerHoldsOtherwiseDisagrees() throws IOException {
        byte[] other = CODE.clone();
        other[other.length - 20] ^= 1;
        put("web", other);

        assertThat(told(verify("source")))
                .singleElement()
                .asString()
                .matches("rotterdam COPIES_DISAGREE: SHA-256 of .* in copy rotterdam, .* at the source");
    }

    @Test
    void aWebServerThatAnswersNothingIsNotKnown() throws IOException {
        web.close();

        assertThat(told(verify("source")))
                .singleElement()
                .asString()
                .startsWith("rotterdam SOURCE_UNREACHABLE: copy rotterdam: ");
    }

    @Test
    void whatWasEncryptedOtherwiseDisagreesByWhatItDecryptsTo() throws IOException, InterruptedException {
        encrypt(OTHER);

        assertThat(told(verify("source")))
                .singleElement()
                .asString()
                .matches("paris COPIES_DISAGREE: SHA-256 of .*\\.age is .* in copy paris, .* at the source");
    }

    @Test
    void anEncryptedCopyThatIsDamagedIsNotTakenForTheSame() throws IOException {
        Path file = folder.resolve("vault").resolve(NEWEST + ".age");
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length - 3] ^= 1;
        write(file, bytes);

        Outcome outcome = verify("source");

        assertThat(outcome.verdict()).isNotEqualTo(Verdict.PASSED);
        assertThat(told(outcome))
                .singleElement()
                .asString()
                .startsWith("paris ")
                .contains("age does not decrypt");
    }

    private void encrypt(byte[] content) throws IOException, InterruptedException {
        Path plain = folder.resolve("plain");
        Files.write(plain, content);
        Path file = Files.createDirectories(folder.resolve("vault")).resolve(NEWEST + ".age");
        run("age", "--encrypt", "-i", folder.resolve("identity").toString(), "-o", file.toString(), plain.toString());
        Files.setLastModifiedTime(file, FileTime.from(NOW));
    }

    private static void run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(process.waitFor()).as(String.join(" ", command)).isZero();
    }

    private void put(String place, byte[] bytes) throws IOException {
        write(Files.createDirectories(folder.resolve(place)).resolve(NEWEST), bytes);
    }

    /** What was written just now is looked at twice. */
    private static void write(Path file, byte[] bytes) throws IOException {
        Files.write(file, bytes);
        Files.setLastModifiedTime(file, FileTime.from(NOW));
    }

    private static List<String> told(Outcome outcome) {
        return outcome.findings().stream()
                .map(f -> f.subject() + " " + f.code() + ": " + f.message())
                .toList();
    }

    /** @param turn the copy that nobody has proven */
    private Outcome verify(String turn) throws IOException {
        Plan plan = plan();
        Rotation others = Rotation.UNKNOWN;
        for (Standing copy : plan.copies().placement().copies()) {
            others = copy.name().equals(turn) ? others : others.proving(copy, NOW);
        }
        try (RunFolder run = RunFolder.create(Files.createDirectories(folder.resolve("run")))) {
            Surroundings surroundings = new Surroundings(
                    () -> {
                        throw new CannotTell(FindingCode.SANDBOX_UNAVAILABLE, "no engine", "start it");
                    },
                    Admission.ofAll(),
                    run,
                    NOW,
                    Progress.SILENT,
                    new Past(Map.of(), Map.of("code", others), Optional.empty()),
                    Masking.NONE);
            return new Verification(plan, surroundings, new Stopwatch(), alarms).verify();
        }
    }

    private Plan plan() throws IOException {
        Path catalog = Files.createDirectories(folder.resolve("catalog"));
        Files.writeString(catalog.resolve("catalog.yml"), "production: {site: fremont, medium: disk}\n");
        Files.writeString(catalog.resolve("code.yml"), """
                backup: code
                source: {directory: ../source, newest: "code-{time:yyyyMMdd'T'HHmmss'Z'}.tar.gz", domain: {site: fremont, host: nas}}
                copies:
                  - {http: "http://127.0.0.1:%d/backups/", newest: "code-{time:yyyyMMdd'T'HHmmss'Z'}.tar.gz", domain: {site: rotterdam}}
                  - {directory: ../vault, newest: "code-{time:yyyyMMdd'T'HHmmss'Z'}.tar.gz.age", domain: {site: paris},
                     decrypt: {age: {identity: "${file:../identity}"}}}
                restore: {files: {}}
                """.formatted(web.port()));
        Problems problems = new Problems();
        Catalog read = new CatalogReader().read(catalog, problems);
        List<Plan> plans = Registry.plan(read.backups(), read.common());
        read.finish();
        problems.throwIfAny();
        return plans.get(0);
    }
}
