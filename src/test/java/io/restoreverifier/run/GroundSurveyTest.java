package io.restoreverifier.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.restoreverifier.model.CatalogException;
import io.restoreverifier.report.ReportException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What runs report of the ground that a code base and its copy stand on, night after night. */
class GroundSurveyTest {
    private static final byte[] CODE = SmallPlans.archive("readme", "hello");

    @TempDir
    Path folder;

    private String asOf = "2026-11-20T06:00:00Z";

    @BeforeEach
    void theCompany() throws IOException {
        write("catalog.yml", "production: {site: fremont, array: fremont-array}\n");
        write("code.yml", """
                backup: code
                source: {directory: ../near, newest: "code-{time:yyyyMMdd}.tar.gz", domain: {site: fremont}}
                copies: [{directory: ../far, newest: "code-{time:yyyyMMdd}.tar.gz", domain: {site: rotterdam}}]
                restore: {files: {}}
                """);
        write("fremont-array.yml", """
                storage: fremont-array
                domain: {site: fremont}
                mdstat: ../mdstat
                """);
        Files.writeString(
                folder.resolve("mdstat"),
                "md0 : active raid1 sdb1[1] sda1[0]\n      1046528 blocks super 1.2 [2/2] [UU]\n");
        put("near", CODE);
        put("far", CODE);
    }

    @Test
    void theFirstNightKnowsOfNoOtherCopyAndTheSecondDoes() throws Exception {
        JsonNode first = night();
        asOf = "2026-11-21T06:00:00Z";
        JsonNode second = night();

        assertThat(stands(first))
                .containsExactly(
                        "array fremont-array: code production, fremont-array storage PASSED",
                        "site fremont: code production, code source PASSED, fremont-array storage PASSED",
                        "site rotterdam: code rotterdam COULD_NOT_VERIFY");
        assertThat(answers(first))
                .containsExactly(
                        "fremont COULD_NOT_VERIFY: code unknown: not known what is left (code-20261120.tar.gz in rotterdam does"
                                + " not count: that copy was never restored)",
                        "fremont-array PASSED: code comes-back: code-20261120.tar.gz in source, 6h old, back in no time as measured from source"
                                + " (code-20261120.tar.gz in rotterdam does not count: that copy was never restored)",
                        "rotterdam PASSED");
        assertThat(stands(second)).contains("site rotterdam: code rotterdam PASSED");
        assertThat(answers(second).get(0))
                .isEqualTo(
                        "fremont PASSED: code comes-back: code-20261120.tar.gz in rotterdam, 1d 6h old, back in no time as measured from rotterdam");
    }

    @Test
    void aCopyThatDoesNotComeBackLeavesNothing() throws Exception {
        put("far", Arrays.copyOf(CODE, 60));
        night();
        asOf = "2026-11-21T06:00:00Z";
        JsonNode second = night();

        assertThat(stands(second)).contains("site rotterdam: code rotterdam FAILED");
        assertThat(answers(second).get(0))
                .isEqualTo(
                        "fremont FAILED: code lost: NOTHING IS LEFT (code-20261120.tar.gz in rotterdam does not count: that"
                                + " copy did not come back when it was restored last)");
    }

    @Test
    void theCatalogChoosesWhichLossesAreAnsweredFor() throws Exception {
        write("catalog.yml", "production: {site: fremont, array: fremont-array}\nlost: site fremont\n");

        assertThat(night().at("/ground/lost").findValuesAsText("domain")).containsExactly("site fremont");

        write("catalog.yml", "production: {site: fremont}\nlost: [fremnt]\n");
        assertThatThrownBy(this::night)
                .isInstanceOf(CatalogException.class)
                .hasMessageContaining("catalog.yml:2: lost: nothing in the catalog stands in fremnt");
    }

    @Test
    void aCatalogThatStatesNothingHasNoMap() throws Exception {
        write("catalog.yml", "production: {medium: disk}\n");
        write("code.yml", """
                backup: code
                source: {directory: ../near, newest: "code-{time:yyyyMMdd}.tar.gz"}
                restore: {files: {}}
                """);

        JsonNode report = night();

        assertThat(report.get("ground").isNull()).isTrue();
        assertThat(report.at("/backups/0/checks").findValuesAsText("check")).doesNotContain("copy-restored");
    }

    @Test
    void withoutAHistoryNobodyKnowsWhichCopiesCameBack() throws Exception {
        Path broken = Files.createDirectories(folder.resolve("history"));
        night();
        try (Stream<Path> files = Files.list(broken)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.writeString(file, "no database");
            }
        }

        assertThat(answers(night()).get(0))
                .startsWith(
                        "fremont COULD_NOT_VERIFY: code unknown: not known what is left (code-20261120.tar.gz in"
                                + " rotterdam does not count: without the history nobody knows whether that copy ever came back");
    }

    @Test
    void theSampleCompanysCodeAndArrayPassAndAreDrawn() throws Exception {
        asOf = "2026-11-21T06:00:00Z";

        JsonNode report = night(Path.of("fixtures/ground"), "clientarea-code,fremont-array");

        assertThat(report.at("/totals/PASSED").asInt()).isEqualTo(2);
        assertThat(stands(report))
                .contains(
                        "array fremont-array: clientarea-code production, clientarea-code source PASSED,"
                                + " fremont-array storage PASSED",
                        "site rotterdam: clientarea-code rotterdam COULD_NOT_VERIFY",
                        "site paris: ");
    }

    private static List<String> stands(JsonNode report) {
        return StreamSupport.stream(report.at("/ground/domains").spliterator(), false)
                .map(domain -> domain.get("kind").asText() + " "
                        + domain.get("name").asText() + ": "
                        + String.join(
                                ", ",
                                StreamSupport.stream(domain.get("stands").spliterator(), false)
                                        .map(stands -> stands.get("backup").asText() + " "
                                                + stands.get("name").asText()
                                                + (stands.get("verdict").isNull()
                                                        ? ""
                                                        : " "
                                                                + stands.get("verdict")
                                                                        .asText()))
                                        .toList()))
                .toList();
    }

    private static List<String> answers(JsonNode report) {
        return StreamSupport.stream(report.at("/ground/lost").spliterator(), false)
                .map(lost -> lost.get("domain").asText() + " "
                        + lost.get("verdict").asText()
                        + StreamSupport.stream(lost.get("backups").spliterator(), false)
                                .map(answer -> ": " + answer.get("backup").asText() + " "
                                        + answer.get("fate").asText() + ": "
                                        + answer.get("answer")
                                                .asText()
                                                .replaceAll("back in [0-9.]+s", "back in no time"))
                                .reduce("", String::concat))
                .toList();
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(Files.createDirectories(folder.resolve("catalog")).resolve(name), text);
    }

    private void put(String place, byte[] bytes) throws IOException {
        Path file = Files.createDirectories(folder.resolve(place)).resolve("code-20261120.tar.gz");
        Files.write(file, bytes);
        // What was written just now is looked at twice.
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2026-11-20T00:00:00Z")));
    }

    private JsonNode night() throws InterruptedException, IOException {
        return night(folder.resolve("catalog"), "");
    }

    private JsonNode night(Path catalog, String only) throws InterruptedException, IOException {
        Properties properties = new Properties();
        properties.setProperty("restore.catalog", catalog.toString());
        properties.setProperty("restore.only", only);
        properties.setProperty("restore.report", folder.resolve("report").toString());
        properties.setProperty("restore.history", folder.resolve("history").toString());
        properties.setProperty("restore.allure", folder.resolve("none").toString());
        properties.setProperty("restore.now", asOf);
        RestoreRun run = RestoreRun.open(RunOptions.from(properties));
        run.begin();
        try {
            for (String entry : run.entries()) {
                run.outcome(entry);
            }
            run.close();
        } catch (ReportException e) {
            // There is no Allure here, of which all but the page is independent.
            assertThat(e).hasMessageContaining("none");
        }
        return new ObjectMapper().readTree(folder.resolve("report/report.json").toFile());
    }
}
