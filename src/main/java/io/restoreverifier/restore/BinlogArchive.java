package io.restoreverifier.restore;

import io.restoreverifier.archive.ArchiveReader;
import io.restoreverifier.archive.BulkReads;
import io.restoreverifier.archive.Entry;
import io.restoreverifier.archive.EntryVisitor;
import io.restoreverifier.archive.Limits;
import io.restoreverifier.archive.TarRelay;
import io.restoreverifier.archive.Unwrapped;
import io.restoreverifier.archive.Wrapping;
import io.restoreverifier.dump.BinlogScan;
import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.FetchedArtifact;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.MariadbBackup.BinlogPosition;
import io.restoreverifier.model.Stage;
import io.restoreverifier.sandbox.Sandbox;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The binary logs that production has kept since a backup, unpacked beside the data, each event held against its checksum meanwhile. */
final class BinlogArchive implements EntryVisitor {
    static final String NAME = "binlogs";
    private static final Pattern MEMBER = Pattern.compile("(?:[^/]+/)*([A-Za-z0-9_.-]{1,200}\\.\\d{6,10})");

    private final TarRelay relay;
    private final SortedMap<String, BinlogScan> files =
            new TreeMap<>(Comparator.comparing(BinlogArchive::number).thenComparing(name -> name));

    private BinlogArchive(TarRelay relay) {
        this.relay = relay;
    }

    /**
     * What was unpacked.
     *
     * @param files that are to be replayed, in their order
     * @param end when the last event was
     */
    record Kept(List<String> files, Optional<Instant> end, List<Finding> findings) {}

    /** @param from where the backup stood */
    static Kept unpack(Sandbox sandbox, RestoreRequest request, BinlogPosition from) {
        FetchedArtifact archived = request.companions().get(0);
        String name = archived.artifact().name();
        List<Finding> findings = new ArrayList<>();
        BinlogArchive[] archive = new BinlogArchive[1];
        try {
            SandboxTar.unpack(sandbox, request.limit(), relay -> {
                relay.folder(NAME);
                archive[0] = new BinlogArchive(relay);
                new ArchiveReader(Limits.READ_THROUGH, request.progress())
                        .read(
                                archived.file(),
                                Wrapping.of(Unwrapped.head(archived.file())).tar(),
                                archive[0])
                        .damages()
                        .forEach(damage -> findings.add(damage.toFinding(Stage.RESTORE, name)));
            });
        } catch (UncheckedIOException | CannotTell e) {
            if (findings.isEmpty()) {
                throw e;
            }
            return new Kept(List.of(), Optional.empty(), findings);
        }
        if (findings.isEmpty()) {
            findings.addAll(archive[0].gaps(name, from));
        }
        return archive[0].kept(from, findings);
    }

    private Kept kept(BinlogPosition from, List<Finding> findings) {
        SortedMap<String, BinlogScan> since = files.tailMap(from.file());
        Optional<Instant> end =
                since.values().stream().flatMap(scan -> scan.last().stream()).max(Instant::compareTo);
        return new Kept(List.copyOf(since.keySet()), end, findings);
    }

    private List<Finding> gaps(String name, BinlogPosition from) {
        List<Finding> findings = new ArrayList<>();
        if (files.isEmpty()) {
            findings.add(incomplete(
                    name, name + " holds no binary log", "is it the folder that holds production's log-bin files?"));
            return findings;
        }
        if (!files.containsKey(from.file())) {
            findings.add(
                    incomplete(
                            from.file(),
                            "binary log " + from.file() + ", in which the backup was made, is missing: there are "
                                    + files.firstKey() + " to " + files.lastKey(),
                            "keep every binary log since the backup: binlog_expire_logs_seconds must not be shorter than that"));
            return findings;
        }
        String before = from.file();
        for (String file : files.tailMap(from.file()).keySet()) {
            if (!file.equals(before) && number(file) != number(before) + 1) {
                findings.add(incomplete(
                        file,
                        "a binary log is missing between " + before + " and " + file,
                        "keep every binary log since the backup"));
            }
            before = file;
        }
        files.tailMap(from.file()).forEach((file, scan) -> damage(file, scan).ifPresent(findings::add));
        return findings;
    }

    private static Optional<Finding> damage(String file, BinlogScan scan) {
        if (scan.damage().isPresent()) {
            return Optional.of(Finding.error(
                    FindingCode.ARTIFACT_CORRUPT,
                    Stage.RESTORE,
                    file,
                    "binary log " + file + " " + scan.damage().get(),
                    "compare with production's; look at the disk or the transfer it came through"));
        }
        return scan.isWhole()
                ? Optional.empty()
                : Optional.of(incomplete(
                        file,
                        "binary log " + file + " ends within an event",
                        "let the job say FLUSH BINARY LOGS and copy those before the newest"));
    }

    static Finding incomplete(String subject, String message, String hint) {
        return Finding.error(FindingCode.ARTIFACT_INCOMPLETE, Stage.RESTORE, subject, message, hint);
    }

    private static long number(String name) {
        return Long.parseLong(name.substring(name.lastIndexOf('.') + 1));
    }

    @Override
    public boolean visit(Entry entry, InputStream data) throws IOException {
        Matcher member = MEMBER.matcher(entry.name());
        if (entry.kind() == Entry.Kind.FILE && member.matches()) {
            BinlogScan scan = new BinlogScan();
            relay.file(NAME + "/" + member.group(1), entry.bytes(), new Scanned(data, scan));
            if (scan.isOne()) {
                files.put(member.group(1), scan);
            }
        }
        return true;
    }

    /** Lets a scan hear what is read. */
    private static final class Scanned extends BulkReads {
        private final BinlogScan scan;

        Scanned(InputStream in, BinlogScan scan) {
            super(in);
            this.scan = scan;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int n = in.read(buffer, offset, length);
            if (n > 0) {
                scan.take(offset == 0 ? buffer : Arrays.copyOfRange(buffer, offset, offset + n), n);
            }
            return n;
        }
    }
}
