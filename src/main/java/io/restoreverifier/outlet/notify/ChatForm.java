package io.restoreverifier.outlet.notify;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.restoreverifier.model.Digest;
import io.restoreverifier.model.RunResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What each chat wants to be posted. The most urgent comes first, so that what is cut off is the least. */
enum ChatForm {
    /** Slack, incoming webhooks: {@code text} in mrkdwn, shown up to 4,000 characters. */
    SLACK(3_500) {
        @Override
        ObjectNode of(String subject, String text) {
            String escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
            return JsonNodeFactory.instance.objectNode().put("text", "*" + subject + "*\n" + fenced(escaped));
        }
    },
    /** Mattermost, incoming webhooks: {@code text} in Markdown, up to 16,383 characters. */
    MATTERMOST(15_000) {
        @Override
        ObjectNode of(String subject, String text) {
            return JsonNodeFactory.instance.objectNode().put("text", "#### " + subject + "\n" + fenced(text));
        }
    },
    /** Teams, workflows that are started by a webhook: an Adaptive Card, up to 28 KB. */
    TEAMS(12_000) {
        @Override
        ObjectNode of(String subject, String text) {
            ObjectNode message = JsonNodeFactory.instance.objectNode().put("type", "message");
            ObjectNode attachment = message.putArray("attachments")
                    .addObject()
                    .put("contentType", "application/vnd.microsoft.card.adaptive");
            ObjectNode card = attachment
                    .putObject("content")
                    .put("$schema", "http://adaptivecards.io/schemas/adaptive-card.json")
                    .put("type", "AdaptiveCard")
                    .put("version", "1.4");
            ArrayNode body = card.putArray("body");
            body.addObject()
                    .put("type", "TextBlock")
                    .put("text", subject)
                    .put("weight", "Bolder")
                    .put("size", "Medium")
                    .put("wrap", true);
            text.lines()
                    .forEach(line -> body.addObject()
                            .put("type", "TextBlock")
                            .put("text", literal(line))
                            .put("wrap", true)
                            .put("spacing", "Small"));
            return message;
        }
    };

    private static final Map<String, String> SIGNS =
            Map.of("PASSED", "\u2714", "FAILED", "\u2716", "MISSING", "\u2205");

    private final int most;

    ChatForm(int most) {
        this.most = most;
    }

    abstract ObjectNode of(String subject, String text);

    ObjectNode of(RunResult run) {
        Digest digest = Digest.about(run);
        List<String> lines = new ArrayList<>();
        digest.entries().forEach(entry -> {
            String sign = SIGNS.getOrDefault(entry.state(), "?");
            lines.add((sign + " " + entry.state() + "  " + entry.name() + "  " + entry.figures()).strip());
            entry.words().forEach(words -> lines.add("    " + words.replace("\n", "\n    ")));
        });
        lines.addAll(digest.rest());
        lines.addAll(digest.facts());
        return of(digest.subject(), cut(lines));
    }

    private String cut(List<String> lines) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < lines.size(); i++) {
            if (text.length() + lines.get(i).length() > most) {
                return text + "... and " + (lines.size() - i) + " more lines in the report\n";
            }
            text.append(lines.get(i)).append('\n');
        }
        return text.toString();
    }

    private static String fenced(String text) {
        return "```\n" + text.replace("```", "'''") + "```";
    }

    /** Adaptive Cards read a little Markdown; names out of artifacts must not become links. */
    private static String literal(String line) {
        return line.replaceAll("([\\\\\\[\\]*_`])", "\\\\$1");
    }
}
