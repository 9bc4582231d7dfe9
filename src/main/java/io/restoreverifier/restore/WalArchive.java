package io.restoreverifier.restore;

import io.restoreverifier.archive.ArchiveReader;
import io.restoreverifier.archive.Entry;
import io.restoreverifier.archive.EntryVisitor;
import io.restoreverifier.archive.Limits;
import io.restoreverifier.archive.Reading;
import io.restoreverifier.archive.SafeName;
import io.restoreverifier.archive.TarRelay;
import io.restoreverifier.archive.Unwrapped;
import io.restoreverifier.archive.Wrapping;
import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.FetchedArtifact;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.PhysicalBackup;
import io.restoreverifier.model.Stage;
import io.restoreverifier.sandbox.Sandbox;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The WAL that production has archived since a backup, unpacked beside the data directory, for recovery to take from there. */
final class WalArchive implements EntryVisitor {
    private static final String NAME = "wal";
    private static final Pattern MEMBER =
            Pattern.compile("(?:[^/]+/)*([0-9A-F]{24}|[0-9A-F]{8}\\.history)(?:\\.(?:gz|bz2|xz|zst|zstd|lz4))?");
    private static final int SEGMENT = 24;
    private static final int TIMELINE = 8;

    private final SortedSet<String> segments = new TreeSet<>();
    private final Set<String> histories = new HashSet<>();
    private final List<Finding> damaged = new ArrayList<>();
    private final TarRelay relay;
    private long segmentBytes;

    private WalArchive(TarRelay relay) {
        this.relay = relay;
    }

    /**
     * What was unpacked.
     *
     * @param together what backup and archive hold together
     * @param findings what is wrong with the archive itself
     */
    record Archived(PhysicalBackup together, List<Finding> findings) {}

    static Archived unpack(Sandbox sandbox, RestoreRequest request, PhysicalBackup backup) {
        FetchedArtifact archived = request.companions().get(0);
        Archived[] unpacked = new Archived[1];
        try {
            SandboxTar.unpack(sandbox, request.limit(), relay -> {
                relay.folder(NAME);
                WalArchive archive = new WalArchive(relay);
                Reading reading = new ArchiveReader(Limits.READ_THROUGH, request.progress())
                        .read(
                                archived.file(),
                                Wrapping.of(Unwrapped.head(archived.file())).tar(),
                                archive);
                unpacked[0] = archive.held(backup, reading, archived.artifact().name());
            });
        } catch (UncheckedIOException | CannotTell e) {
            // An archive that breaks off leaves its last file half passed on, and that is told already.
            if (unpacked[0] == null || unpacked[0].findings().isEmpty()) {
                throw e;
            }
        }
        return unpacked[0];
    }

    private Archived held(PhysicalBackup backup, Reading reading, String name) {
        List<Finding> findings = new ArrayList<>(damaged);
        reading.damages().forEach(damage -> findings.add(damage.toFinding(Stage.RESTORE, name)));
        if (segments.isEmpty()) {
            findings.add(incomplete(
                    name,
                    name + " holds " + reading.entries() + " entries and no WAL segment, expected at least one",
                    "is it the folder that archive_command copies to?"));
        }
        findings.addAll(unfollowed(name));
        return new Archived(with(backup), findings);
    }

    /** Recovery follows to a later timeline by its history file only, and stops before it without a word. */
    private List<Finding> unfollowed(String name) {
        return segments.stream()
                .map(segment -> segment.substring(0, TIMELINE))
                .filter(timeline -> Integer.parseUnsignedInt(timeline, 16) > 1 && !histories.contains(timeline))
                .distinct()
                .map(timeline -> incomplete(
                        name,
                        name + " holds segments of timeline " + timeline + ", and no " + timeline + ".history",
                        "archive the history files too: without them recovery ends where the timeline begins"))
                .toList();
    }

    private static Finding incomplete(String subject, String message, String hint) {
        return Finding.error(FindingCode.ARTIFACT_INCOMPLETE, Stage.RESTORE, subject, message, hint);
    }

    /** What makes recovery take from it, and stop. */
    static Map<String, String> settings(Sandbox sandbox, Optional<Instant> target) {
        Map<String, String> settings = settings(target);
        settings.put("restore_command", "cp " + sandbox.dataFolder() + "/" + NAME + "/%f \"%p\"");
        return settings;
    }

    /** What makes recovery go on by the WAL in the data directory alone, also to a later timeline, and stop. */
    static Map<String, String> settings(Optional<Instant> target) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("restore_command", "false");
        settings.put("recovery_target_action", "promote");
        // Names of zones, Z included, are not known yet when a server reads its command line.
        target.ifPresent(time -> settings.put(
                "recovery_target_time", time.toString().replace('T', ' ').replace("Z", "+00")));
        return settings;
    }

    @Override
    public boolean visit(Entry entry, InputStream data) throws IOException {
        Matcher member = MEMBER.matcher(entry.name());
        if (entry.kind() == Entry.Kind.FILE && member.matches()) {
            WalMember file = new WalMember(SafeName.shown(entry.name()));
            file.pass(relay, NAME + "/" + member.group(1), entry, data).ifPresent(damaged::add);
            if (member.group(1).length() == SEGMENT) {
                segments.add(member.group(1));
                segmentBytes = file.bytes();
            } else {
                histories.add(member.group(1).substring(0, TIMELINE));
            }
        }
        return true;
    }

    private PhysicalBackup with(PhysicalBackup backup) {
        segments.addAll(backup.segments());
        return new PhysicalBackup(
                backup.major(),
                backup.folder(),
                backup.base(),
                backup.manifest(),
                backup.beginsWith(),
                segments,
                Math.max(segmentBytes, backup.segmentBytes()),
                backup.tablespaces(),
                backup.heldTablespaces(),
                backup.lineage());
    }
}
