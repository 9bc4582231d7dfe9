package io.restoreverifier.model;

import io.restoreverifier.model.GroundMap.Answer;
import io.restoreverifier.model.GroundMap.Fate;
import io.restoreverifier.model.GroundMap.Lost;
import io.restoreverifier.model.GroundMap.Place;
import io.restoreverifier.model.GroundMap.Tenant;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The map as an SVG that stands alone: a row for each entry, a column for each failure domain, and a mark where something of the
 * entry stands in it. However many there are, it is no wider than {@value #WIDTH} pixels and grows downwards, in sections that
 * each name the domains of its own entries.
 */
public final class GroundDrawing {
    private static final int WIDTH = 960;
    private static final int ROW = 24;
    private static final int COLUMN = 34;
    private static final int COLUMNS = 12;
    private static final int ROWS = 30;
    private static final int LEFT = 232;
    private static final int MARGIN = 12;
    /** How wide a letter is at most, of 12 pixels in a font of one width. */
    private static final double LETTER = 7.3;

    private static final int NAME_LETTERS = 29;
    private static final int PLACE_LETTERS = 24;
    private static final int DOMAIN_LETTERS = 18;
    private static final int NAMED = 8;
    private static final int REMARK_LETTERS = 38;
    private static final List<String> KINDS = List.of("site", "provider", "account", "host", "array");
    private static final String STYLE = "<style>"
            + ".gm{--gp:#fff;--gt:#17212b;--gq:#55616d;--gb:#f1f4f7;--gl:#c3ccd5;--gs:#1d4f91;--gg:#14733c;--gr:#b3261e;--go:#8a5300}"
            + "@media (prefers-color-scheme:dark){.gm{--gp:#1a222a;--gt:#e8edf2;--gq:#a3b0bc;--gb:#232d37;--gl:#45525f;"
            + "--gs:#8ab8f5;--gg:#63d18d;--gr:#ff8a80;--go:#f5bd5b}}"
            + ".gm text{font:12px ui-monospace,Menlo,'DejaVu Sans Mono','Liberation Mono',monospace;fill:var(--gt)}"
            + ".gm .quiet{fill:var(--gq)}.gm .page{fill:var(--gp)}.gm .band{fill:var(--gb)}.gm .line{fill:var(--gl)}"
            + ".gm path{stroke-width:2;stroke-linecap:round;stroke-linejoin:round}"
            + ".gm .production{fill:var(--gs);stroke:var(--gs)}.gm .proven{fill:var(--gg);stroke:var(--gg)}"
            + ".gm .sound{fill:var(--gq);stroke:var(--gq)}.gm .unproven{stroke:var(--go)}.gm .bad{stroke:var(--gr)}"
            + ".gm .hollow{fill:none}</style>";

    private final GroundMap map;
    private final List<Place> columns;
    private final int left;
    private final Svg svg = new Svg();
    private int y;

    private GroundDrawing(GroundMap map) {
        this.map = map;
        List<Place> places = map.places().stream()
                .filter(place -> !place.tenants().isEmpty())
                .sorted(Comparator.comparing((Place place) -> KINDS.indexOf(place.kind()))
                        .thenComparing(Place::name))
                .toList();
        List<Place> shared = places.stream()
                .filter(place ->
                        place.tenants().stream().map(Tenant::entry).distinct().count() > 1)
                .toList();
        this.columns = places.size() <= COLUMNS || shared.isEmpty() ? places : shared;
        this.left = places.size() - columns.size();
    }

    /** Draws it as a file; an empty text when nobody states where anything stands. */
    public static String of(GroundMap map) {
        return map.isEmpty() ? "" : new GroundDrawing(map).drawn(" xmlns=\"http://www.w3.org/2000/svg\"");
    }

    /** The same for a page of HTML, which knows what an SVG is. */
    public static String inPage(GroundMap map) {
        return map.isEmpty() ? "" : new GroundDrawing(map).drawn("");
    }

    /** What it shows, in words. */
    public static String inWords(GroundMap map) {
        long entries = map.places().stream()
                .flatMap(place -> place.tenants().stream())
                .map(Tenant::entry)
                .distinct()
                .count();
        return "Where " + entries + " entries stand in " + map.places().size()
                + " failure domains. Lost for good with: " + named(map, Verdict.FAILED) + ". Not all known with: "
                + named(map, Verdict.COULD_NOT_VERIFY) + ".";
    }

    private static String named(GroundMap map, Verdict verdict) {
        List<String> names = map.losses().stream()
                .filter(lost -> lost.verdict() == verdict)
                .map(Lost::domain)
                .toList();
        int more = names.size() - NAMED;
        return names.isEmpty()
                ? "none"
                : String.join(", ", names.subList(0, Math.min(NAMED, names.size())))
                        + (more > 0 ? " and " + more + " more" : "");
    }

    private String drawn(String space) {
        legend();
        GroundSections.of(columns, COLUMNS, ROWS).forEach(this::section);
        Svg whole = new Svg()
                .markup("<svg" + space + " class=\"gm\" role=\"img\" width=\"" + WIDTH
                        + "\" height=\"" + y + "\" viewBox=\"0 0 " + WIDTH + " " + y
                        + "\" aria-labelledby=\"gm-title gm-desc\">"
                        + "<title id=\"gm-title\">What fails together</title><desc id=\"gm-desc\">");
        return whole.escaped(inWords(map))
                .markup("</desc>" + STYLE)
                .rectangle(0, 0, WIDTH, y, "page")
                .markup(svg + "</svg>")
                .toString();
    }

    private void legend() {
        int column = 0;
        y = 24;
        for (GroundMark mark : GroundMark.values()) {
            double x = MARGIN + 8 + column * 316;
            mark.draw(svg, x, y - 4);
            svg.text(x + 16, y, "quiet", mark.words());
            column = (column + 1) % 3;
            y += column == 0 ? 22 : 0;
        }
        y += column == 0 ? 0 : 22;
        if (left > 0) {
            svg.text(
                    MARGIN,
                    y,
                    "quiet",
                    left
                            + " domains in which one entry alone stands are not drawn; they are answered for all the same");
            y += 22;
        }
    }

    private void section(GroundSections.Section section) {
        head(section.places());
        section.entries().forEach(entry -> row(entry, section.places()));
        y += ROW;
    }

    private void head(List<Place> places) {
        y += (int) (16
                + LETTER
                        * places.stream()
                                .mapToInt(place -> shortened(place.toString(), PLACE_LETTERS)
                                        .length())
                                .max()
                                .orElse(0));
        for (int i = 0; i < places.size(); i++) {
            svg.upright(x(i) + 4, y - 8, "", shortened(places.get(i).toString(), PLACE_LETTERS));
        }
        svg.text(MARGIN, y + 16, "quiet", "if it is lost");
        for (int i = 0; i < places.size(); i++) {
            String name = places.get(i).name();
            double x = x(i);
            map.losses().stream()
                    .filter(lost -> lost.domain().equals(name))
                    .findFirst()
                    .ifPresent(lost -> GroundMark.of(lost.verdict()).draw(svg, x, y + 12));
        }
        svg.rectangle(MARGIN, y + ROW, WIDTH - 2 * MARGIN, 1, "line");
        y += ROW + 1;
    }

    private void row(String entry, List<Place> places) {
        if ((y / ROW) % 2 == 0) {
            svg.rectangle(MARGIN, y, WIDTH - 2 * MARGIN, ROW, "band");
        }
        svg.text(MARGIN + 4, y + 16, "", shortened(entry, NAME_LETTERS));
        List<Integer> marked = new ArrayList<>();
        for (int i = 0; i < places.size(); i++) {
            if (places.get(i).tenants().stream()
                    .anyMatch(tenant -> tenant.entry().equals(entry))) {
                marked.add(i);
            }
        }
        double from = x(marked.get(0));
        double to = x(marked.get(marked.size() - 1));
        svg.rectangle(from, y + 11.5, to - from, 1, "line");
        marked.forEach(i -> marks(entry, places.get(i), x(i)));
        worst(entry, places).ifPresent(answer -> remark(answer, places));
        y += ROW;
    }

    private void marks(String entry, Place place, double x) {
        List<Tenant> here = place.tenants().stream()
                .filter(tenant -> tenant.entry().equals(entry))
                .limit(2)
                .toList();
        for (int i = 0; i < here.size(); i++) {
            svg.markup("<g>").element("title", entry + ", " + here.get(i).name() + ": " + place);
            GroundMark.of(here.get(i)).draw(svg, x + (here.size() == 1 ? 0 : i * 15 - 7.5), y + 12);
            svg.markup("</g>");
        }
    }

    private void remark(Answer answer, List<Place> places) {
        double x = LEFT + places.size() * COLUMN + 14;
        GroundMark.of(answer.fate()).draw(svg, x, y + 12);
        svg.text(x + 14, y + 16, "", shortened(remark(answer), REMARK_LETTERS));
    }

    private String remark(Answer answer) {
        return switch (answer.fate()) {
            case LOST -> "lost with " + with(answer);
            case UNKNOWN -> "not known with " + with(answer);
            case STAYS, COMES_BACK ->
                "back in " + answer.back().map(Durations::format).orElse("?") + ", "
                        + answer.age().map(Durations::format).orElse("?") + " old";
        };
    }

    private String with(Answer answer) {
        List<String> domains = map.losses().stream()
                .filter(lost -> lost.answers().contains(answer))
                .map(Lost::domain)
                .toList();
        // The columns go from what is large to what is small.
        String first = columns.stream()
                .map(Place::name)
                .filter(domains::contains)
                .findFirst()
                .orElse(domains.get(0));
        return shortened(first, DOMAIN_LETTERS) + (domains.size() > 1 ? " +" + (domains.size() - 1) : "");
    }

    /** The worst that the loss of one of these does to it: of what comes back, that which takes longest. */
    private Optional<Answer> worst(String entry, List<Place> places) {
        List<String> names = places.stream().map(Place::name).toList();
        return map.losses().stream()
                .filter(lost -> names.contains(lost.domain()))
                .flatMap(lost -> lost.answers().stream())
                .filter(answer -> answer.entry().equals(entry) && answer.fate() != Fate.STAYS)
                .max(Comparator.comparing(Answer::fate)
                        .thenComparing(answer -> answer.back().orElse(Duration.ZERO))
                        .thenComparing(answer -> answer.age().orElse(Duration.ZERO)));
    }

    private static double x(int column) {
        return LEFT + column * COLUMN + COLUMN / 2.0;
    }

    /** In its middle: what tells names apart stands at their end as often as not. */
    private static String shortened(String text, int letters) {
        int half = letters / 2;
        return text.length() <= letters
                ? text
                : text.substring(0, letters - 1 - half) + "…" + text.substring(text.length() - half);
    }
}
