package io.restoreverifier.outlet.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.restoreverifier.outlet.Outlet;
import io.restoreverifier.outlet.OutletException;
import io.restoreverifier.outlet.SampleNight;
import io.restoreverifier.outlet.Sections;
import io.restoreverifier.run.RestoreRun;
import io.restoreverifier.run.RunOptions;
import io.restoreverifier.run.SelectedEntries;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Archives as an auditor verifies them: with openssl, tar and sha256sum, by the commands of the documentation. */
class EvidenceTest {
    private static final Pattern COMMANDS = Pattern.compile("(?m)^```sh\\n(.*?)^```", Pattern.DOTALL);
    private static final String EC = "-algorithm EC -pkeyopt ec_paramgen_curve:P-256";
    private static final String ARCHIVE = "restore-evidence-20261122T030000Z-20261122T030000Z-7f3a.tar.gz";

    @TempDir
    Path folder;

    @BeforeEach
    void writeAReport() throws IOException {
        text("report/report.json", "{\"schemaVersion\": 1}");
        text("report/digest.txt", "1 passed");
        text("report/allure/index.html", "<html>");
    }

    @Test
    void theDocumentedCommandsVerifyAnArchive() throws Exception {
        assertThat(run(documented(0))).as("making keys").isZero();
        tell("folder: evidence", "evidence.key");

        assertThat(audit()).isZero();
        try (Stream<Path> files = Files.walk(folder.resolve("audit/opened"))) {
            assertThat(files.filter(Files::isRegularFile)
                            .map(file -> folder.resolve("audit/opened")
                                    .relativize(file)
                                    .toString())
                            .sorted())
                    .containsExactly(
                            "SHA256SUMS", "allure/index.html", "artifacts.sha256", "digest.txt", "report.json");
        }
        assertThat(Files.readString(folder.resolve("audit/opened/report.json"))).isEqualTo("{\"schemaVersion\": 1}");
        assertThat(Files.readString(folder.resolve("audit/opened/artifacts.sha256")))
                .matches("([0-9a-f]{64}  \\S+\\n)+")
                .contains("customer");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                EC,
                "-algorithm RSA -pkeyopt rsa_keygen_bits:2048",
                "-algorithm EC -pkeyopt ec_paramgen_curve:P-384"
            })
    void aFlippedBitInArchiveOrSignatureIsSeen(String kind) throws Exception {
        key("evidence.key", kind);
        run("openssl pkey -in evidence.key -pubout -out evidence.pub");
        tell("folder: evidence", "evidence.key");
        assertThat(audit()).isZero();

        byte[] archive = Files.readAllBytes(evidence(ARCHIVE));
        for (int at : List.of(0, archive.length / 2, archive.length - 1)) {
            Files.write(evidence(ARCHIVE), flipped(archive, at));
            assertThatItIsRefused();
        }
        Files.write(evidence(ARCHIVE), archive);
        byte[] signature = Files.readAllBytes(evidence(ARCHIVE + ".sig"));
        Files.write(evidence(ARCHIVE + ".sig"), flipped(signature, signature.length - 1));
        assertThatItIsRefused();
    }

    @Test
    void anArchiveOfAnotherKeyIsSeen() throws Exception {
        run(documented(0));
        key("other.key", EC);
        tell("folder: evidence", "other.key");

        assertThatItIsRefused();
    }

    @Test
    void theSameRunGivesTheSameArchiveAndNoneIsWrittenAgain() throws Exception {
        key("evidence.key", EC);
        tell("folder: evidence", "evidence.key");
        tell("folder: other", "evidence.key");

        assertThat(evidence(ARCHIVE))
                .hasSameBinaryContentAs(folder.resolve("other").resolve(ARCHIVE));
        assertThatThrownBy(() -> tell("folder: evidence", "evidence.key"))
                .isInstanceOf(OutletException.class)
                .hasMessage(evidence(ARCHIVE) + " is there already, and evidence is never written again");
    }

    @Test
    void theConsolesLogGoesIntoTheArchive() throws Exception {
        run(documented(0));
        text("console.log", "[21:08:34] customer-database locate");
        tell("{folder: evidence, console: console.log}", "evidence.key");

        assertThat(audit()).isZero();
        assertThat(Files.readString(folder.resolve("audit/opened/console.log"))).startsWith("[21:08:34]");
    }

    @Test
    void whatCannotBeArchivedIsToldAndLeavesNothing() throws Exception {
        key("evidence.key", EC);
        assertThatThrownBy(() -> tell("{folder: evidence, console: gone.log}", "evidence.key"))
                .isInstanceOf(OutletException.class)
                .hasMessageContaining("gone.log")
                .hasMessageContaining(ARCHIVE + " cannot be written");
        Files.delete(folder.resolve("report/report.json"));
        assertThatThrownBy(() -> tell("folder: evidence", "evidence.key"))
                .isInstanceOf(OutletException.class)
                .hasMessageContaining("report.json");
        assertThat(folder.resolve("evidence")).isEmptyDirectory();
    }

    @Test
    void onlyOldEvidenceIsRemovedAndNothingElse() throws Exception {
        key("evidence.key", EC);
        String old = "restore-evidence-20250101T030000Z-0a1b2c3d.tar.gz";
        String young = "restore-evidence-20261101T030000Z-0a1b2c3d.tar.gz";
        List<String> others = List.of(
                "restore-evidence-20250101T030000Z-0a1b2c3d.tar.gz.asc",
                "restore-evidence-20259901T030000Z-0a1b2c3d.tar.gz",
                "evidence-20250101T030000Z-0a1b2c3d.tar.gz",
                "2025/" + old,
                "notes.txt");
        for (String name : others) {
            text("evidence/" + name, name);
        }
        text("evidence/" + old, "archive");
        text("evidence/" + old + ".sig", "signature");
        text("evidence/" + young, "archive");
        text("precious", "precious");
        String killedOver = ".restore-evidence-20261101T030000Z-0a1b2c3d.tar.gz.new";
        String beingWritten = ".restore-evidence-20261122T020000Z-0a1b2c3d.tar.gz.new";
        text("evidence/" + killedOver, "half");
        text("evidence/" + beingWritten, "half");
        String link = "restore-evidence-20250102T030000Z-0a1b2c3d.tar.gz";
        Files.createSymbolicLink(evidence(link), folder.resolve("precious"));
        Files.createDirectories(evidence("restore-evidence-20250103T030000Z-0a1b2c3d.tar.gz"));

        tell("{folder: evidence, keep: 365d}", "evidence.key");

        assertThat(evidence(old)).doesNotExist();
        assertThat(evidence(old + ".sig")).doesNotExist();
        assertThat(others).allSatisfy(name -> assertThat(evidence(name)).exists());
        assertThat(evidence(young)).exists();
        assertThat(evidence(killedOver)).doesNotExist();
        assertThat(evidence(beingWritten)).exists();
        assertThat(evidence(link)).exists();
        assertThat(evidence("restore-evidence-20250103T030000Z-0a1b2c3d.tar.gz"))
                .exists();
        assertThat(evidence(ARCHIVE)).exists();
    }

    @Test
    void withoutKeepNothingIsRemoved() throws Exception {
        key("evidence.key", EC);
        text("evidence/restore-evidence-20010101T030000Z-0a1b2c3d.tar.gz", "archive");
        tell("folder: evidence", "evidence.key");

        assertThat(evidence("restore-evidence-20010101T030000Z-0a1b2c3d.tar.gz"))
                .exists();
    }

    @Test
    void whatCannotBeAKeyIsToldWithoutIt() throws Exception {
        key("weak.key", "-algorithm RSA -pkeyopt rsa_keygen_bits:1024");
        key("ed25519.key", "-algorithm ed25519");

        for (String pem : List.of("pl4nted", pem("weak.key"), pem("ed25519.key"))) {
            assertThat(Sections.problems(folder, Evidence::read, "folder: e\nkey: |\n" + pem.indent(2)))
                    .containsExactly(
                            "key: is no private key of RSA (2048 bits or more) or EC (256 bits or more) in PEM");
        }
        assertThat(Sections.problems(folder, Evidence::read, "{kep: 1d, keep: 1h}"))
                .containsExactlyInAnyOrder(
                        "folder: is missing",
                        "key: is missing",
                        "keep: is less than a day, and evidence is for later",
                        "kep: unknown key");
    }

    @Test
    void theDocumentedSectionIsTaken() throws Exception {
        key("evidence.key", EC);
        Matcher example = Pattern.compile("(?m)^```yaml\\n(.*?)^```", Pattern.DOTALL)
                .matcher(Files.readString(Path.of("docs/evidence.md")));
        assertThat(example.find()).isTrue();
        text("catalog/code.yml", "backup: code\nsource: {directory: ../empty}\nrestore: {files: {}}\n");
        text("catalog/catalog.yml", example.group(1).replace("/etc/restore-verifier", folder.toString()));
        Properties properties = new Properties();
        properties.setProperty("restore.catalog", folder.resolve("catalog").toString());

        assertThatNoException().isThrownBy(() -> SelectedEntries.read(RunOptions.from(properties)));
    }

    @Test
    void aRunThatCannotLeaveItsEvidenceFailsAndSaysSo() throws Exception {
        key("evidence.key", EC);
        Files.createDirectories(folder.resolve("empty"));
        text("catalog/code.yml", "backup: code\nsource: {directory: ../empty}\nrestore: {files: {}}\n");
        text(
                "catalog/catalog.yml",
                "evidence: {folder: ../evidence, key: \"${file:../evidence.key}\", console: ../gone.log}\n");

        verify();
        assertThat(Files.readString(folder.resolve("night/report.json")))
                .contains("\"not told\"", "evidence: ", "gone.log")
                .doesNotContain(pem("evidence.key").lines().toList().get(1));

        text("gone.log", "here now");
        verify();
        try (Stream<Path> written = Files.list(folder.resolve("evidence"))) {
            assertThat(written.map(file -> file.getFileName().toString().replaceAll("-[0-9TZ]+-[0-9a-f]{8}", ""))
                            .sorted())
                    .containsExactly("restore-evidence.tar.gz", "restore-evidence.tar.gz.sig");
        }
    }

    private void verify() throws InterruptedException {
        Properties properties = new Properties();
        properties.setProperty("restore.catalog", folder.resolve("catalog").toString());
        properties.setProperty("restore.report", folder.resolve("night").toString());
        properties.setProperty("restore.history", folder.resolve("history").toString());
        properties.setProperty("restore.allure", folder.resolve("none").toString());
        RestoreRun run = RestoreRun.open(RunOptions.from(properties));
        run.begin();
        run.outcome("code");
        // There is no Allure here, of which all but the page is independent.
        assertThatThrownBy(run::close).isInstanceOf(RuntimeException.class);
    }

    private void tell(String section, String key) throws IOException {
        String flow = section.startsWith("{") ? section.substring(1, section.length() - 1) : section;
        String yaml = flow.replace(", ", "\n") + "\nkey: |\n" + pem(key).indent(2);
        for (Outlet outlet : Sections.read(folder, Evidence::read, yaml)) {
            outlet.tell(SampleNight.ending(folder.resolve("report")));
        }
    }

    /** What the documentation tells an auditor to do, with this archive. */
    private int audit() throws Exception {
        String commands = documented(1);
        assertThat(commands).contains("archive=restore-evidence-");
        return run("rm -rf audit && mkdir audit && cp evidence/* evidence.pub audit && cd audit\n"
                + commands.replaceFirst("archive=\\S+", "archive=" + ARCHIVE));
    }

    /** By its signature, before anything of it is opened. */
    private void assertThatItIsRefused() throws Exception {
        assertThat(audit()).isNotZero();
        assertThat(Files.readString(folder.resolve("commands.log"))).contains("Verification failure");
        assertThat(folder.resolve("audit/opened")).doesNotExist();
    }

    private static String documented(int block) throws IOException {
        return COMMANDS.matcher(Files.readString(Path.of("docs/evidence.md")))
                .results()
                .toList()
                .get(block)
                .group(1);
    }

    private void key(String name, String kind) throws Exception {
        assertThat(run("openssl genpkey " + kind + " -out " + name)).isZero();
    }

    private String pem(String name) throws IOException {
        return Files.readString(folder.resolve(name));
    }

    private int run(String commands) throws Exception {
        Process process = new ProcessBuilder("sh", "-e", "-c", commands)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("commands.log").toFile())
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    private Path evidence(String name) {
        return folder.resolve("evidence").resolve(name);
    }

    private static byte[] flipped(byte[] bytes, int at) {
        byte[] flipped = bytes.clone();
        flipped[at] ^= 1;
        return flipped;
    }

    private void text(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, text.getBytes(StandardCharsets.UTF_8));
    }
}
