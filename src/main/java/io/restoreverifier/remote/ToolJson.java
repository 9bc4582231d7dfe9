package io.restoreverifier.remote;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.FindingCode;
import java.time.DateTimeException;
import java.util.function.Function;

/** What a program says in JSON. Names and times in it come from the repository, and so from whoever can write there. */
final class ToolJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private ToolJson() {}

    /**
     * @param what it is, such as {@code what restic says of its snapshots}
     * @param byHand the command that shows it
     * @param reading may throw {@link DateTimeException} and {@link IllegalArgumentException} at what it does not understand
     * @throws CannotTell TOOL_FAILED when it is no JSON, or is not understood
     */
    static <T> T read(String said, String what, String byHand, Function<JsonNode, T> reading) {
        try {
            return reading.apply(JSON.readTree(said));
        } catch (JsonProcessingException | DateTimeException | IllegalArgumentException e) {
            throw new CannotTell(FindingCode.TOOL_FAILED, what + " cannot be read", "run by hand: " + byHand, e);
        }
    }
}
