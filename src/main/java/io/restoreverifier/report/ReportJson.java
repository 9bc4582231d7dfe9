package io.restoreverifier.report;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.restoreverifier.model.RunResult;
import java.nio.charset.StandardCharsets;

/** A run as {@code report.json}: UTF-8, indented, keys in the order of the schema. */
final class ReportJson {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();

    private ReportJson() {}

    static byte[] of(RunResult run) {
        return json(ReportDocument.of(run), "report.json");
    }

    /** The build as Allure's {@code executor.json}. */
    static byte[] of(Executor executor) {
        return json(executor, "executor.json");
    }

    private static byte[] json(Object value, String file) {
        try {
            return (JSON.writeValueAsString(value) + "\n").getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new ReportException(file + ": cannot be put together: " + e.getOriginalMessage(), e);
        }
    }
}
