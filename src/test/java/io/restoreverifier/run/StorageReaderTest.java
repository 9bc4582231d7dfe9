package io.restoreverifier.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.restoreverifier.model.CatalogException;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.Outcome;
import io.restoreverifier.model.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What can be wrong with an entry {@code storage:} is told with its key, all at once. */
class StorageReaderTest {
    @TempDir
    Path folder;

    @Test
    void everyMistakeIsToldWithItsKey() throws IOException {
        assertThat(problems("""
                storage: array
                snmp: {host: db1, port: 99999, user: monitor, authentication: {sha-256: secret-secret}, privacy: {aes128: short}}
                preset: del
                disks: few
                expect:
                  - {name: fan, oid: sysName, expect: 1}
                  - {oid: 1.3.6.1.2.1.1.5.0, column: 1.3.6, expect: "> many"}
                filesystems: {at-most: 850%}
                mdstat: {extend: "a b"}
                colour: red
                """))
                .containsExactlyInAnyOrder(
                        "snmp.port: is not a port",
                        "snmp.authentication.sha-256: is no protocol",
                        "snmp.privacy.aes128: is shorter than 8 characters, which no agent takes",
                        "snmp.privacy: needs `authentication:` too",
                        "preset: `del` is not one of dell, omsa, megaraid, synology",
                        "disks: `few` is not a whole number of at least 0",
                        "expect[0].oid: `sysName` is no object identifier",
                        "expect[1].expect: `> many` compares with no number",
                        "expect[1]: names 2 values, expected one",
                        "filesystems.at-most: is no percentage between 1 and 100",
                        "mdstat.extend: `a b` is no name of a command",
                        "colour: unknown key");
    }

    @Test
    void whatAsksNothingOrNobodyIsAMistake() throws IOException {
        assertThat(problems("storage: array\n")).containsExactly(": asks nothing");
        assertThat(problems("storage: array\npreset: dell\n")).containsExactly("snmp: is missing");
        assertThat(problems("storage: array\npreset: dell\nsnmp: {host: db1}\n"))
                .containsExactly("snmp: has neither `community:` nor `user:`");
        assertThat(problems("storage: array\narrays: [md0, sda]\npreset: dell\nsnmp: {host: db1, community: public}\n"))
                .containsExactlyInAnyOrder(
                        "arrays: has no meaning without `mdstat:`", "arrays: `sda` is no array of md");
        assertThat(problems("storage: array\ndisks: 4\nmdstat: /proc/mdstat\n"))
                .containsExactly("disks: has no meaning without `preset:`");
    }

    @Test
    void theDocumentedExamplesAreTaken() throws IOException {
        List<String> examples = Pattern.compile("(?s)```yaml\n(.*?)```")
                .matcher(Files.readString(Path.of("docs/storage.md")))
                .results()
                .map(example -> example.group(1).replaceAll("\\$\\{[^}]+}", "long-secret"))
                .toList();
        assertThat(examples).hasSize(3);
        Files.createDirectories(folder.resolve("catalog"));
        for (String example : examples) {
            Files.writeString(folder.resolve("catalog/" + example.hashCode() + ".yml"), example);
        }
        Properties properties = new Properties();
        properties.setProperty("restore.catalog", folder.resolve("catalog").toString());

        assertThat(Prepared.read(RunOptions.from(properties)).storage())
                .extracting(StorageEntry::name)
                .containsExactly("fremont-array", "db1-disks", "this-machine");
    }

    @Test
    void whatIsIgnoredNoLongerIsAnErrorAndWhatMeansNothingIsTold() throws Exception {
        Path mdstat = Files.writeString(
                folder.resolve("mdstat"), "md0 : active raid1 sdb1[1] sda1[0]\n      1046528 blocks [2/2] [UU]\n");
        String entry = "storage: array\nmdstat: " + mdstat + "\n";

        assertThat(told(entry)).isEmpty();
        assertThat(
                        told(
                                entry
                                        + "every: 7d\nignore:\n  - {finding: ARRAY_DEGRADED, subject: md0, reason: spare ordered, until: 2026-11-01}\n"))
                .extracting(Finding::severity, Finding::code)
                .containsExactly(
                        tuple(Severity.WARNING, FindingCode.NOT_SUPPORTED),
                        tuple(Severity.ERROR, FindingCode.IGNORE_EXPIRED));
    }

    private List<Finding> told(String entry) throws Exception {
        Files.createDirectories(folder.resolve("catalog"));
        Files.writeString(folder.resolve("catalog/array.yml"), entry);
        Properties properties = new Properties();
        for (String name : List.of("catalog", "report", "history", "none")) {
            String key = name.equals("none") ? "allure" : name;
            properties.setProperty("restore." + key, folder.resolve(name).toString());
        }
        properties.setProperty("restore.now", "2026-11-21T06:00:00Z");
        RestoreRun run = RestoreRun.open(RunOptions.from(properties));
        run.begin();
        Outcome outcome = run.outcome("array");
        // There is no Allure here, of which all but the page is independent.
        assertThatThrownBy(run::close).hasMessageContaining("none");
        return outcome.findings();
    }

    private List<String> problems(String entry) throws IOException {
        Files.createDirectories(folder.resolve("catalog"));
        Files.writeString(folder.resolve("catalog/array.yml"), entry);
        Properties properties = new Properties();
        properties.setProperty("restore.catalog", folder.resolve("catalog").toString());
        List<String> told = new ArrayList<>();
        assertThatThrownBy(() -> Prepared.read(RunOptions.from(properties)))
                .isInstanceOfSatisfying(
                        CatalogException.class, e -> e.problems().forEach(p -> told.add(p.key() + ": " + p.message())));
        return told;
    }
}
