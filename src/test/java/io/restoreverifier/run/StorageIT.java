package io.restoreverifier.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Arrays and hosts, asked of a real agent in whole runs: each fault alone is told, and what is sound is silent. */
class StorageIT {
    private static final String V2C = "community: " + RealAgent.COMMUNITY;
    private static final String V3 = "user: monitor, authentication: {sha256: " + RealAgent.AUTHENTICATION
            + "}, privacy: {aes128: " + RealAgent.PRIVACY + "}";

    @TempDir
    Path folder;

    static Stream<ArrayFault> faults() {
        return ArrayFault.all().stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void aFaultIsTold(ArrayFault fault) throws Exception {
        JsonNode entry = asked(fault.values(), "preset: " + fault.preset() + "\ndisks: 2\n", V2C);

        List<String> expected = new ArrayList<>(List.of(fault.told()));
        if (fault.told().contains("DISK_MISSING")) {
            expected.add("ERROR DISK_MISSING the controller knows 1 disks, expected 2 disks");
        }
        assertThat(told(entry)).isEqualTo(expected);
        assertThat(entry.path("verdict").asText())
                .isEqualTo(
                        fault.told().startsWith("WARNING")
                                ? "PASSED"
                                : fault.told().contains("TOOL_FAILED") ? "COULD_NOT_VERIFY" : "FAILED");
    }

    @ParameterizedTest
    @ValueSource(strings = {"dell", "omsa", "megaraid", "synology"})
    void whatIsSoundIsSilentInBothVersions(String preset) throws Exception {
        for (String login : List.of(V2C, V3)) {
            JsonNode entry = asked(ArrayFault.sound(preset), "preset: " + preset + "\ndisks: 2\n", login);

            assertThat(told(entry)).isEmpty();
            assertThat(entry.path("verdict").asText()).isEqualTo("PASSED");
            assertThat(entry.path("kind").asText()).isEqualTo("storage");
            assertThat(entry.path("checks").size()).isGreaterThanOrEqualTo(4);
        }
    }

    @Test
    void fewerDisksThanDeclaredAreMissed() throws Exception {
        assertThat(told(asked(ArrayFault.sound("synology"), "preset: synology\ndisks: 3\n", V2C)))
                .containsExactly("ERROR DISK_MISSING the controller knows 2 disks, expected 3 disks");
    }

    @Test
    void anAgentWithoutTheMakersBranchIsNoEvidence() throws Exception {
        JsonNode entry = asked(Map.of(), "preset: dell\n", V2C);

        assertThat(told(entry))
                .containsExactly("ERROR NOTHING_CHECKED the agent tells nothing of iDRAC: no disk, no array, no battery"
                        + " under 1.3.6.1.4.1.674.10892.5.5.1.20");
        assertThat(entry.path("verdict").asText()).isEqualTo("COULD_NOT_VERIFY");
    }

    @Test
    void aSilentAgentAndOneThatRefusesAreNotKnown() throws Exception {
        assertThat(told(asked(Map.of(), "preset: dell\n", "community: wrong, timeout: 1s")))
                .singleElement()
                .asString()
                .matches("ERROR SOURCE_UNREACHABLE agent 127.0.0.1:\\d+ did not answer within 1.0s, asked 2 times");
        assertThat(told(asked(Map.of(), "preset: dell\n", V3.replace("monitor", "somebody"))))
                .singleElement()
                .asString()
                .endsWith(" refuses: it does not know the user");
        assertThat(told(asked(
                        Map.of(),
                        "preset: dell\n",
                        V3.replace(RealAgent.AUTHENTICATION, "wrong-passphrase") + ", timeout: 1s, retries: 0")))
                .singleElement()
                .asString()
                .startsWith("ERROR SOURCE_UNREACHABLE agent ");
        assertThat(told(asked(Map.of(), "preset: dell\n", V3.replaceFirst(", privacy.*", ""))))
                .singleElement()
                .asString()
                .contains("makes no sense: it answers with the error: ");
        JsonNode encrypted = asked(
                Map.of(),
                "preset: dell\n",
                V3.replace(RealAgent.PRIVACY, "wrong-passphrase") + ", timeout: 1s, retries: 0");
        assertThat(told(encrypted))
                .singleElement()
                .asString()
                .matches("ERROR SOURCE_UNREACHABLE agent 127.0.0.1:\\d+ is up, and does not answer the user monitor");
    }

    @Test
    void anAgentWhoseAnswersGoBackAndOneThatTellsNoNumbersAreNotBelieved() throws Exception {
        Path lying = script("lying", """
                #!/usr/bin/perl
                # Of five rows the fourth is followed by the second.
                $| = 1;
                while (<STDIN>) {
                    if (/^PING/) { print "PONG\\n"; next }
                    chomp(my $oid = <STDIN>);
                    my ($row) = $oid =~ /6574\\.9\\.1\\.?(\\d*)/;
                    my $next = !length $row ? 1 : $row == 4 ? 2 : $row + 1;
                    print ".1.3.6.1.4.1.6574.9.1.$next\\ninteger\\n1\\n";
                }
                """);
        assertThat(told(asked(
                        Map.of(),
                        "expect: [{name: rows, column: 1.3.6.1.4.1.6574.9.1, expect: 1}]\n",
                        V2C,
                        List.of("pass_persist .1.3.6.1.4.1.6574.9.1 " + lying))))
                .singleElement()
                .asString()
                .startsWith("ERROR TOOL_FAILED agent 127.0.0.1:");
        Map<String, Object> values = ArrayFault.sound("synology");
        values.put("1.3.6.1.4.1.6574.2.1.1.5.0", "no number at all");
        assertThat(told(asked(values, "preset: synology\n", V2C)))
                .singleElement()
                .asString()
                .startsWith("ERROR TOOL_FAILED disk 0 ");
    }

    @Test
    void aWalkThatNeverEndsIsEndedAndASlowAgentIsNotWaitedFor() throws Exception {
        Path endless = script("endless", """
                #!/usr/bin/perl
                # Whatever comes next is there.
                $| = 1;
                while (<STDIN>) {
                    if (/^PING/) { print "PONG\n"; next }
                    my $next = /^getnext/;
                    chomp(my $oid = <STDIN>);
                    $oid =~ s/^(\\.1\\.3\\.6\\.1\\.4\\.1\\.6574\\.9\\.1)\\.?(\\d*).*$/$1 . "." . ((length $2 ? $2 : 0) + ($next ? 1 : 0))/e;
                    print "$oid\ninteger\n1\n";
                }
                """);
        String asking = "expect: [{name: rows, column: 1.3.6.1.4.1.6574.9.1, expect: 1}]\n";
        assertThat(told(asked(Map.of(), asking, V2C, List.of("pass_persist .1.3.6.1.4.1.6574.9.1 " + endless))))
                .singleElement()
                .asString()
                .matches("ERROR TOOL_FAILED agent 127.0.0.1:\\d+ makes no sense: it has more than 10000 rows under"
                        + " 1.3.6.1.4.1.6574.9.1");

        Path slow = script("slow", "#!/bin/sh\nsleep 20\n");
        assertThat(told(asked(
                        Map.of(),
                        asking,
                        V2C + ", timeout: 1s, retries: 0",
                        List.of("pass .1.3.6.1.4.1.6574.9.1 " + slow))))
                .singleElement()
                .asString()
                .matches("ERROR SOURCE_UNREACHABLE agent 127.0.0.1:\\d+ did not answer within 1.0s, asked 1 times");
    }

    @Test
    void aLineThatLosesHalfIsAskedAgainAndNotAskedOftenerThanSaid() throws Exception {
        String asking = "expect: [{name: contact, oid: 1.3.6.1.2.1.1.4.0, expect: operations}]\n";
        Path home = Files.createTempDirectory(folder, "lossy");
        try (RealAgent agent = RealAgent.start(home.resolve("agent"), Map.of(), List.of("sysContact operations"));
                LossyLine line = LossyLine.to(agent.port())) {
            assertThat(told(asked(line.port(), asking, V2C + ", timeout: 1s, retries: 1")))
                    .isEmpty();
            assertThat(line.lost()).isPositive();
            line.loseTheNext();
            assertThat(told(asked(line.port(), asking, V2C + ", timeout: 1s, retries: 0")))
                    .containsExactly("ERROR SOURCE_UNREACHABLE agent 127.0.0.1:" + line.port()
                            + " did not answer within 1.0s, asked 1 times");
        }
    }

    /** Three thousand million units of 4096 bytes, of an agent that counts in 32 bits with a sign. */
    @Test
    void aCounterThatHasWrappedIsReadAsWhatItMeans() throws Exception {
        String row = "override 1.3.6.1.2.1.25.2.3.1.%d.999 %s";
        List<String> wrapped = List.of(
                row.formatted(2, "object_id 1.3.6.1.2.1.25.2.1.4"),
                row.formatted(3, "octet_str \"/wrapped\""),
                row.formatted(4, "integer 4096"),
                row.formatted(5, "integer -1294967296"),
                row.formatted(6, "integer -1394967296"));

        assertThat(told(asked(Map.of(), "filesystems: {at-most: 96%}\n", V2C, wrapped)))
                .contains("ERROR STORAGE_FULL /wrapped is used to 97 % of 12288.0 GB, expected at most 96 % used");
    }

    private Path script(String name, String text) throws IOException {
        Path script = Files.writeString(folder.resolve(name), text);
        return Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @Test
    void anyValueIsHeldAgainstWhatIsExpected() throws Exception {
        String asking = """
                expect:
                  - {name: contact, oid: 1.3.6.1.2.1.1.4.0, expect: operations}
                  - {name: temperature, column: 1.3.6.1.4.1.6574.2.1.1.6, expect: "< 60"}
                  - {name: SMART, extend: smart, expect: all passed}
                """;
        Map<String, Object> hot = Map.of("1.3.6.1.4.1.6574.2.1.1.6.0", 61, "1.3.6.1.4.1.6574.2.1.1.6.1", 35);
        List<String> more = List.of("sysContact operations", "extend smart /bin/echo sdb failing");

        assertThat(told(asked(hot, asking, V2C, more)))
                .containsExactly(
                        "ERROR STORAGE_FAULT temperature 0 is 61, expected < 60",
                        "ERROR STORAGE_FAULT SMART is sdb failing, expected all passed");
        assertThat(told(asked(
                        Map.of("1.3.6.1.4.1.6574.2.1.1.6.0", 59),
                        asking,
                        V2C,
                        List.of("sysContact operations", "extend smart /bin/echo all passed"))))
                .isEmpty();
    }

    @Test
    void softwareRaidIsReadThroughTheAgent() throws Exception {
        Path mdstat = Files.writeString(folder.resolve("mdstat"), """
                Personalities : [raid1]
                md0 : active raid1 sdb1[1] sda1[0]
                      1953381440 blocks super 1.2 [2/1] [U_]

                unused devices: <none>
                """);
        assertThat(told(asked(
                        Map.of(), "mdstat: {extend: mdstat}\n", V2C, List.of("extend mdstat /bin/cat " + mdstat))))
                .containsExactly("ERROR ARRAY_DEGRADED md0 is 1 of 2 disks");
        assertThat(told(asked(
                        Map.of(),
                        "mdstat: {extend: mdstat}\narrays: [md0, md1]\n",
                        V2C,
                        List.of("extend mdstat /bin/cat " + mdstat))))
                .containsExactly(
                        "ERROR ARRAY_DEGRADED md0 is 1 of 2 disks", "ERROR ARRAY_DEGRADED md1 is not assembled");
    }

    @Test
    void whatOneQuestionFoundStandsWhenAnotherIsNotAnswered() throws Exception {
        Map<String, Object> values = ArrayFault.sound("synology");
        values.put("1.3.6.1.4.1.6574.3.1.1.3.0", 11);

        JsonNode entry = asked(values, "preset: synology\nmdstat: {extend: none}\n", V2C);

        assertThat(told(entry))
                .containsExactly(
                        "ERROR ARRAY_DEGRADED array 0 (Volume 1) is degraded",
                        "ERROR NOTHING_CHECKED the agent has no output of none");
        assertThat(entry.path("verdict").asText()).isEqualTo("FAILED");
    }

    @Test
    void fileSystemsOfThisMachineAreHeldAgainstALimit() throws Exception {
        assertThat(told(asked(Map.of(), "filesystems: {at-most: 100%}\n", V2C))).isEmpty();
        assertThat(told(asked(Map.of(), "filesystems: {at-most: 1%}\n", V2C)))
                .isNotEmpty()
                .allMatch(told ->
                        told.matches("ERROR STORAGE_FULL .* is used to \\d+ % of .* GB, expected at most 1 % used"));
    }

    private JsonNode asked(Map<String, Object> values, String asking, String login) throws Exception {
        return asked(values, asking, login, List.of());
    }

    private JsonNode asked(Map<String, Object> values, String asking, String login, List<String> more)
            throws Exception {
        Path home = Files.createTempDirectory(folder, "run");
        try (RealAgent agent = RealAgent.start(home.resolve("agent"), values, more)) {
            return asked(agent.port(), asking, login);
        }
    }

    private JsonNode asked(int port, String asking, String login) throws Exception {
        Path home = Files.createTempDirectory(folder, "asked");
        Files.createDirectories(home.resolve("catalog"));
        Files.writeString(
                home.resolve("catalog/array.yml"),
                "storage: array\nsnmp: {host: 127.0.0.1, port: " + port + ", " + login + "}\n" + asking);
        Properties properties = new Properties();
        properties.setProperty("restore.catalog", home.resolve("catalog").toString());
        properties.setProperty("restore.report", home.resolve("report").toString());
        properties.setProperty("restore.history", home.resolve("history").toString());
        properties.setProperty("restore.allure", home.resolve("none").toString());
        RestoreRun run = RestoreRun.open(RunOptions.from(properties));
        run.begin();
        run.outcome("array");
        // There is no Allure here, of which all but the page is independent.
        assertThatThrownBy(run::close).hasMessageContaining("none");
        return report(home).at("/backups/0");
    }

    private static JsonNode report(Path home) throws IOException {
        return new ObjectMapper().readTree(home.resolve("report/report.json").toFile());
    }

    private static List<String> told(JsonNode entry) {
        List<String> told = new ArrayList<>();
        entry.path("findings")
                .forEach(finding -> told.add(finding.path("severity").asText().toUpperCase(java.util.Locale.ROOT) + " "
                        + finding.path("code").asText() + " "
                        + finding.path("message").asText()));
        return told;
    }
}
