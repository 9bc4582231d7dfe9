package io.restoreverifier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.restoreverifier.history.History;
import io.restoreverifier.history.Runs;
import io.restoreverifier.model.Criticality;
import io.restoreverifier.model.EntryLabels;
import io.restoreverifier.model.Objective;
import io.restoreverifier.model.Outcome;
import io.restoreverifier.model.Verdict;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The sample company, with its artifacts where docs/copies.md says they are; the answers are those worked out there. */
class LostCommandTest {
    private static final Instant NOW = Instant.parse("2026-11-21T06:00:00Z");
    private static final String DATABASE = "customers-{time:yyyyMMdd'T'HHmmss'Z'}.dump";
    private static final String CODE = "clientarea-{time:yyyyMMdd'T'HHmmss'Z'}.tar.gz";

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    Path folder;

    @BeforeEach
    void theCompany() throws IOException {
        take("customers", "fremont", "customers-20261121T021500Z.dump", "customers-20261120T021500Z.dump");
        take("customers", "rotterdam", "customers-20261120T021500Z.dump");
        take("code", "fremont", "clientarea-20261121T023000Z.tar.gz");
        write("catalog.yml", """
                now: 2026-11-21T06:00:00Z
                production: {site: fremont, host: fremont-1, medium: disk}
                """);
        database("20Mbit/s");
        code("");
        write("clientarea.yml", """
                application: clientarea
                needs: {database: {backup: customer-database, user: billing_app}, code: clientarea-code}
                start: {image: "eclipse-temurin:17-jdk", run: java Main, port: 8080}
                checks: {http: [{get: /health}]}
                """);
    }

    @Test
    void theWholeSiteTakesTheCodeForGood() {
        measured();

        assertThat(lost("fremont")).isEqualTo(1);
        assertThat(out.toString()).isEqualTo("""
                if fremont is lost now, 2026-11-21T06:00:00Z:
                  customer-database     customers-20261120T021500Z.dump in rotterdam, 1d 3h old, back in 14m
                  clientarea-code       NOTHING IS LEFT
                  clientarea            CANNOT COME BACK without clientarea-code
                """);
    }

    @Test
    void productionsHostLeavesTheNewestDumpAndNoCode() {
        measured();

        assertThat(lost("fremont-1")).isEqualTo(1);
        assertThat(out.toString()).isEqualTo("""
                if fremont-1 is lost now, 2026-11-21T06:00:00Z:
                  customer-database     customers-20261121T021500Z.dump in source, 3h 45m old, back in 14m
                  clientarea-code       NOTHING IS LEFT
                  clientarea            CANNOT COME BACK without clientarea-code
                """);
    }

    @Test
    void whereProductionIsNotNothingHasToComeBack() {
        measured();

        for (String domain : List.of("nas-1", "rotterdam")) {
            out.getBuffer().setLength(0);
            assertThat(lost(domain)).isZero();
            assertThat(out.toString()).isEqualTo("""
                    if %s is lost now, 2026-11-21T06:00:00Z:
                      customer-database     production is not there
                      clientarea-code       production is not there
                      clientarea            none of its parts is there
                    """.formatted(domain));
        }
    }

    @Test
    void withTheCodeElsewhereTheTimesOfItsPartsAndItsStartAddUp() throws IOException {
        measured();
        take("code", "rotterdam", "clientarea-20261121T023000Z.tar.gz");
        code("copies: [{directory: rotterdam, newest: \"" + CODE + "\", domain: {site: rotterdam}}]");

        assertThat(lost("fremont")).isZero();
        assertThat(out.toString()).isEqualTo("""
                if fremont is lost now, 2026-11-21T06:00:00Z:
                  customer-database     customers-20261120T021500Z.dump in rotterdam, 1d 3h old, back in 14m
                  clientarea-code       clientarea-20261121T023000Z.tar.gz in rotterdam, 3h 30m old, back in 20.0s
                  clientarea            data 1d 3h old, back in 14m 50s: customer-database, then clientarea-code, then its start of 30.0s
                """);
    }

    @Test
    void aLineThatIsSlowerThanWhatWasMeasuredCounts() throws IOException {
        measured();
        long bytes = Files.size(folder.resolve("rotterdam/customers-20261120T021500Z.dump"));
        // An hour and four minutes for it.
        database(bytes * 8 / 3840 + "bit/s");

        lost("fremont");

        assertThat(out.toString()).contains("customers-20261120T021500Z.dump in rotterdam, 1d 3h old, back in 1h 4m\n");
    }

    @Test
    void aCopyThatCannotBeReachedIsNotKnownAndNeitherIsATimeThatWasNeverMeasured() throws IOException {
        code("copies: [{directory: nowhere, newest: \"" + CODE + "\", domain: {site: rotterdam}}]");

        assertThat(lost("fremont")).isEqualTo(2);
        assertThat(out.toString())
                .contains("back in a time that was never measured\n")
                .contains("clientarea-code       not known what is left (copy rotterdam: ")
                .contains("clientarea            not known when: see customer-database, clientarea-code\n");
    }

    @Test
    void aDomainThatNobodyStatesIsAMistake() {
        assertThat(lost("fremnt")).isEqualTo(64);
        assertThat(err.toString())
                .isEqualTo("nothing in the catalog stands in fremnt\n  hint: did you mean `fremont`?\n");
    }

    private void database(String line) throws IOException {
        write("customer-database.yml", """
                backup: customer-database
                severity: critical
                line: %2$s
                source: {directory: fremont, newest: "%1$s", domain: {site: fremont, host: nas-1}, medium: disk}
                copies: [{directory: rotterdam, newest: "%1$s", domain: {site: rotterdam}, medium: tape}]
                restore: {postgresql: {version: 15}}
                """.formatted(DATABASE, line));
    }

    /** As in the story: the only other copy of the code is on the same machine. */
    private void code(String copies) throws IOException {
        write("clientarea-code.yml", """
                backup: clientarea-code
                source: {directory: fremont, newest: "%s", domain: {site: fremont, host: fremont-1}}
                %s
                restore: {files: {strip: 1}}
                """.formatted(CODE, copies));
    }

    private void take(String from, String to, String... names) throws IOException {
        for (String name : names) {
            Files.copy(
                    Path.of("fixtures/backups", from, name),
                    Files.createDirectories(folder.resolve(to)).resolve(name),
                    StandardCopyOption.COPY_ATTRIBUTES,
                    StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    private void measured() {
        List<Outcome> outcomes = List.of(
                took("customer-database", "database", Duration.ofMinutes(14)),
                took("clientarea-code", "files", Duration.ofSeconds(20)),
                took("clientarea", "application", Duration.ofSeconds(14 * 60 + 30)));
        History.open(folder.resolve("history").toString(), Duration.ofSeconds(5))
                .keep(Runs.run("last", NOW, outcomes), Duration.ofDays(400));
    }

    private static Outcome took(String entry, String kind, Duration rto) {
        return new Outcome(
                entry,
                kind,
                new EntryLabels("", "", List.of(), Criticality.NORMAL),
                Verdict.PASSED,
                Optional.empty(),
                "",
                Objective.none(),
                new Objective(Optional.empty(), Optional.of(rto)),
                NOW,
                NOW.plus(rto),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of());
    }

    private int lost(String domain) {
        CommandLine line = Main.commandLine();
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        return line.execute(
                "lost",
                domain,
                folder.toString(),
                "--history",
                folder.resolve("history").toString());
    }
}
