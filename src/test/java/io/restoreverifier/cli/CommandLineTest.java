package io.restoreverifier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What is told before anything runs. */
class CommandLineTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    Path folder;

    @Test
    void noCommandIsAMistake() {
        assertThat(status()).isEqualTo(64);
        assertThat(err.toString()).startsWith("Missing required subcommand\n").contains("Usage: restore-verifier");
    }

    @Test
    void anUnknownOptionIsAMistakeWithASuggestion() {
        assertThat(status("verify", "--onyl", "x")).isEqualTo(64);
        assertThat(err.toString()).contains("Unknown option: '--onyl'").contains("--only");
    }

    @Test
    void helpIsNoMistake() {
        assertThat(status("verify", "--help")).isZero();
        assertThat(err.toString()).isEmpty();
        assertThat(status("--version")).isZero();
        assertThat(out.toString()).contains("restore-verifier ");
    }

    @Test
    void aCatalogThatIsNotThereWasMistyped() {
        Path nowhere = folder.resolve("nowhere");

        assertThat(verify(nowhere)).isEqualTo(64);
        assertThat(err.toString()).isEqualTo("""
                1 problem, nothing was run
                %s: there is no such catalog
                  hint: correct CATALOG
                """.formatted(nowhere));
    }

    @Test
    void optionsThatCannotBeUsedAreToldByTheirNames() throws IOException {
        entry("backup: shop\nsource: {directory: .}\nrestore: {postgresql: {}}\n");

        assertThat(verify(folder, "--parallel", "0", "--sandbox", "podman")).isEqualTo(64);
        assertThat(err.toString()).isEqualTo("""
                2 problems, nothing was run
                --parallel: `0` is not a number from 1 to 999
                --sandbox: `podman` is not one of auto, docker, local
                  hint: known here: auto, docker, local
                """);
    }

    @Test
    void aNameThatIsNotInTheCatalogWasMistyped() throws IOException {
        entry("backup: shop\nsource: {directory: .}\nrestore: {postgresql: {}}\n");

        assertThat(verify(folder, "--only", "shpo")).isEqualTo(64);
        assertThat(err.toString()).isEqualTo("""
                1 problem, nothing was run
                --only: `shpo` is neither the name nor a tag of an entry
                  hint: known here: shop
                """);
    }

    @Test
    void aMistakeInTheCatalogIsNoMistakeOfTheCommandLine() throws IOException {
        Path file = entry("backup: shop\nsource: {directory: .}\nrestore: {postgresql: {verion: 15}}\n");

        assertThat(verify(folder)).isEqualTo(78);
        assertThat(err.toString()).isEqualTo("""
                1 problem in the catalog, nothing was run
                %s:3: restore.postgresql.verion: unknown key
                  hint: did you mean `version`?
                """.formatted(file));
    }

    private Path entry(String yaml) throws IOException {
        return Files.writeString(folder.resolve("shop.yml"), yaml);
    }

    private int verify(Path catalog, String... options) {
        List<String> arguments = new ArrayList<>(List.of("verify", catalog.toString()));
        arguments.addAll(List.of(options));
        arguments.addAll(List.of("--report", folder.resolve("report").toString()));
        return status(arguments.toArray(String[]::new));
    }

    private int status(String... arguments) {
        CommandLine line = Main.commandLine();
        line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        return line.execute(arguments);
    }
}
