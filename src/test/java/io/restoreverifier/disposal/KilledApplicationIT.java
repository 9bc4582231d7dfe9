package io.restoreverifier.disposal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code kill -9} in each stage of an application: the next run leaves neither it nor the database beside it. */
class KilledApplicationIT {
    private static final String APPLICATION = """
            application: NAME-application
            needs: {database: NAME}
            start:
              image: debian:bookworm-slim
              build: BUILD
              run: perl -MIO::Socket::INET -e '$s = IO::Socket::INET->new(LocalPort => 8080, Listen => 5) or die; sleep 300'
              port: 8080
            checks: {commands: [{run: CHECK}]}
            """;

    private static final Map<When, RunProcess> RUNS = new LinkedHashMap<>();
    private static final Map<When, Integer> CONTAINERS = new LinkedHashMap<>();
    private static Fire fire;

    /** Where in its life it is hit; how many containers it has then, with those of its parts. */
    enum When {
        LOCATE("locate", 0),
        RESTORE("restore", 0),
        BUILD("start", 2),
        CHECK("check", 2),
        DISPOSE("dispose", 2);

        private final String stage;
        private final int containers;

        When(String stage, int containers) {
            this.stage = stage;
            this.containers = containers;
        }

        /** Else the console stands still at the stage's line. */
        boolean lasts() {
            return this == BUILD || this == CHECK;
        }

        String entry() {
            return "killed-in-" + stage;
        }

        String yaml() {
            return APPLICATION
                    .replace("NAME", entry())
                    .replace("BUILD", this == BUILD ? "sleep 300" : "true")
                    .replace("CHECK", this == CHECK ? "sleep 300" : "true");
        }
    }

    @BeforeAll
    static void killThemAll() throws Exception {
        fire = Fire.onDocker();
        for (When when : When.values()) {
            Path catalog = Files.createDirectories(
                    fire.machine().home().resolve(when.entry()).resolve("catalog"));
            Files.writeString(catalog.resolve("application.yml"), when.yaml());
            String still = when.lasts() ? "none" : when.entry() + "-application +" + when.stage;
            RUNS.put(when, fire.start(when.entry(), Moment.DISPOSE, Map.of(), "-D" + RunProgram.STAGE + "=" + still));
        }
        for (When when : When.values()) {
            RunProcess run = RUNS.get(when);
            run.await(
                    when + " is reached",
                    () -> run.said().matches("(?s).*\\] " + when.entry() + "-application +" + when.stage + "\\b.*")
                            && containers(when).size() == when.containers);
            CONTAINERS.put(when, containers(when).size());
            run.signal("KILL");
            assertThat(run.awaitEnd()).isEqualTo(128 + 9);
        }
        fire.startWithoutArtifact("next").awaitEnd();
    }

    @AfterAll
    static void end() throws Exception {
        fire.close();
    }

    @ParameterizedTest
    @EnumSource(When.class)
    void nothingIsLeftOfAnApplicationThatWasKilledIn(When when) {
        assertThat(CONTAINERS.get(when)).as("containers when it was killed").isEqualTo(when.containers);
        assertThat(containers(when)).isEmpty();
    }

    @Test
    void noFolderIsLeft() {
        assertThat(fire.machine().runFolders()).isEmpty();
    }

    private static List<String> containers(When when) {
        return List.of(when.entry(), when.entry() + "-application").stream()
                .flatMap(entry -> fire.docker().containers(entry).stream())
                .map(com.github.dockerjava.api.model.Container::getId)
                .toList();
    }
}
