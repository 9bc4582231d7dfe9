package io.restoreverifier.dump;

import io.restoreverifier.archive.Damage;
import io.restoreverifier.archive.Entry;
import io.restoreverifier.archive.Reading;
import io.restoreverifier.model.Lineage;
import io.restoreverifier.model.PhysicalBackup;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Gathers what there is of a physical backup among the entries of an archive, which may be anything else as well. Used once. */
public final class PhysicalFacts implements PhysicalEntries.Visitor {
    private static final int LONGEST_TEXT = 1 << 16;
    private static final int MOST_TEXTS = 64;
    private static final int MOST_SEGMENTS = 1_000_000;
    private static final int DISK_BLOCK = 4096;
    private static final Pattern TEXT =
            Pattern.compile("((?:[^/]+/){0,3})(PG_VERSION|backup_label|tablespace_map|backup_manifest)");
    private static final Pattern GLOBAL = Pattern.compile("((?:[^/]+/){0,3})global/[^/]+");
    private static final Pattern BASE = Pattern.compile("((?:[^/]+/){0,3})base\\.tar(?:\\.\\w+)?");
    private static final Pattern SEGMENT = Pattern.compile("((?:[^/]+/){0,3}?)(?:pg_wal/)?([0-9A-F]{24})");
    private static final Pattern TABLESPACE = Pattern.compile("((?:[^/]+/){0,3}?)pg_tblspc/(\\d{1,10})(?:/.*)?");
    private static final Pattern TABLESPACE_PIECE = Pattern.compile("((?:[^/]+/){0,3})(\\d{1,10})\\.tar(?:\\.\\w+)?");
    private static final Pattern BEGIN = Pattern.compile("(?m)^START WAL LOCATION: \\S+ \\(file ([0-9A-F]{24})\\)$");
    private static final Pattern STARTS = Pattern.compile("(?m)^START WAL LOCATION: (" + Lineage.NUMBER + ") ");
    private static final Pattern FROM = Pattern.compile("(?m)^INCREMENTAL FROM LSN: (" + Lineage.NUMBER + ")$");
    private static final Pattern SYSTEM = Pattern.compile("\"System-Identifier\": (\\d{1,20})");
    private static final Pattern MAPPED = Pattern.compile("(?m)^(\\d{1,10}) (.+)$");

    /** What was written in small files, by the piece and the folder that they lie in. */
    private final Map<Place, Map<String, String>> texts = new LinkedHashMap<>();

    private final Set<Place> clusters = new HashSet<>();
    private final Map<Place, SortedSet<String>> segments = new HashMap<>();
    private final Map<Place, Map<String, String>> links = new HashMap<>();
    private final Map<Place, Set<String>> inPlace = new HashMap<>();
    private final Map<String, Reading> pieces = new LinkedHashMap<>();
    private final Map<String, Map<String, String>> unsafe = new TreeMap<>();
    private long segmentBytes;
    private int gathered;
    private long inside;

    /** @param folder with a slash at its end, or empty */
    private record Place(String piece, String folder) {}

    @Override
    public void file(String piece, String path, Entry entry, InputStream data) throws IOException {
        inside += piece.isEmpty() ? 0 : (entry.bytes() + DISK_BLOCK) / DISK_BLOCK * DISK_BLOCK;
        Matcher text = TEXT.matcher(path);
        if (text.matches() && gathered++ < MOST_TEXTS) {
            texts.computeIfAbsent(new Place(piece, text.group(1)), p -> new HashMap<>())
                    .put(text.group(2), new String(data.readNBytes(LONGEST_TEXT), StandardCharsets.UTF_8));
        }
        Matcher global = GLOBAL.matcher(path);
        if (global.matches()) {
            clusters.add(new Place(piece, global.group(1)));
        }
        Matcher segment = SEGMENT.matcher(path);
        if (segment.matches()) {
            SortedSet<String> known =
                    segments.computeIfAbsent(new Place(piece, segment.group(1)), p -> new TreeSet<>());
            if (known.size() < MOST_SEGMENTS) {
                known.add(segment.group(2));
            }
            segmentBytes = entry.bytes();
        }
        Matcher tablespace = TABLESPACE.matcher(path);
        if (tablespace.matches()) {
            inPlace.computeIfAbsent(new Place(piece, tablespace.group(1)), p -> new HashSet<>())
                    .add(tablespace.group(2));
        }
    }

    @Override
    public void link(String piece, String path, String target) {
        Matcher tablespace = TABLESPACE.matcher(path);
        if (tablespace.matches()) {
            links.computeIfAbsent(new Place(piece, tablespace.group(1)), p -> new HashMap<>())
                    .put(tablespace.group(2), target);
        }
    }

    @Override
    public void piece(String path, Reading reading) {
        pieces.put(path, reading);
    }

    @Override
    public void refused(String piece, String name, String reason) {
        unsafe.computeIfAbsent(piece, p -> new LinkedHashMap<>()).putIfAbsent(name, reason);
    }

    /** What the archives in it take on a disk once they are unpacked. */
    public long bytesInside() {
        return inside;
    }

    /** What is wrong with each of the archives in it. */
    public Map<String, List<Damage>> damages() {
        Map<String, List<Damage>> damages = new LinkedHashMap<>();
        pieces.forEach((path, reading) -> damages.put(path, reading.damages()));
        return damages;
    }

    /** Names in the archives in it that must not be unpacked, with the reason, by the archive; of what lies open by none. */
    public Map<String, Map<String, String>> unsafe() {
        return new TreeMap<>(unsafe);
    }

    /** Empty when there is no physical backup of PostgreSQL. */
    public Optional<PhysicalBackup> backup() {
        Optional<PhysicalBackup> packed = pieces.keySet().stream()
                .filter(path -> BASE.matcher(path).matches())
                .flatMap(path -> packed(path).stream())
                .findFirst();
        return packed.or(() -> texts.keySet().stream()
                .filter(place -> place.piece().isEmpty() && clusters.contains(place))
                .filter(place -> major(place) > 0)
                .min(Comparator.comparing(place -> place.folder().length()))
                .map(this::open));
    }

    private Optional<PhysicalBackup> packed(String path) {
        String folder = path.substring(0, path.lastIndexOf('/') + 1);
        Place within = new Place(path, "");
        boolean manifest = text(new Place("", folder), "backup_manifest").isPresent();
        if (!manifest && major(within) == 0) {
            return Optional.empty();
        }
        Set<String> held = new HashSet<>();
        SortedSet<String> wal = new TreeSet<>(segments.getOrDefault(within, new TreeSet<>()));
        for (String piece : pieces.keySet()) {
            Matcher tablespace = TABLESPACE_PIECE.matcher(piece);
            if (tablespace.matches() && tablespace.group(1).equals(folder)) {
                held.add(tablespace.group(2));
            } else if (piece.startsWith(folder + "pg_wal.tar")) {
                wal.addAll(segments.getOrDefault(new Place(piece, ""), new TreeSet<>()));
            }
        }
        String base = path.substring(folder.length());
        return Optional.of(new PhysicalBackup(
                major(within),
                folder,
                base,
                manifest,
                begin(within),
                wal,
                segmentBytes,
                needed(within),
                held,
                lineage(within, new Place("", folder))));
    }

    private PhysicalBackup open(Place place) {
        return new PhysicalBackup(
                major(place),
                place.folder(),
                "",
                text(place, "backup_manifest").isPresent(),
                begin(place),
                segments.getOrDefault(place, new TreeSet<>()),
                segmentBytes,
                needed(place),
                inPlace.getOrDefault(place, Set.of()),
                lineage(place, place));
    }

    private Map<String, String> needed(Place place) {
        Map<String, String> needed = new TreeMap<>(links.getOrDefault(place, Map.of()));
        MAPPED.matcher(text(place, "tablespace_map").orElse(""))
                .results()
                .forEach(line -> needed.put(line.group(1), line.group(2)));
        return needed;
    }

    private Optional<String> begin(Place place) {
        return first(BEGIN, text(place, "backup_label").orElse(""));
    }

    private Lineage lineage(Place label, Place manifest) {
        String said = text(label, "backup_label").orElse("");
        Optional<Long> from = first(FROM, said).map(Lineage::number);
        return new Lineage(
                first(STARTS, said).map(Lineage::number).orElse(0L),
                from.map(OptionalLong::of).orElse(OptionalLong.empty()),
                first(SYSTEM, text(manifest, "backup_manifest").orElse("")).orElse(""));
    }

    private static Optional<String> first(Pattern pattern, String said) {
        Matcher found = pattern.matcher(said);
        return found.find() ? Optional.of(found.group(1)) : Optional.empty();
    }

    private int major(Place place) {
        return text(place, "PG_VERSION")
                .map(String::strip)
                .filter(version -> version.matches("\\d{1,2}"))
                .map(Integer::parseInt)
                .orElse(0);
    }

    private Optional<String> text(Place place, String name) {
        return Optional.ofNullable(texts.getOrDefault(place, Map.of()).get(name));
    }
}
