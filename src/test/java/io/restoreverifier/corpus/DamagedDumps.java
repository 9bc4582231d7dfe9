package io.restoreverifier.corpus;

import static io.restoreverifier.corpus.Sample.DATABASE;
import static io.restoreverifier.model.FindingCode.ARTIFACT_CORRUPT;
import static io.restoreverifier.model.FindingCode.ARTIFACT_EMPTY;
import static io.restoreverifier.model.FindingCode.ARTIFACT_FROM_THE_FUTURE;
import static io.restoreverifier.model.FindingCode.ARTIFACT_INCOMPLETE;
import static io.restoreverifier.model.FindingCode.ARTIFACT_MISSING;
import static io.restoreverifier.model.FindingCode.ARTIFACT_STALE;
import static io.restoreverifier.model.FindingCode.CHECKSUM_MISMATCH;
import static io.restoreverifier.model.FindingCode.CHECKSUM_MISSING;
import static io.restoreverifier.model.FindingCode.MIGRATION_MISMATCH;
import static io.restoreverifier.model.FindingCode.OBJECT_MISSING;
import static io.restoreverifier.model.FindingCode.QUERY_FAILED;
import static io.restoreverifier.model.FindingCode.RESTORED_NOTHING;
import static io.restoreverifier.model.FindingCode.RESTORE_ERRORS;
import static io.restoreverifier.model.FindingCode.ROWS_DIFFER;
import static io.restoreverifier.model.FindingCode.RPO_EXCEEDED;
import static io.restoreverifier.model.FindingCode.TABLE_MISSING;
import static io.restoreverifier.model.FindingCode.UNKNOWN_FORMAT;
import static io.restoreverifier.model.FindingCode.VERSION_MISMATCH;

import io.restoreverifier.model.FindingCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Dumps of the sample database whose file is not what pg_dump wrote. */
final class DamagedDumps {
    private DamagedDumps() {}

    static List<Variant> variants() {
        return List.of(
                Variant.whole(DATABASE, "dump-whole", "nothing: the committed dump", n -> n.generations(0)),
                Variant.whole(
                        DATABASE,
                        "dump-without-checksum",
                        "nothing but the checksum beside it",
                        n -> n.newest(n.whole())),
                broken("dump-missing", "the folder is empty", ARTIFACT_MISSING, n -> {}),
                broken(
                        "dump-of-another-name",
                        "only dumps of roles lie there",
                        ARTIFACT_MISSING,
                        n -> n.file("globals-20261121T021500Z.sql", "-- roles")),
                broken("dump-stale", "the job has not run for two nights", ARTIFACT_STALE, n -> n.generations(2))
                        .besides(RPO_EXCEEDED),
                broken(
                                "dump-from-the-future",
                                "the time in its name is tomorrow's",
                                ARTIFACT_FROM_THE_FUTURE,
                                n -> n.file(DATABASE.nameAt("20261122T021500Z"), n.whole()))
                        .besides(ARTIFACT_MISSING),
                broken(
                        "dump-half-uploaded",
                        "it still has the name of an unfinished upload",
                        ARTIFACT_MISSING,
                        n -> n.file(DATABASE.name(0) + ".part", Bytes.first(n.whole(), 50))),
                broken(
                        "dump-still-growing",
                        "somebody is still writing to it",
                        ARTIFACT_MISSING,
                        n -> n.newest(n.whole())),
                broken("dump-empty", "it has no bytes", ARTIFACT_EMPTY, n -> n.newest("")),
                broken(
                        "dump-zero-filled",
                        "each of its bytes is zero",
                        ARTIFACT_CORRUPT,
                        n -> n.newest(new byte[n.whole().length])),
                broken(
                        "dump-is-an-error-page",
                        "a proxy's error page was saved in its place",
                        UNKNOWN_FORMAT,
                        n -> n.newest("<!DOCTYPE html>\n<html><head><title>502 Bad Gateway</title></head></html>\n")),
                broken(
                        "dump-is-a-log-line",
                        "a line of a log was saved in its place",
                        UNKNOWN_FORMAT,
                        n -> n.newest("2026-11-21 02:15:00 UTC [4711] LOG:  checkpoint starting: time\n")),
                broken(
                        "dump-is-an-error-of-pg_dump",
                        "pg_dump's error was saved in its place",
                        UNKNOWN_FORMAT,
                        n -> n.newest("pg_dump: error: connection to server on socket failed: No such file\n")),
                broken(
                        "dump-is-a-code-archive",
                        "an archive of the code base was saved in its place",
                        UNKNOWN_FORMAT,
                        n -> n.newest(Sample.CODE.bytes(0))),
                truncated("dump-truncated-at-1-percent", 1),
                truncated("dump-truncated-at-10-percent", 10),
                truncated("dump-truncated-at-50-percent", 50).withOlder(),
                truncated("dump-truncated-at-99-percent", 99),
                broken(
                        "dump-truncated-by-one-byte",
                        "its last byte is missing",
                        ARTIFACT_INCOMPLETE,
                        n -> n.newest(Bytes.cut(n.whole(), n.whole().length - 1))),
                broken(
                        "dump-of-its-first-five-bytes",
                        "it ends after its magic number",
                        ARTIFACT_INCOMPLETE,
                        n -> n.newest(Bytes.cut(n.whole(), 5))),
                broken(
                        "dump-flipped-in-header",
                        "one bit of its format number is flipped",
                        ARTIFACT_CORRUPT,
                        n -> n.newest(Bytes.flipped(n.whole(), 10, 1))),
                broken(
                        "dump-flipped-in-time",
                        "one bit of the month it was written in is flipped",
                        ARTIFACT_CORRUPT,
                        n -> n.newest(Bytes.flipped(n.whole(), 0x26, 0x40))),
                broken(
                        "dump-flipped-in-count",
                        "one bit of its number of entries is flipped",
                        ARTIFACT_CORRUPT,
                        n -> n.newest(Bytes.flipped(n.whole(), 0x8b, 0x40))),
                broken(
                        "dump-flipped-in-contents",
                        "one bit of a length in its table of contents is flipped",
                        ARTIFACT_CORRUPT,
                        n -> n.newest(Bytes.flipped(
                                n.whole(), Bytes.find(n.whole(), "CREATE TABLE public.contacts") - 2, 0x40))),
                broken(
                                "dump-flipped-in-definition",
                                "one bit of a table's definition is flipped",
                                RESTORE_ERRORS,
                                n -> n.newest(Bytes.flipped(
                                        n.whole(), Bytes.find(n.whole(), "CREATE TABLE public.contacts"), 0x20 + 0x02)))
                        .besides(TABLE_MISSING, OBJECT_MISSING),
                flipped("dump-flipped-in-first-data", 20),
                flipped("dump-flipped-in-the-middle", 50).withOlder(),
                flipped("dump-flipped-in-last-data", 98),
                broken(
                        "dump-with-a-lost-page",
                        "4 KiB in its middle are zero",
                        ARTIFACT_CORRUPT,
                        n -> n.newest(Bytes.zeroed(n.whole(), n.whole().length / 2, 4096))),
                broken(
                        "dump-with-a-hole",
                        "512 bytes in its middle are left out",
                        ARTIFACT_CORRUPT,
                        n -> n.newest(Bytes.without(n.whole(), n.whole().length / 2, 512))),
                broken(
                        "dump-sent-as-text",
                        "each line feed became a carriage return and a line feed",
                        ARTIFACT_CORRUPT,
                        n -> n.newest(Bytes.asText(n.whole()))),
                broken(
                                "dump-of-a-newer-pg_dump",
                                "it was written by pg_dump 18, and the entry restores with version 15",
                                VERSION_MISMATCH,
                                n -> n.newest(Files.readAllBytes(Path.of("src/test/resources/inspect/sample-18.dump"))))
                        .besides(
                                RESTORED_NOTHING,
                                TABLE_MISSING,
                                ROWS_DIFFER,
                                OBJECT_MISSING,
                                QUERY_FAILED,
                                MIGRATION_MISMATCH),
                broken("dump-with-wrong-checksum", "the checksum beside it is another dump's", CHECKSUM_MISMATCH, n -> {
                    n.newest(n.whole());
                    n.file(DATABASE.name(0) + ".sha256", "0".repeat(64) + "  " + DATABASE.name(0) + "\n");
                }),
                broken(
                        "dump-with-unreadable-checksum",
                        "the checksum beside it is an error page",
                        CHECKSUM_MISMATCH,
                        n -> {
                            n.newest(n.whole());
                            n.file(DATABASE.name(0) + ".sha256", "<html>502 Bad Gateway</html>\n");
                        }),
                broken(
                                "dump-without-required-checksum",
                                "no checksum lies beside it, and the entry requires one",
                                CHECKSUM_MISSING,
                                n -> n.newest(n.whole()))
                        .saying("checksum: required", "checksum: if-present"));
    }

    private static Variant truncated(String name, int percent) {
        return broken(
                name,
                "it ends after " + percent + " % of its bytes",
                ARTIFACT_INCOMPLETE,
                n -> n.newest(Bytes.first(n.whole(), percent)));
    }

    private static Variant flipped(String name, int percent) {
        return broken(
                name,
                "one bit is flipped after " + percent + " % of its bytes, in a table's data",
                ARTIFACT_CORRUPT,
                n -> n.newest(Bytes.flipped(n.whole(), (int) (n.whole().length * (long) percent / 100), 0x10)));
    }

    private static Variant broken(String name, String differs, FindingCode code, Variant.Damage damage) {
        return Variant.broken(DATABASE, name, differs, code, damage);
    }
}
