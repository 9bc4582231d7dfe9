package io.restoreverifier.model;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How fast the line is that recovery would have to go by, as its operator states.
 *
 * @param bitsPerSecond at least 1
 * @param written as in the catalog, for messages
 */
public record LineSpeed(long bitsPerSecond, String written) {
    private static final Pattern WRITTEN = Pattern.compile("([0-9]{1,6}(?:\\.[0-9]{1,3})?)(k|M|G)?(bit|B)/s");
    private static final Map<String, Integer> THOUSANDS = Map.of("", 0, "k", 3, "M", 6, "G", 9);

    /** Such as {@code 20Mbit/s} or {@code 2.5MB/s}; empty when it is no such speed, or one of nothing. */
    public static Optional<LineSpeed> parse(String written) {
        Matcher matcher = WRITTEN.matcher(written);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String unit = matcher.group(2) == null ? "" : matcher.group(2);
        long bits = new BigDecimal(matcher.group(1))
                .scaleByPowerOfTen(THOUSANDS.getOrDefault(unit, 0))
                .multiply(BigDecimal.valueOf(matcher.group(3).equals("B") ? 8 : 1))
                .setScale(0, RoundingMode.DOWN)
                .longValueExact();
        return bits > 0 ? Optional.of(new LineSpeed(bits, written)) : Optional.empty();
    }

    /** How long it takes to bring so many bytes. */
    public Duration bringing(long bytes) {
        BigDecimal seconds = BigDecimal.valueOf(bytes)
                .multiply(BigDecimal.valueOf(8))
                .divide(BigDecimal.valueOf(bitsPerSecond), 3, RoundingMode.UP);
        return Duration.ofMillis(seconds.scaleByPowerOfTen(3).longValue());
    }
}
