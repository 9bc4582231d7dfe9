package io.restoreverifier.dump.lvm;

import io.restoreverifier.archive.Quantity;
import io.restoreverifier.dump.DumpDamage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A group of physical volumes and what logical volumes are made of them.
 *
 * @param name of letters, digits and {@code _+.-}
 * @param id which stays when it is renamed
 * @param sequence which grows with every change
 * @param members physical volumes by their ids, without dashes
 * @param volumes those that a machine could use
 */
public record VolumeGroup(
        String name, String id, long sequence, Map<String, Member> members, List<LogicalVolume> volumes) {
    private static final int SECTOR = 512;
    private static final int MOST_VOLUMES = 1000;
    /** In sectors; nothing that is made of it overflows. */
    private static final long LARGEST = 1L << 52;

    public VolumeGroup {
        members = Map.copyOf(members);
        volumes = List.copyOf(volumes);
    }

    /**
     * A physical volume, as the group has it.
     *
     * @param name which only these metadata use, such as {@code pv0}
     * @param start of its first extent, in bytes
     * @param extents how many it has
     * @param end of its last extent, in bytes
     * @param missing whether the group takes it for lost, so that what is on it may be old
     */
    public record Member(String id, String name, long start, long extents, long end, boolean missing) {}

    /**
     * Holds the length of one of its physical volumes against what the group has on it.
     *
     * @param id of the physical volume; one that it does not know has any length
     * @throws DumpDamage when its extents end beyond it
     */
    public void requireWithin(String id, long bytes) throws DumpDamage {
        Member member = members.get(id);
        if (member != null && member.end() > bytes) {
            throw LvmDamage.cutOff("it ends after " + Quantity.bytes(bytes) + ", group " + name
                    + " (LVM2) has extents on it up to " + Quantity.bytes(member.end()));
        }
    }

    /**
     * The newer one of two copies of its metadata.
     *
     * @throws DumpDamage when they are of the same change and do not say the same
     */
    public VolumeGroup newer(VolumeGroup other) throws DumpDamage {
        if (sequence == other.sequence && !equals(other)) {
            throw LvmDamage.corrupt("the copies of the metadata of group " + name + " (LVM2) with number " + sequence
                    + " do not say the same");
        }
        return sequence < other.sequence ? other : this;
    }

    static VolumeGroup of(Section whole) throws DumpDamage {
        boolean known = whole.text("contents").equals("Text Format Volume Group")
                && whole.number("version", Integer.MAX_VALUE) == 1
                && whole.sections().size() == 1;
        if (!known) {
            throw LvmDamage.corrupt("its metadata (LVM2) are none of a single group of volumes");
        }
        Map.Entry<String, Section> group =
                whole.sections().entrySet().iterator().next();
        return of(Section.name(group.getKey()), group.getValue());
    }

    private static VolumeGroup of(String name, Section group) throws DumpDamage {
        long extent = group.number("extent_size", LARGEST);
        if (extent == 0) {
            throw LvmDamage.corrupt("its metadata (LVM2) have `extent_size = 0`, which cannot be");
        }
        Map<String, Member> byName = members(group.section("physical_volumes"), extent);
        Map<String, Member> byId = new LinkedHashMap<>();
        for (Member member : byName.values()) {
            if (byId.put(member.id(), member) != null) {
                throw LvmDamage.corrupt("its metadata (LVM2) name a physical volume twice");
            }
        }
        Section volumes = group.sectionOrEmpty("logical_volumes");
        if (volumes.sections().size() > MOST_VOLUMES) {
            throw LvmDamage.notRead("group " + name + " (LVM2) has more than " + MOST_VOLUMES + " volumes");
        }
        List<LogicalVolume> read = new VolumeReader(name, extent * SECTOR, byName).read(volumes);
        return new VolumeGroup(name, id(group), group.number("seqno", Long.MAX_VALUE), byId, read);
    }

    private static Map<String, Member> members(Section section, long extent) throws DumpDamage {
        Map<String, Member> members = new LinkedHashMap<>();
        for (Map.Entry<String, Section> entry : section.sections().entrySet()) {
            Section volume = entry.getValue();
            long start = volume.number("pe_start", LARGEST) * SECTOR;
            long extents = volume.number("pe_count", LARGEST / extent);
            members.put(
                    entry.getKey(),
                    new Member(
                            id(volume),
                            Section.name(entry.getKey()),
                            start,
                            extents,
                            start + extents * extent * SECTOR,
                            volume.texts("flags").contains("MISSING")));
        }
        return members;
    }

    private static String id(Section of) throws DumpDamage {
        String id = of.text("id").replace("-", "");
        if (!id.matches("[0-9A-Za-z!#]{32}")) {
            throw LvmDamage.corrupt("its metadata (LVM2) have an `id` that is none");
        }
        return id;
    }
}
