package io.restoreverifier.inspect;

import io.restoreverifier.archive.Damage;
import io.restoreverifier.archive.Entry;
import io.restoreverifier.archive.Limits;
import io.restoreverifier.dump.PhysicalEntries;
import io.restoreverifier.dump.PhysicalFacts;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.PhysicalBackup;
import io.restoreverifier.model.Stage;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Looks, while an archive is walked, whether it holds a physical backup of PostgreSQL, and whether that is whole. Used once. */
final class PhysicalInspection {
    private static final int UNSAFE_SHOWN = 20;
    private static final Pattern OWN_LINK = Pattern.compile("(?:[^/]+/){0,3}(?:pg_tblspc/\\d{1,10}|pg_wal)");

    private final PhysicalFacts facts = new PhysicalFacts();
    private final PhysicalEntries entries;

    /** @param artifact how many bytes it has */
    PhysicalInspection(long artifact) {
        this.entries = new PhysicalEntries(Limits.READ_THROUGH, artifact, facts);
    }

    /** Whether it is a link that servers make: to a tablespace, or to where the WAL lies. */
    static boolean isOwnLink(Entry entry) {
        return entry.kind() == Entry.Kind.SYMBOLIC_LINK
                && OWN_LINK.matcher(entry.name()).matches();
    }

    void visit(Entry entry, InputStream data) throws IOException {
        entries.visit(entry, data);
    }

    Optional<PhysicalBackup> backup() {
        return facts.backup();
    }

    /** Whether a manifest names the checksum of each file. */
    boolean provesItself() {
        return backup().filter(PhysicalBackup::manifest).isPresent();
    }

    long bytesInside() {
        return facts.bytesInside();
    }

    /** What is wrong with the archives in it; nothing where there is no such backup. */
    List<Finding> findings(String artifact) {
        if (backup().isEmpty()) {
            return List.of();
        }
        List<Finding> findings = new ArrayList<>();
        facts.damages()
                .forEach((piece, damages) -> damages.forEach(damage -> findings.add(damaged(artifact, piece, damage))));
        Map<String, Map<String, String>> unsafe = facts.unsafe();
        // What lies open is judged by whoever walks the archive.
        unsafe.remove("");
        unsafe.forEach((piece, names) -> names.entrySet().stream()
                .limit(UNSAFE_SHOWN)
                .forEach(name -> findings.add(Finding.error(
                        FindingCode.UNSAFE_ENTRY,
                        Stage.INSPECT,
                        name.getKey(),
                        "unsafe to unpack in " + piece + ": " + name.getValue(),
                        "find out who put it into the archive before anything unpacks it"))));
        return findings;
    }

    private static Finding damaged(String artifact, String piece, Damage damage) {
        Finding whole = damage.toFinding(Stage.INSPECT, artifact);
        return new Finding(
                whole.code(),
                whole.severity(),
                whole.stage(),
                artifact,
                PhysicalEntries.told(piece, damage),
                whole.hint());
    }
}
