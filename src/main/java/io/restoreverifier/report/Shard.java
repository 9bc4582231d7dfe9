package io.restoreverifier.report;

import io.restoreverifier.model.Outcome;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A machine's share of a catalog. */
record Shard(int number, int of) implements Comparable<Shard> {
    /** The kind of what a merged report says of a machine instead of a backup. */
    static final String KIND = Outcome.OF_A_SHARD;

    static final Shard WHOLE = new Shard(1, 1);

    private static final Pattern WRITTEN = Pattern.compile("([0-9]{1,4})/([0-9]{1,4})");

    /** Empty when the text is no shard. */
    static Optional<Shard> parse(String text) {
        Matcher matcher = WRITTEN.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        Shard shard = new Shard(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
        return shard.number >= 1 && shard.number <= shard.of ? Optional.of(shard) : Optional.empty();
    }

    @Override
    public int compareTo(Shard other) {
        return of == other.of ? Integer.compare(number, other.number) : Integer.compare(of, other.of);
    }

    @Override
    public String toString() {
        return number + "/" + of;
    }
}
