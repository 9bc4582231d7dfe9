package io.restoreverifier.run;

import io.restoreverifier.model.Attachment;
import io.restoreverifier.model.Durations;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * How long an application takes to come back: its parts side by side, of which the slowest counts, then its start.
 *
 * @param parts how long each took, in their order
 * @param start build, start and readiness together
 * @param objective how long all may take
 */
record CriticalPath(Map<String, Duration> parts, Duration start, Optional<Duration> objective) {
    private static final int LABELS = 190;
    private static final int BARS = 560;
    private static final int ROW = 28;
    private static final String ON_THE_PATH = "#c2410c";
    private static final String BESIDE = "#94a3b8";

    CriticalPath {
        parts = new LinkedHashMap<>(parts);
    }

    Duration whole() {
        return slowest().plus(start);
    }

    private Duration slowest() {
        return parts.values().stream().max(Duration::compareTo).orElse(Duration.ZERO);
    }

    String inWords() {
        return "critical path: the slowest part " + Durations.format(slowest()) + ", then build, start and readiness "
                + Durations.format(start);
    }

    /** A timeline, with what counts for the RTO in another colour and marked in words. */
    Attachment drawn() {
        StringBuilder svg = new StringBuilder();
        int height = ROW * (parts.size() + 3);
        svg.append("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"960\" height=\"" + height + "\" role=\"img\""
                + " font-family=\"sans-serif\" font-size=\"13\"><title>critical path of the recovery</title>"
                + "<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>");
        int row = 0;
        boolean marked = false;
        for (Map.Entry<String, Duration> part : parts.entrySet()) {
            boolean counts = !marked && part.getValue().equals(slowest());
            marked |= counts;
            bar(svg, row++, new Bar("part " + part.getKey(), Duration.ZERO, part.getValue(), counts));
        }
        bar(svg, row++, new Bar("build, start, readiness", slowest(), start, true));
        String wanted = objective
                .map(limit ->
                        ", objective " + Durations.format(limit) + (whole().compareTo(limit) > 0 ? ": TOO MUCH" : ""))
                .orElse(", no objective");
        text(svg, 8, row, "RTO " + Durations.format(whole()) + wanted + "; * is on the critical path");
        return Attachment.drawing("critical path", svg.append("</svg>").toString());
    }

    private record Bar(String label, Duration from, Duration length, boolean counts) {}

    private void bar(StringBuilder svg, int row, Bar bar) {
        double scale = BARS / Math.max(1.0, whole().toMillis());
        double from = LABELS + bar.from().toMillis() * scale;
        double width = Math.max(2, bar.length().toMillis() * scale);
        text(svg, 8, row, bar.label() + (bar.counts() ? " *" : ""));
        svg.append(String.format(
                Locale.ROOT,
                "<rect x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\" rx=\"3\" fill=\"%s\"/>",
                from,
                8 + row * ROW,
                width,
                ROW - 10,
                bar.counts() ? ON_THE_PATH : BESIDE));
        text(svg, (int) (from + width) + 8, row, Durations.format(bar.length()));
    }

    private static void text(StringBuilder svg, int x, int row, String text) {
        svg.append("<text x=\"" + x + "\" y=\"" + (21 + row * ROW) + "\">")
                .append(text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"))
                .append("</text>");
    }
}
