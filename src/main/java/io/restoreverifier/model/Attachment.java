package io.restoreverifier.model;

/**
 * A text for the report: tool output, a table of contents, a log. Secrets and row data are already stripped.
 *
 * @param mediaType such as {@code text/plain} or {@code text/csv}
 */
public record Attachment(String name, String mediaType, String content) {

    public static Attachment text(String name, String content) {
        return new Attachment(name, "text/plain", content);
    }

    public static Attachment csv(String name, String content) {
        return new Attachment(name, "text/csv", content);
    }
}
