package io.restoreverifier.restore;

import io.restoreverifier.archive.ArchiveReader;
import io.restoreverifier.archive.Entry;
import io.restoreverifier.archive.EntryRules;
import io.restoreverifier.archive.EntryVisitor;
import io.restoreverifier.archive.Limits;
import io.restoreverifier.archive.Ruling;
import io.restoreverifier.archive.TarRelay;
import io.restoreverifier.sandbox.Sandbox;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A dump in directory format, which pg_restore reads file by file, and so is unpacked into the sandbox. */
final class DirectoryDump implements EntryVisitor {
    private static final String NAME = "dump";
    private static final Pattern MEMBER =
            Pattern.compile("((?:[^/]+/)*)(?:toc\\.dat|\\w+\\.dat(?:\\.(?:gz|lz4|zst))?|blobs\\w*\\.toc)");

    private final TarRelay relay;
    private final EntryRules rules = new EntryRules(Limits.READ_THROUGH, 0);
    private Optional<String> folder = Optional.empty();

    private DirectoryDump(TarRelay relay) {
        this.relay = relay;
    }

    /** Unpacks it, and says where it lies, as commands see it. */
    static String unpack(Sandbox sandbox, RestoreRequest request) {
        String[] folder = {""};
        SandboxTar.unpack(sandbox, request.limit(), relay -> {
            relay.folder(NAME);
            DirectoryDump dump = new DirectoryDump(relay);
            new ArchiveReader(Limits.READ_THROUGH, request.progress())
                    .read(
                            request.artifact().file(),
                            ArchiveReader.formatOf(request.artifact().file()),
                            dump);
            folder[0] = dump.folder.orElse("");
        });
        return sandbox.dataFolder() + "/" + NAME + "/" + folder[0];
    }

    @Override
    public boolean visit(Entry entry, InputStream data) throws IOException {
        if (rules.judge(entry) instanceof Ruling.Allowed allowed && allowed.kind() == Entry.Kind.FILE) {
            Matcher member = MEMBER.matcher(allowed.path());
            if (member.matches()) {
                relay.file(NAME + "/" + allowed.path(), entry.bytes(), data);
            }
            if (member.matches() && folder.isEmpty() && allowed.path().endsWith("toc.dat")) {
                folder = Optional.of(member.group(1));
            }
        }
        return true;
    }
}
