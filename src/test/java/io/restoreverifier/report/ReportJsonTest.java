package io.restoreverifier.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.restoreverifier.model.GroundMaps;
import io.restoreverifier.model.Objective;
import io.restoreverifier.model.Outcome;
import io.restoreverifier.model.Verdict;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReportJsonTest {
    private final ObjectMapper mapper = new ObjectMapper();

    @Test
    void aNightIsAsTheSchemaSays() throws IOException {
        assertThat(violations(schema(), ReportJson.of(SampleRun.night()))).isEmpty();
    }

    @Test
    void anEntryThatCameNowhereIsAsTheSchemaSays() throws IOException {
        assertThat(violations(schema(), ReportJson.of(SampleRun.of(nothingKnown()))))
                .isEmpty();
    }

    @Test
    void theSchemaDescribesEveryKeyThatIsWritten() throws IOException {
        JsonNode closed = schema();
        forbidWhatIsNotDescribed(closed);

        assertThat(violations(closed, ReportJson.of(SampleRun.night().on(GroundMaps.of(20)))))
                .isEmpty();
    }

    @Test
    void theSchemaWantsEveryKeyThatItDescribes() throws IOException {
        for (JsonNode described : schema().findParents("properties")) {
            assertThat(described.get("required"))
                    .as("required of %s", described)
                    .extracting(JsonNode::asText)
                    .containsExactlyElementsOf(described.get("properties").properties().stream()
                            .map(property -> property.getKey())
                            .toList());
        }
    }

    @Test
    void theSchemaNoticesAVerdictThatDoesNotExist() throws IOException {
        String wrong = new String(ReportJson.of(SampleRun.night()), StandardCharsets.UTF_8)
                .replace("\"COULD_NOT_VERIFY\"", "\"SKIPPED\"");

        assertThat(violations(schema(), wrong.getBytes(StandardCharsets.UTF_8))).isNotEmpty();
    }

    @Test
    void totalsCountTheVerdicts() throws IOException {
        assertThat(night().get("totals")).hasToString("{\"PASSED\":1,\"FAILED\":1,\"COULD_NOT_VERIFY\":1}");
    }

    @Test
    void secondsHaveAtMostThreeDecimalsAndWholeOnesNone() throws IOException {
        assertThat(night().at("/backups/0/rto")).hasToString("{\"objectiveSeconds\":1800,\"measuredSeconds\":6.123}");
    }

    @Test
    void whatIsNotKnownIsNullAndNeverZero() throws IOException {
        JsonNode entry = read(ReportJson.of(SampleRun.of(nothingKnown()))).at("/backups/0");

        assertThat(entry.get("artifact").isNull()).isTrue();
        assertThat(entry.get("rpo")).hasToString("{\"objectiveSeconds\":null,\"measuredSeconds\":null}");
    }

    @Test
    void whatTheCatalogDoesNotStateOfItsGroundIsNull() throws IOException {
        assertThat(night().get("ground").isNull()).isTrue();
    }

    @Test
    void aFindingThatStageAndCheckBothSayIsWrittenOnce() throws IOException {
        assertThat(night().at("/backups/1/findings").findValuesAsText("code"))
                .containsExactly("ROLE_MISSING", "ROWS_TOO_FEW", "RPO_EXCEEDED", "LAST_RESTORABLE");
    }

    private JsonNode night() throws IOException {
        return read(ReportJson.of(SampleRun.night()));
    }

    private static Outcome nothingKnown() {
        Outcome outcome = SampleRun.code();
        return new Outcome(
                "nothing-known",
                "files",
                outcome.labels(),
                Verdict.COULD_NOT_VERIFY,
                Optional.empty(),
                "",
                Objective.none(),
                Objective.none(),
                outcome.started(),
                outcome.finished(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of());
    }

    private JsonNode schema() throws IOException {
        return read(Files.readAllBytes(Path.of("docs/report.schema.json")));
    }

    private JsonNode read(byte[] json) throws IOException {
        return mapper.readTree(json);
    }

    private List<String> violations(JsonNode schema, byte[] report) throws IOException {
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(schema)
                .validate(read(report))
                .stream()
                .map(Object::toString)
                .toList();
    }

    private static void forbidWhatIsNotDescribed(JsonNode node) {
        if (node instanceof ObjectNode object && object.path("properties").isObject()) {
            object.put("additionalProperties", false);
        }
        node.forEach(ReportJsonTest::forbidWhatIsNotDescribed);
    }
}
