package io.restoreverifier.restore;

import static org.assertj.core.api.Assertions.assertThat;

import io.restoreverifier.sandbox.SandboxInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is kept of fresh clusters: whole ones, for their image alone, for their owner alone, and not for ever. */
class ClusterTemplatesTest {
    @TempDir
    Path home;

    private final String name =
            ClusterTemplates.nameFor("1", of("postgres:15", "sha256:aa")).orElseThrow();

    private ClusterTemplates templates() {
        return new ClusterTemplates(home.resolve("clusters"));
    }

    @Test
    void whatIsKeptIsGivenOutAgain() throws IOException {
        Path made = Files.writeString(home.resolve("made.tar"), "a cluster");

        assertThat(templates().copy(name, home.resolve("out"))).isFalse();
        templates().keep(name, made);

        assertThat(templates().copy(name, home.resolve("out"))).isTrue();
        assertThat(home.resolve("out")).hasContent("a cluster");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve("clusters"))))
                .isEqualTo("rwx------");
    }

    @Test
    void whatIsDroppedIsNotGivenOutAnyMore() throws IOException {
        templates().keep(name, Files.writeString(home.resolve("made.tar"), "damaged"));

        templates().drop(name);

        assertThat(templates().copy(name, home.resolve("out"))).isFalse();
    }

    @Test
    void whatCannotBeKeptLeavesNoHalfOfIt() {
        templates().keep(name, home.resolve("was never made"));

        assertThat(kept()).isEmpty();
    }

    @Test
    void whatNobodyUsesGoesAfterAMonth() throws IOException {
        Path made = Files.writeString(home.resolve("made.tar"), "a cluster");
        templates().keep("old.tar", made);
        templates().keep("used.tar", made);
        for (String one : List.of("old.tar", "used.tar")) {
            Files.setLastModifiedTime(
                    home.resolve("clusters").resolve(one),
                    FileTime.from(Instant.now().minus(Duration.ofDays(31))));
        }
        templates().copy("used.tar", home.resolve("out"));

        templates().keep(name, made);

        assertThat(kept()).containsExactlyInAnyOrder("used.tar", name);
    }

    @Test
    void anotherImageOfTheSameNameHasAnotherOne() {
        assertThat(ClusterTemplates.nameFor("1", of("postgres:15", "sha256:bb")))
                .isPresent()
                .get()
                .isNotEqualTo(name);
    }

    @Test
    void softwareThatCanChangeUnderItsNameHasNone() {
        assertThat(ClusterTemplates.nameFor("1", new SandboxInfo("local", "PostgreSQL 15", "", "", 0, List.of())))
                .isEmpty();
    }

    private static SandboxInfo of(String image, String digest) {
        return new SandboxInfo("docker", "image " + image, image, digest, 0, List.of());
    }

    private List<String> kept() {
        try (Stream<Path> files = Files.list(home.resolve("clusters"))) {
            return files.map(file -> file.getFileName().toString()).toList();
        } catch (IOException e) {
            return List.of();
        }
    }
}
