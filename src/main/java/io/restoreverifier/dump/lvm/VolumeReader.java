package io.restoreverifier.dump.lvm;

import io.restoreverifier.dump.DumpDamage;
import io.restoreverifier.dump.lvm.LogicalVolume.Piece;
import io.restoreverifier.dump.lvm.VolumeGroup.Member;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Makes logical volumes of what a group says of them. No two of them may take the same extent. Used once. */
final class VolumeReader {
    private static final Set<String> HOLDS_VOLUMES = Set.of("thin-pool", "cache-pool", "vdo-pool");
    private static final String LINEAR = "linear";
    /** In bytes; nothing that is made of it overflows. */
    private static final long LARGEST = 1L << 61;

    private final String group;
    private final long extent;
    private final Map<String, Member> members;
    private final Map<String, TreeMap<Long, Long>> taken = new HashMap<>();
    private final Set<String> snapshots = new HashSet<>();
    private final Set<String> merging = new HashSet<>();
    private final Set<String> used = new HashSet<>();

    /**
     * @param extent in bytes
     * @param members by the names that the text has for them
     */
    VolumeReader(String group, long extent, Map<String, Member> members) {
        this.group = group;
        this.extent = extent;
        this.members = members;
    }

    List<LogicalVolume> read(Section volumes) throws DumpDamage {
        for (Section volume : volumes.sections().values()) {
            for (Section segment : volume.sections().values()) {
                segment.allTexts().forEach(used::add);
                snapshots.addAll(segment.texts("cow_store"));
                if (!segment.texts("merging_store").isEmpty()) {
                    merging.addAll(segment.texts("merging_store"));
                    merging.addAll(segment.texts("origin"));
                }
            }
        }
        List<LogicalVolume> read = new ArrayList<>();
        for (Map.Entry<String, Section> entry : volumes.sections().entrySet()) {
            LogicalVolume volume = volume(Section.name(entry.getKey()), entry.getValue());
            if (isSeen(entry.getKey(), entry.getValue())) {
                read.add(volume);
            }
        }
        return read;
    }

    /**
     * What keeps a snapshot is hidden, though a machine sees it as the snapshot; and what no other is made of is not passed over,
     * unless it is set aside, or says of two others that one is the snapshot of the other.
     */
    private boolean isSeen(String name, Section volume) {
        boolean nothing = name.endsWith("_pmspare")
                || name.equals("lvmlock")
                || volume.sections().values().stream()
                        .anyMatch(s -> !s.texts("cow_store").isEmpty()
                                || !s.texts("merging_store").isEmpty());
        return snapshots.contains(name)
                || merging.contains(name)
                || volume.texts("status").contains("VISIBLE")
                || !nothing && !used.contains(name);
    }

    private LogicalVolume volume(String name, Section section) throws DumpDamage {
        String own = group + "/" + name;
        List<Piece> pieces = new ArrayList<>();
        Kind kind = snapshots.contains(name)
                ? new Kind("snapshot", "is a snapshot of another")
                : new Kind(LINEAR, merging.contains(name) ? "is being merged with a snapshot" : "");
        long extents = 0;
        long count = section.number("segment_count", Integer.MAX_VALUE);
        if (count != section.sections().size()) {
            throw LvmDamage.corrupt(
                    "volume " + own + " (LVM2) has " + section.sections().size() + " segments, expected " + count);
        }
        String pool = "";
        for (int i = 1; i <= count; i++) {
            Section segment = section.section("segment" + i);
            if (segment.number("start_extent", Long.MAX_VALUE) != extents) {
                throw LvmDamage.corrupt("the segments of volume " + own + " (LVM2) overlap, or leave a gap");
            }
            long length = segment.number("extent_count", LARGEST / extent - extents);
            Kind part = kind(own, segment, length, pieces);
            pool = segment.texts("thin_pool").stream()
                    .findFirst()
                    .map(of -> group + "/" + of)
                    .orElse(pool);
            kind = kind.lack().isEmpty() ? part : kind;
            extents += length;
        }
        if (extents == 0) {
            throw LvmDamage.corrupt("volume " + own + " (LVM2) has no segment");
        }
        List<Piece> whole = kind.lack().isEmpty() ? LogicalVolume.joined(pieces) : List.of();
        boolean holdsVolumes = HOLDS_VOLUMES.contains(kind.type());
        return new LogicalVolume(own, kind.type(), extents * extent, kind.lack(), pool, holdsVolumes, whole);
    }

    /** What a segment is, and why it is not read; empty when it is. */
    private record Kind(String type, String lack) {}

    private Kind kind(String volume, Section segment, long length, List<Piece> pieces) throws DumpDamage {
        String type = Section.name(segment.text("type")).replaceFirst("\\+.*", "");
        if (!type.equals("striped")) {
            return new Kind(type, "is of type " + type);
        }
        List<String> areas = segment.texts("stripes");
        long stripes = segment.number("stripe_count", areas.size() / 2);
        if (stripes == 0 || areas.size() != 2 * stripes || length == 0 || length % stripes != 0) {
            throw LvmDamage.corrupt("a segment of volume " + volume + " (LVM2) is not what its stripes say");
        }
        String lack = stripes > 1 ? "lies in stripes over " + stripes + " areas" : "";
        for (int i = 0; i < areas.size(); i += 2) {
            long from = Section.number("stripes", areas.get(i + 1), Long.MAX_VALUE);
            Member member = members.get(areas.get(i));
            if (member == null) {
                lack = "lies on another volume, " + Section.name(areas.get(i));
            } else {
                take(volume, member, from, length / stripes);
                pieces.add(new Piece(member.id(), member.start() + from * extent, length * extent));
                lack = member.missing() ? "lies on a physical volume that its group takes for lost" : lack;
            }
        }
        return new Kind(stripes > 1 ? "striped" : LINEAR, lack);
    }

    private void take(String volume, Member member, long from, long length) throws DumpDamage {
        if (from > member.extents() || length > member.extents() - from) {
            throw LvmDamage.corrupt("a segment of volume " + volume + " (LVM2) ends beyond its physical volume, "
                    + member.name() + " of " + member.extents() + " extents");
        }
        TreeMap<Long, Long> own = taken.computeIfAbsent(member.name(), name -> new TreeMap<>());
        Map.Entry<Long, Long> before = own.lowerEntry(from + length);
        if (before != null && before.getValue() > from) {
            throw LvmDamage.corrupt(
                    "volume " + volume + " (LVM2) takes extents of " + member.name() + " that another segment has");
        }
        own.put(from, from + length);
    }
}
