package io.restoreverifier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.restoreverifier.model.Status;
import io.restoreverifier.model.Verdict;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The company of the story, before it had learned: its code has no copy but on production's own machine. */
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
                  customer-database     customers-20261120T021500Z.dump in rotterdam, 1d 3h old, back in 14m as measured from rotterdam
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
                  customer-database     customers-20261121T021500Z.dump in source, 3h 45m old, back in 14m as measured from source
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
        withTheCodeElsewhere();
        measured();

        assertThat(lost("fremont")).isZero();
        assertThat(out.toString()).isEqualTo("""
                if fremont is lost now, 2026-11-21T06:00:00Z:
                  customer-database     customers-20261120T021500Z.dump in rotterdam, 1d 3h old, back in 14m as measured from rotterdam
                  clientarea-code       clientarea-20261121T023000Z.tar.gz in rotterdam, 3h 30m old, back in 20.0s as measured from rotterdam
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

        assertThat(out.toString())
                .contains("customers-20261120T021500Z.dump in rotterdam, 1d 3h old, back in 1h 4m by its line\n");
    }

    @Test
    void eachCopyIsBackAsThatOneWasWhenItWasRestoredLast() {
        for (Map.Entry<String, Duration> copy : Map.of(
                        "rotterdam", Duration.ofMinutes(50), "source", Duration.ofMinutes(14))
                .entrySet()) {
            boolean last = copy.getKey().equals("source");
            LastNight.of(last ? NOW : NOW.minus(Duration.ofDays(1)))
                    .restored("customer-database", copy.getValue(), Map.of(copy.getKey(), Status.PASSED))
                    .keep(folder.resolve("history"));
        }

        lost("fremont");
        lost("fremont-1");

        assertThat(out.toString())
                .contains("in rotterdam, 1d 3h old, back in 50m as measured from rotterdam\n")
                .contains("in source, 3h 45m old, back in 14m as measured from source\n");
    }

    @Test
    void aCopyThatNobodyMeasuredIsBackAsAnotherWas() {
        LastNight.of(NOW.minus(Duration.ofDays(1)))
                .restored("customer-database", Map.of("rotterdam", Status.PASSED))
                .keep(folder.resolve("history"));
        LastNight.of(NOW)
                .restored("customer-database", Duration.ofMinutes(14), Map.of("source", Status.PASSED))
                .keep(folder.resolve("history"));

        lost("fremont");

        assertThat(out.toString()).contains("in rotterdam, 1d 3h old, back in 14m as measured from another copy\n");
    }

    @Test
    void aCopyThatCannotBeReachedIsNotKnownAndNeitherIsATimeThatWasNeverMeasured() throws IOException {
        LastNight.of(NOW)
                .restored("customer-database", Map.of("rotterdam", Status.PASSED))
                .keep(folder.resolve("history"));
        code("copies: [{directory: nowhere, newest: \"" + CODE + "\", domain: {site: rotterdam}}]");

        assertThat(lost("fremont")).isEqualTo(2);
        assertThat(out.toString())
                .contains("back in a time that was never measured\n")
                .contains("clientarea-code       not known what is left (copy rotterdam: ")
                .contains("clientarea            not known when: see customer-database, clientarea-code\n");
    }

    @Test
    void aCopyThatDidNotComeBackIsNothingToComeBackFrom() throws IOException {
        measured("customer-database", Map.of("source", Status.PASSED, "rotterdam", Status.FAILED));

        assertThat(lost("fremont")).isEqualTo(1);
        assertThat(out.toString())
                .contains(
                        "  customer-database     NOTHING IS LEFT (customers-20261120T021500Z.dump in rotterdam does not count:"
                                + " that copy did not come back when it was restored last)\n")
                .contains("  clientarea            CANNOT COME BACK without customer-database, clientarea-code\n");
    }

    @Test
    void aCopyThatWasNeverRestoredIsNotKnownToComeBack() throws IOException {
        measured("customer-database", Map.of("source", Status.PASSED));
        take("code", "rotterdam", "clientarea-20261121T023000Z.tar.gz");
        code("copies: [{directory: rotterdam, newest: \"" + CODE + "\", domain: {site: rotterdam}}]");

        assertThat(lost("fremont")).isEqualTo(2);
        assertThat(out.toString())
                .contains(
                        "  customer-database     not known what is left (customers-20261120T021500Z.dump in rotterdam does"
                                + " not count: that copy was never restored)\n");
    }

    @Test
    void anOlderCopyThatIsProvenGoesBeforeANewerOneThatIsNot() throws IOException {
        measured("customer-database", Map.of("source", Status.COULD_NOT_VERIFY, "rotterdam", Status.PASSED));

        lost("fremont-1");

        assertThat(out.toString())
                .contains(
                        "  customer-database     customers-20261120T021500Z.dump in rotterdam, 1d 3h old, back in 14m as measured from rotterdam"
                                + " (customers-20261121T021500Z.dump in source does not count: that copy was never restored)\n");
    }

    @Test
    void anApplicationThatFailedLastIsNotCountedOn() throws IOException {
        withTheCodeElsewhere();
        measured(Verdict.FAILED);

        assertThat(lost("fremont")).isEqualTo(2);
        assertThat(out.toString()).contains("then its start of 30.0s; NOT COUNTED ON: its last verdict is FAILED\n");
    }

    @Test
    void oneKindAloneIsLostWhereItsNameIsMoreThanOne() throws IOException {
        measured();
        write("catalog.yml", """
                now: 2026-11-21T06:00:00Z
                production: {site: newark, account: fremont, medium: disk}
                """);

        assertThat(lost("site:fremont")).isZero();
        assertThat(out.toString()).startsWith("if site fremont is lost now, ").contains("production is not there");
        out.getBuffer().setLength(0);
        assertThat(lost("account fremont")).isZero();
        assertThat(out.toString())
                .startsWith("if account fremont is lost now, ")
                .contains("back in 14m");
    }

    @Test
    void withoutANameEachDomainIsAsked() {
        measured();

        assertThat(run("lost:", "--catalog", folder.toString())).isEqualTo(1);
        assertThat(out.toString().lines().filter(line -> line.startsWith("if ")))
                .containsExactly(
                        "if fremont is lost now, 2026-11-21T06:00:00Z:",
                        "if fremont-1 is lost now, 2026-11-21T06:00:00Z:",
                        "if nas-1 is lost now, 2026-11-21T06:00:00Z:",
                        "if rotterdam is lost now, 2026-11-21T06:00:00Z:");
    }

    @Test
    void aCatalogThatStatesNothingCannotBeAsked() throws IOException {
        Files.delete(folder.resolve("catalog.yml"));
        Files.delete(folder.resolve("clientarea.yml"));
        Files.delete(folder.resolve("clientarea-code.yml"));
        write("customer-database.yml", """
                backup: customer-database
                source: {directory: fremont, newest: "%s"}
                restore: {postgresql: {version: 15}}
                """.formatted(DATABASE));

        String told = "the catalog does not say where anything stands\n  hint: say `production:` in catalog.yml, and"
                + " `domain:` of each source and copy\n";
        assertThat(run("lost", "--catalog", folder.toString())).isEqualTo(64);
        assertThat(err.toString()).isEqualTo(told);
        assertThat(lost("fremont")).isEqualTo(64);
        assertThat(err.toString()).isEqualTo(told + told);
    }

    @Test
    void aDomainThatNobodyStatesIsAMistake() {
        assertThat(lost("fremnt")).isEqualTo(64);
        assertThat(err.toString())
                .isEqualTo("nothing in the catalog stands in fremnt\n  hint: did you mean `fremont`?\n");
    }

    private void withTheCodeElsewhere() throws IOException {
        take("code", "rotterdam", "clientarea-20261121T023000Z.tar.gz");
        code("copies: [{directory: rotterdam, newest: \"" + CODE + "\", domain: {site: rotterdam}}]");
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

    /** Every copy came back when it was restored last. */
    private void measured() {
        measured(Verdict.PASSED);
    }

    private void measured(Verdict ofTheApplication) {
        Map<String, Status> both = Map.of("source", Status.PASSED, "rotterdam", Status.PASSED);
        LastNight.of(NOW)
                .restored("customer-database", Duration.ofMinutes(14), both)
                .restored("clientarea-code", Duration.ofSeconds(20), both)
                .started("clientarea", Duration.ofSeconds(14 * 60 + 30), ofTheApplication)
                .keep(folder.resolve("history"));
    }

    /** Of the database alone, what came of its copies. */
    private void measured(String entry, Map<String, Status> copies) {
        LastNight.of(NOW).restored(entry, Duration.ofMinutes(14), copies).keep(folder.resolve("history"));
    }

    private int lost(String domain) {
        return run("lost", domain, folder.toString());
    }

    private int run(String... arguments) {
        CommandLine line = Main.commandLine();
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--history", folder.resolve("history").toString()));
        return line.execute(all.toArray(String[]::new));
    }
}
