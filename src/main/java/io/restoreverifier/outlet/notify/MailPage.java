package io.restoreverifier.outlet.notify;

import io.restoreverifier.model.Digest;
import io.restoreverifier.model.RunResult;
import java.util.Map;

/**
 * The digest as a page for mail programs: no image, font, style sheet or script from anywhere, one column that a phone
 * can show, and each state told by a sign and a word beside its colour.
 */
final class MailPage {
    /** Sign and colour; each colour has a contrast of at least 4.5 to 1 against white. */
    private static final Map<String, String[]> STATES = Map.of(
            "PASSED", new String[] {"&#10004;", "#1a6b2d"},
            "FAILED", new String[] {"&#10006;", "#b3261e"},
            "COULD NOT VERIFY", new String[] {"?", "#8a4b00"},
            "MISSING", new String[] {"&#8709;", "#6b2fa0"});

    private final StringBuilder page = new StringBuilder();

    private MailPage() {}

    /** @param run masked already */
    static String of(RunResult run) {
        MailPage page = new MailPage();
        page.write(Digest.about(run));
        return page.page.toString();
    }

    private void write(Digest digest) {
        String subject = escaped(digest.subject());
        page.append("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">")
                .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")
                .append("<meta name=\"color-scheme\" content=\"light\"><title>")
                .append(subject)
                .append("</title></head>\n<body style=\"margin:0;padding:16px;background:#ffffff;color:#1f1f1f;")
                .append("font:16px/1.45 system-ui,-apple-system,'Segoe UI',Roboto,sans-serif\">\n")
                .append(
                        "<div role=\"main\" style=\"max-width:640px;margin:0 auto\">\n<h1 style=\"font-size:20px;margin:0 0 16px\">")
                .append(subject)
                .append("</h1>\n");
        digest.entries().forEach(this::entry);
        digest.rest().forEach(line -> paragraph(line, "margin:0 0 8px;color:#4a4a4a"));
        page.append("<hr style=\"border:0;border-top:1px solid #c8c8c8;margin:16px 0\">\n");
        digest.facts().forEach(line -> paragraph(line, "margin:0;font-size:13px;color:#4a4a4a"));
        page.append("</div>\n</body></html>\n");
    }

    private void entry(Digest.Entry entry) {
        String[] state = STATES.getOrDefault(entry.state(), new String[] {"?", "#8a4b00"});
        page.append("<div style=\"border-left:6px solid ")
                .append(state[1])
                .append(
                        ";padding:4px 0 4px 12px;margin:0 0 12px;overflow-wrap:anywhere\">\n<div><strong style=\"color:")
                .append(state[1])
                .append("\"><span aria-hidden=\"true\">")
                .append(state[0])
                .append("</span> ")
                .append(escaped(entry.state()))
                .append("</strong> &#160;<strong>")
                .append(escaped(entry.name()))
                .append("</strong></div>\n");
        String owner = entry.owner().isEmpty() ? "" : "; owner " + entry.owner();
        String figures = entry.figures().isEmpty() ? "" : "; " + entry.figures();
        paragraph(entry.severity() + owner + figures, "margin:0;font-size:14px;color:#4a4a4a");
        entry.words().forEach(words -> paragraph(words, "margin:4px 0 0"));
        page.append("</div>\n");
    }

    private void paragraph(String text, String style) {
        page.append("<p style=\"")
                .append(style)
                .append("\">")
                .append(escaped(text).replace("\n", "<br>"))
                .append("</p>\n");
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
