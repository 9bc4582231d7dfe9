package io.restoreverifier.history;

import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.Numbers;
import io.restoreverifier.model.PastOutcome;
import io.restoreverifier.model.Stage;
import java.util.Collections;
import java.util.List;

/** An artifact that is much smaller or larger than all that passed of late. */
final class OddSize {
    /** Below these differences, sizes are noise. */
    private static final long FEW_BYTES = 1024;

    private static final long MANY_BYTES = 1024 * 1024;

    /** Of a usual distance from the median; what is farther is rare in any distribution. */
    private static final double FAR = 8;

    private OddSize() {}

    static List<Finding> of(Series series, PastOutcome now) {
        Series usual = series.passed();
        if (!usual.saysWhatIsUsual() || now.bytes().isEmpty()) {
            return List.of();
        }
        long bytes = now.bytes().getAsLong();
        List<Long> sizes =
                usual.outcomes().stream().map(one -> one.bytes().orElseThrow()).toList();
        long smallest = Collections.min(sizes);
        long largest = Collections.max(sizes);
        double median = Series.median(sizes);
        if (bytes < smallest / 2.0 && smallest - bytes >= FEW_BYTES) {
            return List.of(Finding.error(
                    FindingCode.SIZE_DROPPED,
                    Stage.LOCATE,
                    "",
                    told(bytes) + ", less than half of the smallest of the " + sizes.size()
                            + " artifacts that passed before, " + told(smallest),
                    "compare the row counts with those of the last run that passed; wanted? then ignore it for a day"));
        }
        if (bytes < smallest * 0.8 && smallest - bytes >= FEW_BYTES && median - bytes > FAR * Series.deviation(sizes)) {
            return List.of(Finding.warning(
                    FindingCode.SIZE_DROPPED,
                    Stage.LOCATE,
                    "",
                    told(bytes) + ", and the smallest of the " + sizes.size() + " artifacts that passed before has "
                            + told(smallest),
                    "was something purged, or is it compressed otherwise?"));
        }
        if (bytes > largest * 3.0 && bytes - largest >= MANY_BYTES) {
            return List.of(Finding.warning(
                    FindingCode.SIZE_JUMPED,
                    Stage.LOCATE,
                    "",
                    told(bytes) + ", over three times the largest of the " + sizes.size()
                            + " artifacts that passed before, " + told(largest),
                    "is something dumped that was not before, or no longer compressed?"));
        }
        return List.of();
    }

    static String told(long bytes) {
        return Numbers.grouped(bytes) + " bytes";
    }
}
