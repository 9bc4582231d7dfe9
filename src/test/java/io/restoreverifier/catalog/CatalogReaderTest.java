package io.restoreverifier.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.restoreverifier.model.Backup;
import io.restoreverifier.model.Criticality;
import io.restoreverifier.model.ImageNames;
import io.restoreverifier.model.Problems;
import io.restoreverifier.model.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogReaderTest {
    @TempDir
    Path folder;

    private final Map<String, String> environment = new HashMap<>();
    private final Problems problems = new Problems();

    @Test
    void readsTheKeysThatAllBackupsShare() throws IOException {
        write("customers.yml", """
                backup: customer-database
                description: Billing and customer records
                owner: operations
                tags: [nightly, billing]
                severity: critical
                zone: Europe/Berlin
                timeout: 45m
                every: 7d
                line: 20Mbit/s
                keep: failed 24h
                objectives: {rpo: 26h, rto: 30m}
                """);

        Backup backup = read().backups().get(0);

        assertThat(messages()).isEmpty();
        assertThat(backup.name()).isEqualTo("customer-database");
        assertThat(backup.labels().description()).isEqualTo("Billing and customer records");
        assertThat(backup.labels().owner()).isEqualTo("operations");
        assertThat(backup.labels().tags()).containsExactly("nightly", "billing");
        assertThat(backup.labels().criticality()).isEqualTo(Criticality.CRITICAL);
        assertThat(backup.zone()).isEqualTo(ZoneId.of("Europe/Berlin"));
        assertThat(backup.timeout()).isEqualTo(Duration.ofMinutes(45));
        assertThat(backup.rpo()).contains(Duration.ofHours(26));
        assertThat(backup.rto()).contains(Duration.ofMinutes(30));
        assertThat(backup.keepFailed()).contains(Duration.ofHours(24));
    }

    @Test
    void nothingStaysForLongerThanAWeek() throws IOException {
        write("a.yml", "backup: a\nkeep: failed 7d");
        write("b.yml", "backup: b\nkeep: failed  200h");

        Catalog catalog = read();

        assertThat(catalog.backups())
                .extracting(Backup::keepFailed)
                .containsExactly(Optional.of(Duration.ofDays(7)), Optional.empty());
        assertThat(messages())
                .containsExactly("b.yml:2: keep: a copy of production's data would stay for 8d 8h\n"
                        + "  hint: write at most `failed 7d`");
    }

    @Test
    void aBackupThatSaysNothingMoreGetsTheDefaults() throws IOException {
        write("a.yml", "backup: a");

        Catalog catalog = read();
        Backup backup = catalog.backups().get(0);

        assertThat(backup.labels().criticality()).isEqualTo(Criticality.NORMAL);
        assertThat(backup.zone()).isEqualTo(ZoneOffset.UTC);
        assertThat(backup.timeout()).isEqualTo(Duration.ofHours(2));
        assertThat(backup.rpo()).isEmpty();
        assertThat(backup.keepFailed()).isEmpty();
        assertThat(catalog.now()).isEmpty();
        assertThat(catalog.images()).isEqualTo(ImageNames.asWritten());
        assertThat(catalog.secrets()).isEmpty();
    }

    @Test
    void catalogYmlSaysWhatHoldsForAllEntries() throws IOException {
        write("a.yml", "backup: a\nowner: billing\nobjectives: {rto: 5m}");
        write("catalog.yml", """
                now: 2026-11-20T05:00:00Z
                zone: Europe/Berlin
                defaults:
                  owner: operations
                  tags: [nightly]
                  severity: minor
                  timeout: 10m
                  objectives: {rpo: 1d, rto: 1h}
                images:
                  mirror: registry.example.org/hub/
                  postgres:15: my/postgres:15
                """);

        Catalog catalog = read();
        Backup backup = catalog.backups().get(0);

        assertThat(messages()).isEmpty();
        assertThat(catalog.now()).contains(Instant.parse("2026-11-20T05:00:00Z"));
        assertThat(catalog.images().resolve("postgres:15")).isEqualTo("my/postgres:15");
        assertThat(catalog.images().resolve("postgres:16")).isEqualTo("registry.example.org/hub/postgres:16");
        assertThat(backup.zone()).isEqualTo(ZoneId.of("Europe/Berlin"));
        assertThat(backup.labels().owner()).isEqualTo("billing");
        assertThat(backup.labels().tags()).containsExactly("nightly");
        assertThat(backup.labels().criticality()).isEqualTo(Criticality.MINOR);
        assertThat(backup.timeout()).isEqualTo(Duration.ofMinutes(10));
        assertThat(backup.rpo()).contains(Duration.ofDays(1));
        assertThat(backup.rto()).contains(Duration.ofMinutes(5));
    }

    @Test
    void catalogYmlCountsBesideASingleFileToo() throws IOException {
        write("catalog.yml", "now: 2026-11-20T05:00:00Z");
        write("b.yml", "backup: b");
        Path one = write("a.yml", "backup: a");

        Catalog catalog = new CatalogReader(environment::get).read(one, problems);

        assertThat(catalog.backups()).extracting(Backup::name).containsExactly("a");
        assertThat(catalog.now()).contains(Instant.parse("2026-11-20T05:00:00Z"));
    }

    @Test
    void criticalBackupsComeFirstThenByName() throws IOException {
        write("1.yml", "backup: zebra");
        write("2.yaml", "backup: ant");
        write("deeper/3.yml", "backup: urgent\nseverity: critical");
        write("4.yml", "backup: worst\nseverity: blocker");
        write(".hidden.yml", "not a backup");
        write(".git/5.yml", "not a backup");
        write("notes.txt", "not a backup");

        assertThat(read().backups()).extracting(Backup::name).containsExactly("worst", "urgent", "ant", "zebra");
        assertThat(messages()).isEmpty();
    }

    @Test
    void anApplicationIsAnEntryOfItsOwn() throws IOException {
        write("app.yml", "application: clientarea\nneeds: {database: d}\nstart: {port: 8080}\nchecks: {http: []}");

        Catalog catalog = read();

        assertThat(messages()).isEmpty();
        assertThat(catalog.backups()).isEmpty();
        assertThat(catalog.applications()).extracting(Backup::name).containsExactly("clientarea");
    }

    @Test
    void allProblemsAreToldAtOnceWithFileLineAndKey() throws IOException {
        write("a.yml", """
                backup: a b
                ownr: operations
                severity: critcal
                zone: Europe/Berlim
                timeout: soon
                tags: ["x,y"]
                line: fast
                keep: always
                every: night
                objectives:
                  rpo: 0h
                  rt0: 5m
                """);
        write("b.yml", "backup:\n");

        Catalog catalog = read();
        catalog.finish();

        assertThat(messages())
                .containsExactly(
                        "a.yml:1: backup: `a b` cannot be a name\n"
                                + "  hint: use letters, digits, `-`, `_` and `.`, a letter or digit first, at most 100",
                        "a.yml:2: ownr: unknown key\n  hint: did you mean `owner`?",
                        "a.yml:3: severity: `critcal` is not one of blocker, critical, normal, minor, trivial\n"
                                + "  hint: did you mean `critical`?",
                        "a.yml:4: zone: `Europe/Berlim` is not a time zone\n  hint: did you mean `Europe/Berlin`?",
                        "a.yml:5: timeout: `soon` is not a duration\n"
                                + "  hint: write for example 90s, 30m, 26h, 7d or 1d12h",
                        "a.yml:6: tags: `x,y` cannot be selected\n  hint: leave out commas and outer spaces",
                        "a.yml:7: line: `fast` is not the speed of a line\n  hint: write for example 20Mbit/s",
                        "a.yml:8: keep: `always` does not say what to keep how long\n  hint: write `failed 24h`",
                        "a.yml:9: every: `night` is not a duration\n"
                                + "  hint: write for example 90s, 30m, 26h, 7d or 1d12h",
                        "a.yml:11: objectives.rpo: `0h` is not a duration\n"
                                + "  hint: write for example 90s, 30m, 26h, 7d or 1d12h",
                        "a.yml:12: objectives.rt0: unknown key\n  hint: did you mean `rto`?",
                        "b.yml:1: backup: expected a text");
    }

    @Test
    void aNameThatIsTakenNamesBothPlaces() throws IOException {
        write("a.yml", "# first\nbackup: customers");
        write("b.yml", "application: customers");

        read();

        assertThat(messages())
                .containsExactly("b.yml:1: application: `customers` is already the name of the entry at a.yml:2\n"
                        + "  hint: rename one of them");
    }

    @Test
    void anEntryOfNoKindIsAProblem() throws IOException {
        write("a.yml", "bakcup: a\nsource: {directory: x}");
        write("b.yml", "owner: me");
        write("c.yml", "backup: c\napplication: c");

        Catalog catalog = read();
        for (Backup backup : catalog.backups()) {
            backup.document().section("source").ifPresent(source -> source.text("directory"));
        }
        catalog.finish();

        assertThat(messages())
                .containsExactly(
                        "a.yml:1: bakcup: unknown key\n  hint: did you mean `backup`?",
                        "b.yml:1: neither a backup nor an application nor storage\n  hint: begin with `backup: NAME`",
                        "c.yml:2: application: an entry is only one of backup, application and storage\n  hint: write two files");
    }

    @Test
    void anUnknownKeyBelowAKindStandsAtItsOwnLine() throws IOException {
        write("a.yml", "backup: a\nchecks:\n  rowz:\n    customers:\n      min: 1\n");

        Catalog catalog = read();
        catalog.backups().get(0).document().section("checks").ifPresent(checks -> checks.namedSections("rows"));
        catalog.finish();

        assertThat(messages()).containsExactly("a.yml:3: checks.rowz: unknown key\n  hint: did you mean `rows`?");
    }

    @Test
    void anEmptyCatalogIsAProblem() throws IOException {
        read();
        assertThat(messages()).containsExactly(".: no backup is declared here\n  hint: add a file with `backup: NAME`");
    }

    @Test
    void aCatalogOfCatalogYmlAloneIsAProblem() throws IOException {
        write("catalog.yml", "zone: UTC");
        read();
        assertThat(messages()).containsExactly(".: no backup is declared here\n  hint: add a file with `backup: NAME`");
    }

    @Test
    void aCatalogThatDoesNotExistIsAProblem() {
        new CatalogReader(environment::get).read(folder.resolve("nowhere"), problems);
        assertThat(messages()).containsExactly("nowhere: there is no such catalog\n  hint: correct `restore.catalog`");
    }

    @Test
    void catalogYmlCountsOnlyAtTheTop() throws IOException {
        write("a.yml", "backup: a");
        write("deeper/catalog.yml", "zone: UTC");
        read();
        assertThat(messages())
                .containsExactly("deeper/catalog.yml: counts only at the top of the catalog\n"
                        + "  hint: move it there or rename it");
    }

    @Test
    void mistakesInCatalogYmlAreProblems() throws IOException {
        write("a.yml", "backup: a");
        write("catalog.yml", "now: yesterday\nzon: UTC\ndefaults: {oner: x}\nimages: {a: }");
        read().finish();
        assertThat(messages())
                .containsExactlyInAnyOrder(
                        "catalog.yml:1: now: `yesterday` is not a moment\n  hint: write for example 2026-11-20T05:00:00Z",
                        "catalog.yml:2: zon: unknown key\n  hint: did you mean `zone`?",
                        "catalog.yml:3: defaults.oner: unknown key\n  hint: did you mean `owner`?",
                        "catalog.yml:4: images.a: expected a text");
    }

    @Test
    void secretsAreReplacedRememberedAndNeverPrinted() throws IOException {
        environment.put("TOKEN", "s3cr3t-token");
        write("keys/password.txt", "correct horse\n");
        write("a.yml", """
                backup: a
                timeout: ${env:TOKEN}
                source: {url: "https://u:${file:keys/password.txt}@example.org/${env:TOKEN}", later: "${database.jdbc-url}"}
                """);

        Catalog catalog = read();
        Settings source = catalog.backups().get(0).document().section("source").orElseThrow();

        assertThat(source.text("url")).contains("https://u:correct horse@example.org/s3cr3t-token");
        assertThat(source.text("later")).contains("${database.jdbc-url}");
        assertThat(catalog.secrets()).containsExactlyInAnyOrder("s3cr3t-token", "correct horse");
        assertThat(catalog.toString()).doesNotContain("s3cr3t");
        assertThat(messages())
                .containsExactly("a.yml:2: timeout: `***` is not a duration\n"
                        + "  hint: write for example 90s, 30m, 26h, 7d or 1d12h");
    }

    private Catalog read() {
        return new CatalogReader(environment::get).read(folder, problems);
    }

    private Path write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    /** With paths as if the catalog were the working folder. */
    private List<String> messages() {
        return problems.all().stream()
                .map(problem -> problem.toString().replace(folder + "/", "").replace(folder.toString(), "."))
                .toList();
    }
}
