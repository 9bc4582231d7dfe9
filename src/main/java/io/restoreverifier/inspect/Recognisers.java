package io.restoreverifier.inspect;

import io.restoreverifier.archive.ArchiveReader;
import io.restoreverifier.archive.Damage;
import io.restoreverifier.archive.DamageFound;
import io.restoreverifier.archive.Wrapping;
import io.restoreverifier.dump.DiskBeginning;
import io.restoreverifier.dump.Qcow2Header;
import io.restoreverifier.dump.ScriptLine;
import io.restoreverifier.dump.SqliteHeader;
import io.restoreverifier.inspect.Recognised.Broken;
import io.restoreverifier.inspect.Recognised.NoBackup;
import io.restoreverifier.inspect.Recognised.NotYet;
import io.restoreverifier.inspect.Recognised.Restorable;
import io.restoreverifier.model.Format;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Every format that is known by its content, the first that fits wins. To add a format is to add a line. Magic numbers as
 * in the formats' own descriptions and in {@code file(1)}.
 */
final class Recognisers {
    private static final Pattern LOG_LINE = Pattern.compile(
            "^\\W{0,2}(\\d{4}[-/]\\d\\d[-/]\\d\\d|[A-Z][a-z]{2} +\\d{1,2}) ?T?\\d\\d:\\d\\d.*", Pattern.DOTALL);
    private static final Pattern COMMAND_ERROR = Pattern.compile(
            "^[\\w./-]{1,60}: .{0,300}?(error|fatal|not found|cannot|could not|failed|denied|no such|refused|unable|"
                    + "permission|invalid|unknown|warning|line \\d+).*",
            Pattern.DOTALL | Pattern.CASE_INSENSITIVE);

    /** By the shell's {@code .dump}, which warns of what it cannot load by itself; or by another program like it. */
    private static final Pattern SQLITE_DUMP = Pattern.compile(
            "(?:/\\*.{0,200}?\\*/\\s*)?(?:PRAGMA foreign_keys=OFF;\\s+)?BEGIN TRANSACTION;\\s", Pattern.DOTALL);

    /** Commands as a client sends them, or a time before them (redis.io, "Redis serialization protocol"). */
    private static final Pattern AOF = Pattern.compile("(?:#TS:\\d+\\r\\n)?\\*[1-9]\\d*\\r\\n\\$\\d+\\r\\n");

    /** That more comes behind it, as an RDB file says of itself. */
    private static final Pattern RDB_BEFORE_AOF = Pattern.compile("aof-(?:base|preamble)\u00c0\u0001");

    private static final List<Recogniser> ALL = List.of(
            is(
                    new Restorable(Format.POSTGRESQL_TAR),
                    h -> isTar(h) && h.has(0, "toc.dat\0") && isTocAt(h, 512) && !isCompressed(h, 512)),
            is(new NotYet("the table of contents alone of a PostgreSQL directory-format dump"), h -> isTocAt(h, 0)),
            is(new Restorable(Format.POSTGRESQL_CUSTOM), h -> h.has(0, "PGDMP")),
            is(new Restorable(Format.TAR), Recognisers::isTar),
            is(new NotYet("gzip-compressed data"), h -> h.has(0, 0x1f, 0x8b)),
            is(new Restorable(Format.ZIP), h -> h.has(0, "PK\3\4") || h.has(0, "PK\5\6")),
            is(new Restorable(Format.SEVEN_ZIP), h -> h.has(0, '7', 'z', 0xbc, 0xaf, 0x27, 0x1c)),
            is(new NotYet("bzip2-compressed data"), h -> h.has(0, "BZh") && h.has(4, 0x31, 0x41, 0x59, 0x26)),
            is(new NotYet("xz-compressed data"), h -> h.has(0, 0xfd, '7', 'z', 'X', 'Z', 0)),
            is(new NotYet("zstd-compressed data"), h -> h.has(0, 0x28, 0xb5, 0x2f, 0xfd)),
            is(new NotYet("lz4-compressed data"), h -> h.has(0, 0x04, 0x22, 0x4d, 0x18)),
            is(new Restorable(Format.CPIO), h -> ArchiveReader.looksLikeCpio(h.bytes())),
            is(new Restorable(Format.SQLITE), h -> h.has(0, SqliteHeader.MAGIC)),
            is(
                    new NoBackup("the write-ahead log of an SQLite database"),
                    h -> h.has(0, 0x37, 0x7f, 0x06, 0x82) || h.has(0, 0x37, 0x7f, 0x06, 0x83)),
            is(
                    new Restorable(Format.REDIS_AOF),
                    h -> isRdb(h) && RDB_BEFORE_AOF.matcher(h.text()).find()
                            || AOF.matcher(h.text()).lookingAt()),
            is(new Restorable(Format.REDIS_RDB), Recognisers::isRdb),
            is(new Restorable(Format.XBSTREAM), h -> h.has(0, "XBSTCK01")),
            is(new Restorable(Format.GIT_BUNDLE), h -> h.has(0, "# v2 git bundle\n") || h.has(0, "# v3 git bundle\n")),
            is(new Restorable(Format.QCOW2), h -> h.has(0, Qcow2Header.MAGIC)),
            is(new NotYet("a VMDK disk image"), h -> h.has(0, "KDMV") || h.has(0, "# Disk DescriptorFile")),
            is(new NotYet("a VHDX disk image"), h -> h.has(0, "vhdxfile")),
            is(new NotYet("a VDI disk image"), h -> h.has(0x40, 0x7f, 0x10, 0xda, 0xbe)),
            is(new Restorable(Format.RAW_DISK), h -> new DiskBeginning(h.bytes()).isDisk()),
            is(new NotYet("OpenSSL-encrypted data"), h -> h.has(0, "Salted__")),
            is(new NotYet("age-encrypted data"), h -> h.has(0, "age-encryption.org/")),
            is(new NotYet("PGP-encrypted data"), h -> h.has(0, "-----BEGIN PGP MESSAGE")),
            is(
                    new NotYet("a plain SQL dump of pg_dumpall"),
                    h -> h.text().contains(ScriptLine.CLUSTER)
                            && h.text().contains(ScriptLine.CLUSTER_COMPLETE)
                            && !h.text().contains(ScriptLine.BEGIN)),
            is(new Restorable(Format.POSTGRESQL_CLUSTER), h -> h.text().contains(ScriptLine.CLUSTER)),
            is(new Restorable(Format.POSTGRESQL_PLAIN), h -> h.text().contains("-- PostgreSQL database dump")),
            is(
                    new Restorable(Format.MARIADB_SQL),
                    h -> h.text().contains("-- MariaDB dump") || h.text().contains("-- MySQL dump")),
            is(
                    new Restorable(Format.SQLITE_SQL),
                    h -> SQLITE_DUMP.matcher(h.text()).lookingAt()),
            is(new NoBackup("an HTML page"), h -> beginsWith(h, "<!doctype html", "<html", "<head", "<body", "<title")),
            is(
                    new NoBackup("an XML error document"),
                    h -> isXml(h) && h.text().matches("(?is).*<[\\w:]*(error|fault)\\b.*")),
            is(new NoBackup("an XML document"), Recognisers::isXml),
            is(
                    new NoBackup("lines of a log"),
                    h -> h.isText() && LOG_LINE.matcher(h.text()).matches()),
            is(
                    new NoBackup("a JSON document"),
                    h -> h.isText() && h.text().matches("(?s)(\\{\\s*[\"}]|\\[\\s*[\\[{\"\\d\\]]).*")),
            is(
                    new NoBackup("the error output of a command"),
                    h -> h.isText() && COMMAND_ERROR.matcher(h.text()).matches()),
            is(new NoBackup("plain text"), Head::isText));

    private Recognisers() {}

    /**
     * Looks at the first bytes of a file, and of what its compression holds.
     *
     * @throws InterruptedIOException when the thread is interrupted; its flag stays set
     */
    static Recognised look(Path file, Head head) throws InterruptedIOException {
        Wrapping wrapping = Wrapping.of(head.bytes());
        return wrapping == Wrapping.NONE ? look(head) : inside(wrapping, file);
    }

    /** Looks at first bytes; {@code binary data of no known kind} when nothing fits. */
    private static Recognised look(Head head) {
        return ALL.stream()
                .flatMap(r -> r.look(head).stream())
                .findFirst()
                .orElse(new NoBackup("binary data of no known kind"));
    }

    /** Looks for one format. */
    @FunctionalInterface
    private interface Recogniser {
        Optional<Recognised> look(Head head);
    }

    private static Recogniser is(Recognised what, Predicate<Head> when) {
        return head -> when.test(head) ? Optional.of(what) : Optional.empty();
    }

    private static boolean isTar(Head head) {
        return head.has(257, "ustar") || ArchiveReader.looksLikeOldTar(head.bytes());
    }

    /** After the magic stand three bytes of version, the sizes of integers and offsets, and the format's number. */
    private static boolean isTocAt(Head head, int offset) {
        return head.has(offset, "PGDMP") && head.has(offset + 10, 3);
    }

    /**
     * Whether it says that its data are compressed, which those of tar format never are: by a number, before version 1.15 by a
     * level with its sign before it.
     */
    private static boolean isCompressed(Head head, int offset) {
        boolean byLevel = head.bytes()[offset + 6] < 15;
        return byLevel ? !head.has(offset + 11, 0, 0) : !head.has(offset + 11, 0);
    }

    private static boolean isRdb(Head head) {
        return head.text().matches("(?s)REDIS\\d{4}.*");
    }

    private static boolean isXml(Head head) {
        return beginsWith(head, "<?xml", "<error");
    }

    private static boolean beginsWith(Head head, String... beginnings) {
        String text = head.text().toLowerCase(Locale.ROOT);
        return List.of(beginnings).stream().anyMatch(text::startsWith);
    }

    private static Recognised inside(Wrapping wrapping, Path file) throws InterruptedIOException {
        Head content;
        try {
            content = Head.inside(file);
        } catch (DamageFound e) {
            return broken(wrapping, e.damage());
        } catch (InterruptedIOException e) {
            throw e;
        } catch (IOException e) {
            throw new IllegalStateException("every other IOException was turned into damage before", e);
        }
        if (content.isTooShort()) {
            return new Broken(wrapping.label() + " that breaks off before anything of its content can be told", true);
        }
        if (content.length() == 0) {
            return new NoBackup(wrapping.label() + " that holds nothing");
        }
        if (content.isEndOfTar()) {
            return new Restorable(wrapping.tar());
        }
        return inside(wrapping, look(content));
    }

    private static Recognised inside(Wrapping wrapping, Recognised content) {
        String label = wrapping.label() + " that holds " + content.label();
        if (content instanceof Restorable restorable) {
            return switch (restorable.format()) {
                case TAR -> new Restorable(wrapping.tar());
                case POSTGRESQL_PLAIN,
                        POSTGRESQL_CLUSTER,
                        MARIADB_SQL,
                        XBSTREAM,
                        SQLITE,
                        SQLITE_SQL,
                        REDIS_RDB,
                        REDIS_AOF,
                        QCOW2,
                        RAW_DISK,
                        CPIO -> restorable;
                default -> new NotYet(label);
            };
        }
        return content instanceof NoBackup ? new NoBackup(label) : new NotYet(label);
    }

    private static Recognised broken(Wrapping wrapping, Damage damage) {
        return switch (damage.code()) {
            case NOT_SUPPORTED -> new NotYet(wrapping.label() + " with a window that takes too much memory");
            case ARTIFACT_INCOMPLETE ->
                new Broken(wrapping.label() + " that ends before anything of its content can be told", true);
            default ->
                new Broken(wrapping.label() + " that is damaged before anything of its content can be told", false);
        };
    }
}
