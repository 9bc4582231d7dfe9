package io.restoreverifier.dump;

import io.restoreverifier.archive.Allowance;
import io.restoreverifier.archive.Damage;
import io.restoreverifier.archive.Entry;
import io.restoreverifier.archive.EntryRules;
import io.restoreverifier.archive.EntryVisitor;
import io.restoreverifier.archive.InnerTar;
import io.restoreverifier.archive.Limits;
import io.restoreverifier.archive.Reading;
import io.restoreverifier.archive.Ruling;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The entries of a physical backup of PostgreSQL, whether the data directory lies open or in the archives that pg_basebackup
 * writes ({@code base.tar}, {@code pg_wal.tar}, one for each tablespace, in any compression): in one read, and never trusted.
 * Hears the entries of the archive around them. Used once.
 */
public final class PhysicalEntries implements EntryVisitor {
    private static final Pattern PIECE =
            Pattern.compile("(?:[^/]+/){0,3}(?:base|pg_wal|\\d{1,10})\\.tar(?:\\.[A-Za-z0-9]{1,5})?");

    private final Visitor visitor;
    private final InnerTar inner;
    private final Limits limits;
    private final EntryRules rules;

    /**
     * @param limits of each archive in it
     * @param artifact how many bytes the artifact has, which all of them together are held against
     */
    public PhysicalEntries(Limits limits, long artifact, Visitor visitor) {
        this.inner = new InnerTar(new Allowance(limits, artifact));
        this.limits = limits;
        this.visitor = visitor;
        this.rules = new EntryRules(limits, 0);
    }

    /** Hears of each, in order. A piece is the path of the archive that it lies in; empty for what lies open. */
    public interface Visitor {

        /**
         * A file.
         *
         * @throws IOException only as thrown by {@code data}
         */
        void file(String piece, String path, Entry entry, InputStream data) throws IOException;

        default void folder(String piece, String path) {}

        /** A symbolic link, which has not been judged. */
        default void link(String piece, String path, String target) {}

        /** The end of a piece, and what is wrong with it. */
        default void piece(String path, Reading reading) {}

        /** What must not be unpacked, with the reason. */
        default void refused(String piece, String name, String reason) {}
    }

    @Override
    public boolean visit(Entry entry, InputStream data) throws IOException {
        take("", entry, data, rules);
        return true;
    }

    private void take(String piece, Entry entry, InputStream data, EntryRules judge) throws IOException {
        if (entry.kind() == Entry.Kind.SYMBOLIC_LINK) {
            visitor.link(piece, entry.name().replaceFirst("^(?:\\./)+", ""), entry.link());
            return;
        }
        Ruling ruling = judge.judge(entry);
        if (ruling instanceof Ruling.Refused refused) {
            visitor.refused(piece, refused.name(), refused.reason());
        } else if (ruling instanceof Ruling.Allowed allowed) {
            allowed(piece, allowed, entry, data);
        }
    }

    private void allowed(String piece, Ruling.Allowed allowed, Entry entry, InputStream data) throws IOException {
        switch (allowed.kind()) {
            case DIRECTORY -> visitor.folder(piece, allowed.path());
            case FILE -> {
                if (piece.isEmpty() && PIECE.matcher(allowed.path()).matches()) {
                    inner(allowed.path(), data);
                } else {
                    visitor.file(piece, allowed.path(), entry, data);
                }
            }
            default ->
                visitor.refused(
                        piece, allowed.path(), "it is a " + allowed.kind().label());
        }
    }

    /** What is called like a piece and is none tells nothing of a backup. */
    private void inner(String path, InputStream data) throws IOException {
        EntryRules own = new EntryRules(limits, 0);
        Optional<Reading> reading = inner.read(data, (entry, inside) -> {
            take(path, entry, inside, own);
            return true;
        });
        reading.ifPresent(r -> visitor.piece(path, r));
    }

    /** A damage of a piece in the words of the whole. */
    public static String told(String piece, Damage damage) {
        return piece + ": " + damage.message();
    }
}
