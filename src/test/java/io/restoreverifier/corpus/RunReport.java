package io.restoreverifier.corpus;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The report.json of a run. */
record RunReport(JsonNode json) {

    static RunReport in(Path folder) throws IOException {
        return new RunReport(
                new ObjectMapper().readTree(folder.resolve("report.json").toFile()));
    }

    String runId() {
        return json.at("/run/id").asText();
    }

    JsonNode entry(String name) {
        for (JsonNode entry : json.at("/backups")) {
            if (entry.path("backup").asText().equals(name)) {
                return entry;
            }
        }
        throw new IllegalArgumentException("the report has no entry " + name);
    }

    String verdict(String entry) {
        return entry(entry).path("verdict").asText();
    }

    /** Code, colon and message of each error of an entry. */
    List<String> errors(String entry) {
        return each(
                entry,
                error -> error.path("code").asText() + ": "
                        + error.path("message").asText());
    }

    /** Of each error of an entry. */
    List<String> hints(String entry) {
        return each(entry, error -> error.path("hint").asText());
    }

    private List<String> each(String entry, Function<JsonNode, String> text) {
        List<String> texts = new ArrayList<>();
        for (JsonNode finding : entry(entry).path("findings")) {
            if (finding.path("severity").asText().equals("error")) {
                texts.add(text.apply(finding));
            }
        }
        return texts;
    }
}
