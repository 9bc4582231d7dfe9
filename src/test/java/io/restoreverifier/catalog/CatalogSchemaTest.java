package io.restoreverifier.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.restoreverifier.model.Backup;
import io.restoreverifier.model.Problem;
import io.restoreverifier.model.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The published schema, against the examples of the documentation and against the reader. */
class CatalogSchemaTest {
    private static final Path EXAMPLES = Path.of("src/test/resources/catalog");
    private static final ObjectMapper JSON = new ObjectMapper();
    /** Keys that others read. */
    private static final List<String> OF_KINDS = List.of(
            "backup",
            "source",
            "copies",
            "production",
            "placement",
            "restore",
            "sandbox",
            "checks",
            "heartbeat",
            "job",
            "covers");

    private static final SchemaRegistry REGISTRY =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    @ParameterizedTest
    @MethodSource("catalogFiles")
    void everyFileOfACatalogIsValid(Path file) throws IOException {
        assertThat(errors(Files.readString(file))).isEmpty();
    }

    @Test
    void theReaderAgreesOnTheExamples() {
        Problems problems = new Problems();
        Catalog catalog = new CatalogReader(name -> null).read(EXAMPLES, problems);
        assertThat(problems.all()).isEmpty();
        assertThat(catalog.backups())
                .extracting(Backup::name)
                .containsExactly("customer-database", "clientarea-code", "every-key", "minimal");
        assertThat(catalog.applications()).extracting(Backup::name).containsExactly("clientarea");
        assertThat(catalog.storage()).extracting(Backup::name).containsExactly("array");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ownr: me",
                "objectives: {rp0: 1h}",
                "objectives: {rpo: soon}",
                "severity: urgent",
                "keep: always",
                "line: fast",
                "sandbox: {memory: plenty}",
                "sandbox: {memroy: 1GiB}",
                "checks: {rowz: {a: {min: 1}}}",
                "checks: {rows: {a: {mn: 1}}}",
                "checks: {rows: {a: {min: -1}}}",
                "checks: {queries: [{name: a, sqll: x, expect: 0}]}",
                "checks: {defaults: off}",
                "application: a",
                "ignore: {finding: FILE_MISSING}",
                "ignore: [{finding: FILE_MISSING, subject: a, reason: b}]",
                "ignore: [{finding: FILE_MISSING, subject: a, reason: ' ', until: 2026-12-31}]",
                "ignore: [{finding: FILE_MISSING, subject: a, reason: b, until: someday}]",
            })
    void aMistakeInAnEntryIsInvalid(String mistake) throws IOException {
        String entry = "backup: a\nsource: {directory: x}\nrestore: {postgresql: {}}\n";
        assertThat(errors(entry)).isEmpty();
        assertThat(errors(entry + "checks: {defaults: on}")).isEmpty();
        assertThat(errors(entry + "sandbox: {memory: 2GiB, disk: 536870912}")).isEmpty();
        assertThat(errors(entry + mistake)).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "backup: a",
                "backup: a b\nsource: {directory: x}\nrestore: {files: {}}",
                "backup: a\nsource: {directory: x, newst: y}\nrestore: {files: {}}",
                "backup: a\nsource: {newest: y}\nrestore: {files: {}}",
                "backup: a\nsource: {directory: x}\nrestore: {files: {}, postgresql: {}}",
                "backup: a\nsource: {directory: x}\nrestore: {postgres: {}}",
                "backup: a\nsource: {directory: x}\nrestore: {postgresql: {rolez: []}}",
                "zon: UTC",
                "defaults: {oner: me}",
                "evidence: {folder: a}",
                "evidence: {folder: a, key: b, keep: soon}",
                "coverage: {}",
                "coverage: {servers: [{name: a}]}",
                "coverage: {servers: [{name: a, postgresql: {}}]}",
                "coverage: {servers: [{name: a, postgresql: {host: b, pasword: c}}]}",
                "coverage: {repositories: [{directory: a}]}",
                "coverage: {artifacts: [{name: a, directory: b, ignore: [{name: c, until: 2026-12-31}]}]}",
                "- a",
            })
    void aWrongFileIsInvalid(String text) throws IOException {
        assertThat(errors(text)).isNotEmpty();
    }

    @Test
    void theSchemaIsItselfValid() throws IOException {
        Schema ofSchemas = REGISTRY.getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));
        assertThat(ofSchemas.validate(schema())).isEmpty();
    }

    @Test
    void theReaderKnowsEveryKeyThatTheSchemaHasForAllKinds(@TempDir Path folder) throws IOException {
        List<String> lines = new ArrayList<>(List.of("backup: a"));
        schema().at("/$defs/backup/properties").fieldNames().forEachRemaining(key -> {
            if (!OF_KINDS.contains(key)) {
                lines.add(key + ": ");
            }
        });
        Files.write(folder.resolve("a.yml"), lines);

        Problems problems = new Problems();
        new CatalogReader(name -> null).read(folder, problems).finish();

        assertThat(problems.all()).extracting(Problem::message).doesNotContain("unknown key");
    }

    static Stream<Path> catalogFiles() throws IOException {
        List<Path> files = new ArrayList<>();
        for (Path folder : List.of(
                EXAMPLES,
                Path.of("restore-tests"),
                Path.of("fixtures/applications"),
                Path.of("fixtures/billing"),
                Path.of("fixtures/ground"))) {
            if (Files.isDirectory(folder)) {
                try (Stream<Path> below = Files.walk(folder)) {
                    below.filter(file -> file.toString().matches(".*\\.ya?ml")).forEach(files::add);
                }
            }
        }
        return files.stream();
    }

    private static List<Error> errors(String yaml) throws IOException {
        Object document = new Load(LoadSettings.builder().build()).loadFromString(yaml);
        return REGISTRY.getSchema(schema()).validate(JSON.<JsonNode>valueToTree(document));
    }

    private static JsonNode schema() throws IOException {
        return JSON.readTree(Path.of("docs/catalog.schema.json").toFile());
    }
}
