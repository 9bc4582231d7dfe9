package io.restoreverifier.restore;

import static org.assertj.core.api.Assertions.assertThat;

import io.restoreverifier.sandbox.Sandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Templates as a sandbox packs and unpacks them: what is of no use is let go of, and leaves nothing behind. */
class TemplateTarTest {
    private static final String NAME = "of-an-image.tar";
    private static final String PROGRAMS = "/usr/bin:/bin";

    @TempDir
    Path home;

    private ClusterTemplates templates;

    @BeforeEach
    void empty() {
        templates = new ClusterTemplates(home.resolve("clusters"));
    }

    @Test
    void oneSandboxUnpacksWhatAnotherHasPacked() throws IOException {
        Sandbox first = sandbox("first", PROGRAMS);
        Path folder = Files.createDirectory(Path.of(first.dataFolder(), "cluster"));
        Files.writeString(folder.resolve("PG_VERSION"), "15\n");
        new TemplateTar(first, templates).keep(NAME, "cluster");

        Sandbox second = sandbox("second", PROGRAMS);

        assertThat(new TemplateTar(second, templates).unpack(NAME, "cluster")).isTrue();
        assertThat(Path.of(second.dataFolder(), "cluster", "PG_VERSION")).hasContent("15\n");
        assertThat(namesIn(first.sharedOutside())).isEmpty();
        assertThat(namesIn(second.sharedOutside())).isEmpty();
    }

    @Test
    void oneThatIsDamagedIsLetGoOfWithWhatCameOutOfIt() throws IOException {
        Sandbox first = sandbox("first", PROGRAMS);
        Path folder = Files.createDirectory(Path.of(first.dataFolder(), "cluster"));
        Files.writeString(folder.resolve("a"), "of one cluster\n".repeat(10_000));
        Files.writeString(folder.resolve("b"), "of one cluster\n".repeat(10_000));
        new TemplateTar(first, templates).keep(NAME, "cluster");
        Path kept = home.resolve("clusters").resolve(NAME);
        byte[] whole = Files.readAllBytes(kept);
        Files.write(kept, Arrays.copyOf(whole, whole.length / 2));

        Sandbox second = sandbox("second", PROGRAMS);

        assertThat(new TemplateTar(second, templates).unpack(NAME, "cluster")).isFalse();
        assertThat(namesIn(Path.of(second.dataFolder()))).isEmpty();
        assertThat(namesIn(second.sharedOutside())).isEmpty();
        assertThat(kept).doesNotExist();
    }

    @Test
    void anImageWithoutTarKeepsNone() throws IOException {
        Path programs = Files.createDirectory(home.resolve("bin"));
        Sandbox sandbox = sandbox("bare", programs.toString());
        Files.createDirectory(Path.of(sandbox.dataFolder(), "cluster"));

        new TemplateTar(sandbox, templates).keep(NAME, "cluster");

        assertThat(templates.copy(NAME, home.resolve("copy"))).isFalse();
        assertThat(namesIn(sandbox.sharedOutside())).isEmpty();
    }

    @Test
    void thereIsNoneBeforeTheFirst() throws IOException {
        assertThat(new TemplateTar(sandbox("first", PROGRAMS), templates).unpack(NAME, "cluster"))
                .isFalse();
    }

    private Sandbox sandbox(String name, String programs) throws IOException {
        return new ShellSandbox(home.resolve(name), programs);
    }

    private static List<String> namesIn(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
