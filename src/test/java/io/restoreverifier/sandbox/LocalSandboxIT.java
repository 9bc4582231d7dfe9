package io.restoreverifier.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes of this machine, as whoever runs this; {@link LocalSandboxAsOrdinaryUserIT} repeats it as somebody else. */
class LocalSandboxIT {
    private static final long MIB = 1L << 20;
    private static final LocalSoftware NOTHING = wanted -> new LocalSoftware.Found("nothing", Map.of(), Map.of());

    static SandboxRequest request(List<Path> inputs, Duration deadline) {
        return new SandboxRequest(
                "sandbox-test",
                new Equipment(
                        "debian:bookworm-slim", "65534:65534", Optional.of(new Equipment.Software("nothing", 1, 1))),
                inputs,
                16 * MIB,
                SandboxLimits.chosen(),
                deadline);
    }

    private static LocalSandboxes sandboxes(Path temporary, LocalIsolation isolation) {
        return LocalSandboxes.with(RunFolder.create(temporary), isolation, Map.of("nothing", NOTHING));
    }

    private static boolean root() {
        return System.getProperty("user.name").equals("root");
    }

    @Nested
    class WithNamespaces extends IsolatedSandboxContract {
        @TempDir
        Path temporary;

        @Override
        Sandboxes sandboxes() {
            return LocalSandboxIT.sandboxes(temporary, new LocalIsolation.Namespaces(root()));
        }

        @Override
        SandboxRequest request(List<Path> inputs, Duration deadline) {
            return LocalSandboxIT.request(inputs, deadline);
        }

        @Test
        void theyAreWhatThisMachineIsFoundToHave() {
            try (RunFolder folder = RunFolder.create(temporary)) {
                assertThat(NamespaceProbe.best(folder, LocalUser.self(folder.path())))
                        .isInstanceOf(LocalIsolation.Namespaces.class);
            }
        }

        @Test
        void aTreeIsSeenWithWhatIsInIt() throws IOException {
            Path tree = Files.createDirectories(outside.resolve("tree"));
            Files.writeString(tree.resolve("file"), "here");
            try (Sandboxes all = sandboxes();
                    Sandbox sandbox = all.open(request(List.of(tree), SHORT))) {
                String inside = sandbox.inside(tree);
                assertThat(sandbox.run(
                                Command.shell(
                                        SHORT,
                                        "test $(cat " + inside + "/file) = here && ! touch " + inside
                                                + "/more 2>/dev/null"),
                                LineConsumer.ignoring()))
                        .isZero();
            }
        }
    }

    @Nested
    class WithoutNamespaces extends SandboxContract {
        @TempDir
        Path temporary;

        @Override
        Sandboxes sandboxes() {
            // Without namespaces the other user must reach the folder by its own path.
            temporary.toFile().setExecutable(true, false);
            return LocalSandboxIT.sandboxes(temporary, new LocalIsolation.Bare("a test", root() ? "setpriv" : ""));
        }

        @Override
        SandboxRequest request(List<Path> inputs, Duration deadline) {
            return LocalSandboxIT.request(inputs, deadline);
        }

        @Test
        void whatLeftItsGroupEndsWithTheSandboxToo() {
            sandbox()
                    .run(
                            Command.shell(
                                    SHORT,
                                    "setsid sh -c 'echo $$ > " + sandbox().sharedInside()
                                            + "/stray; exec sleep 300' > /dev/null 2>&1 &"),
                            LineConsumer.ignoring());
            Path noted = sandbox().sharedOutside().resolve("stray");
            org.awaitility.Awaitility.await().until(() -> Files.exists(noted) && Files.size(noted) > 1);
            ProcessHandle stray = ProcessHandle.of(Long.parseLong(read(noted))).orElseThrow();

            sandbox().close();

            org.awaitility.Awaitility.await().until(() -> !stray.isAlive());
        }
    }

    @Test
    void theBuildFetchesEveryMajorThatIsCaredFor() {
        assertThat(List.of(15, 16, 17, 18))
                .allSatisfy(major -> assertThat(Path.of("target/postgresql", Integer.toString(major)))
                        .isDirectoryContaining("glob:**.txz"));
    }

    @Test
    void whatTheBuildHasFetchedMakesACluster(@TempDir Path temporary) {
        try (RunFolder folder = RunFolder.create(temporary)) {
            PostgresqlHere postgresql = new PostgresqlHere(Path.of("target/postgresql"), folder, List.of());
            try (LocalSandboxes all = LocalSandboxes.with(
                            folder, new LocalIsolation.Namespaces(root()), Map.of("postgresql", postgresql));
                    Sandbox sandbox = all.open(postgresqlRequest(18))) {
                int status = sandbox.run(
                        Command.shell(
                                Duration.ofMinutes(3),
                                sandbox.programs().get(0) + "/initdb --no-sync -D " + sandbox.dataFolder() + "/c"),
                        LineConsumer.ignoring());
                assertThat(status).isZero();
                assertThat(sandbox.info().equipment())
                        .matches("PostgreSQL 18\\.\\d+ that the build has fetched; there is no pg_restore"
                                + " of its major or later");
            }
        }
    }

    private static SandboxRequest postgresqlRequest(int major) {
        return new SandboxRequest(
                "sandbox-test",
                new Equipment(
                        "postgres:" + major,
                        "postgres",
                        Optional.of(new Equipment.Software("postgresql", major, major))),
                List.of(),
                MIB,
                SandboxLimits.chosen(),
                Duration.ofMinutes(2));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
