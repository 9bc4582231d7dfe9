package io.restoreverifier.restore;

import io.restoreverifier.archive.ArchiveReader;
import io.restoreverifier.archive.Entry;
import io.restoreverifier.archive.EntryVisitor;
import io.restoreverifier.archive.Limits;
import io.restoreverifier.archive.TarRelay;
import io.restoreverifier.archive.Unwrapped;
import io.restoreverifier.archive.Wrapping;
import io.restoreverifier.model.FetchedArtifact;
import io.restoreverifier.model.PhysicalBackup;
import io.restoreverifier.sandbox.Sandbox;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The WAL that production has archived since a backup, unpacked beside the data directory, for recovery to take from there. */
final class WalArchive implements EntryVisitor {
    private static final String NAME = "wal";
    private static final Pattern MEMBER = Pattern.compile("(?:[^/]+/)*([0-9A-F]{24}|[0-9A-F]{8}\\.history)");
    private static final int SEGMENT = 24;

    private final SortedSet<String> segments = new TreeSet<>();
    private final TarRelay relay;
    private long segmentBytes;

    private WalArchive(TarRelay relay) {
        this.relay = relay;
    }

    /** Unpacks it, and tells what backup and archive hold together. */
    static PhysicalBackup unpack(Sandbox sandbox, RestoreRequest request, PhysicalBackup backup) {
        FetchedArtifact archived = request.companions().get(0);
        PhysicalBackup[] together = {backup};
        SandboxTar.unpack(sandbox, request.limit(), relay -> {
            relay.folder(NAME);
            WalArchive archive = new WalArchive(relay);
            new ArchiveReader(Limits.READ_THROUGH, request.progress())
                    .read(
                            archived.file(),
                            Wrapping.of(Unwrapped.head(archived.file())).tar(),
                            archive);
            together[0] = archive.with(backup);
        });
        return together[0];
    }

    /** What makes recovery take from it, and stop. */
    static Map<String, String> settings(Sandbox sandbox, Optional<Instant> target) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("restore_command", "cp " + sandbox.dataFolder() + "/" + NAME + "/%f \"%p\"");
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
            relay.file(NAME + "/" + member.group(1), entry.bytes(), data);
            if (member.group(1).length() == SEGMENT) {
                segments.add(member.group(1));
                segmentBytes = entry.bytes();
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
                backup.heldTablespaces());
    }
}
