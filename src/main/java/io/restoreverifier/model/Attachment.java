package io.restoreverifier.model;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Something for the report: tool output, a table of contents, a log. Secrets and row data are already stripped, but from a
 * picture, which shows what a page shows.
 *
 * @param mediaType such as {@code text/plain} or {@code text/csv}
 * @param content a text; of a picture its bytes in Base64
 */
public record Attachment(String name, String mediaType, String content) {
    private static final String PICTURE = "image/png";

    public static Attachment text(String name, String content) {
        return new Attachment(name, "text/plain", content);
    }

    public static Attachment csv(String name, String content) {
        return new Attachment(name, "text/csv", content);
    }

    /** A drawing of our own, in SVG. */
    public static Attachment drawing(String name, String svg) {
        return new Attachment(name, "image/svg+xml", svg);
    }

    public static Attachment picture(String name, byte[] png) {
        return new Attachment(name, PICTURE, Base64.getEncoder().encodeToString(png));
    }

    public boolean isPicture() {
        return mediaType.equals(PICTURE);
    }

    /** As it stands in a file. */
    public byte[] bytes() {
        return isPicture() ? Base64.getDecoder().decode(content) : content.getBytes(StandardCharsets.UTF_8);
    }
}
