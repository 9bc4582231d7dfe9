package io.restoreverifier.archive;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/** Shows the entries of one archive to its visitor, counts them, and holds the counts against the limits. Used once. */
final class Tally {
    private final Limits limits;
    private final EntryVisitor visitor;
    private final byte[] rest = new byte[8192];
    private long entries;
    private long bytes;
    private boolean stopped;
    private final Unrestored unrestored = new Unrestored();

    Tally(Limits limits, EntryVisitor visitor) {
        this.limits = limits;
        this.visitor = visitor;
    }

    /** What comes back otherwise than it was. */
    Unrestored unrestored() {
        return unrestored;
    }

    long bytes() {
        return bytes;
    }

    boolean stopped() {
        return stopped;
    }

    /** Hears of data as it passes. */
    void passed(int more) {
        bytes += Math.max(0, more);
    }

    /** Counts an entry before it is looked at, so that it is counted also when it turns out to be damaged. */
    void count() throws DamageFound {
        if (++entries > limits.entries()) {
            throw tooMany(limits.entries());
        }
    }

    static DamageFound tooMany(long most) {
        return new DamageFound(Damage.bomb("it holds more than " + Quantity.of(most, "entry", "entries")));
    }

    /** Shows one that has no data; says whether to go on. */
    boolean show(Entry entry) throws IOException {
        return show(entry, new ByteArrayInputStream(new byte[0]));
    }

    /** Shows one; its data counts also when nobody wants it. Says whether to go on. */
    boolean show(Entry entry, InputStream data) throws IOException {
        unrestored.name(entry.name());
        stopped = !visitor.visit(entry, data);
        while (!stopped && data.read(rest, 0, rest.length) >= 0) {
            // Reading on, for the checksums and the limits.
        }
        return !stopped;
    }

    Reading reading(List<Damage> damages) {
        List<Damage> all = new ArrayList<>(damages);
        all.addAll(unrestored.warnings());
        return new Reading(entries, bytes, all, stopped);
    }
}
