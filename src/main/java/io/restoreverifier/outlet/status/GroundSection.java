package io.restoreverifier.outlet.status;

import io.restoreverifier.model.GroundDrawing;
import io.restoreverifier.model.GroundMap.Answer;
import io.restoreverifier.model.GroundMap.Fate;
import io.restoreverifier.model.GroundMap.Lost;
import io.restoreverifier.model.RunResult;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What the internal page says of where everything stands: the map, and what is left when some of it is lost. */
final class GroundSection {
    private GroundSection() {}

    /** Empty when the run knows nothing of it, else one. */
    static List<Map<String, Object>> of(RunResult run) {
        if (run.ground().isEmpty()) {
            return List.of();
        }
        List<Lost> losses = run.ground().losses();
        return List.of(Map.of(
                "map", GroundDrawing.inPage(run.ground()),
                "words", GroundDrawing.inWords(run.ground()),
                "losses",
                        losses.stream()
                                .filter(lost -> !lost.answers().isEmpty())
                                .map(GroundSection::loss)
                                .toList(),
                "harmless",
                        losses.stream()
                                .filter(lost -> lost.answers().isEmpty())
                                .map(Lost::domain)
                                .collect(Collectors.joining(", "))));
    }

    private static Map<String, Object> loss(Lost lost) {
        return Map.of(
                "domain", lost.domain(),
                "state", State.of(lost.verdict()),
                "short", inShort(lost),
                "answers", lost.answers().stream().map(GroundSection::answer).toList());
    }

    private static String inShort(Lost lost) {
        int all = lost.answers().size();
        long gone = count(lost, Fate.LOST);
        long open = count(lost, Fate.UNKNOWN);
        if (gone + open == 0) {
            return all == 1 ? "it comes back" : "all " + all + " come back";
        }
        return (gone > 0 ? gone + " of " + all + " lost for good" : "")
                + (gone > 0 && open > 0 ? ", " : "")
                + (open > 0 ? open + " of " + all + " not known" : "");
    }

    private static long count(Lost lost, Fate fate) {
        return lost.answers().stream().filter(answer -> answer.fate() == fate).count();
    }

    private static Map<String, Object> answer(Answer answer) {
        return Map.of("entry", answer.entry(), "text", answer.text(), "style", style(answer.fate()));
    }

    private static String style(Fate fate) {
        return switch (fate) {
            case STAYS, COMES_BACK -> "";
            case UNKNOWN -> "trouble unknown";
            case LOST -> "trouble";
        };
    }
}
