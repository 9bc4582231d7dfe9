package io.restoreverifier.restore;

import io.restoreverifier.dump.DumpDamage;
import io.restoreverifier.dump.lvm.LogicalVolume;
import io.restoreverifier.dump.lvm.LogicalVolume.Piece;
import io.restoreverifier.dump.lvm.PhysicalVolume;
import io.restoreverifier.dump.lvm.VolumeGroup;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.RestoredDisk.Partition;
import io.restoreverifier.model.RestoredDisk.Use;
import io.restoreverifier.restore.DiskTable.Slice;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Logical volumes of LVM2, put together of what lies on the physical ones of a disk, without a device mapper. Those that lie there as
 * they are become files as partitions do; of the others it is told why not. First all physical volumes are given, then they are asked
 * for, which holds their lengths, and then the logical ones. Used once.
 */
final class DiskVolumes {
    /** A physical volume and where it lies. */
    private record Place(Slice slice, PhysicalVolume volume) {
        String label() {
            return DiskVolumes.label(slice);
        }
    }

    private final DiskTools tools;
    private final DiskCarver carver;
    private final Duration limit;
    private final Set<String> unread;
    private final Map<String, Place> places = new LinkedHashMap<>();
    private final Map<String, VolumeGroup> groups = new LinkedHashMap<>();
    private int made;

    DiskVolumes(DiskTools tools, DiskCarver carver, Duration limit, Set<String> unread) {
        this.tools = tools;
        this.carver = carver;
        this.limit = limit;
        this.unread = unread;
    }

    /** @throws DumpDamage when what it says of itself does not hold */
    void add(Slice slice) throws IOException {
        Place place;
        try {
            place = new Place(
                    slice,
                    PhysicalVolume.read(carver.bytes(slice), slice.bytes())
                            .orElseThrow(
                                    () -> new IllegalStateException("blkid has seen the label of " + label(slice))));
        } catch (DumpDamage damage) {
            throw on(slice, damage);
        }
        Place other = places.put(place.volume().id(), place);
        if (other != null) {
            throw twice(
                    other.label() + " and " + place.label() + " are the same physical volume (LVM2), by its id",
                    "leave the copy out: `restore: {disk-image: {unread: [" + slice.number() + "]}}`");
        }
        if (place.volume().group().isPresent()) {
            VolumeGroup told = place.volume().group().get();
            VolumeGroup known = groups.get(told.id());
            try {
                groups.put(told.id(), known == null ? told : known.newer(told));
            } catch (DumpDamage damage) {
                throw on(slice, damage);
            }
        }
    }

    /**
     * Tells a partition of no known kind from a physical volume whose label is damaged, which blkid(8) does not know.
     *
     * @throws DumpDamage when it is one
     */
    void requireNoDamagedLabel(Slice slice) throws IOException {
        try {
            PhysicalVolume.requireSoundLabel(carver.bytes(slice), slice.bytes());
        } catch (DumpDamage damage) {
            throw on(slice, damage);
        }
    }

    /** The physical volumes: what lies in them is told by itself, unless nobody knows what it is. */
    List<Partition> physical() throws IOException {
        List<Partition> partitions = new ArrayList<>();
        for (Place place : places.values()) {
            Slice slice = place.slice();
            for (VolumeGroup group : groups.values()) {
                try {
                    group.requireWithin(place.volume().id(), slice.bytes());
                } catch (DumpDamage damage) {
                    throw on(slice, damage);
                }
            }
            partitions.add(physical(place));
        }
        return partitions;
    }

    private Partition physical(Place place) throws DumpDamage {
        PhysicalVolume volume = place.volume();
        List<VolumeGroup> of = groups.values().stream()
                .filter(group -> group.members().containsKey(volume.id()))
                .toList();
        if (of.size() > 1) {
            throw twice(
                    place.label() + " belongs to two groups of volumes (LVM2), "
                            + of.get(0).name() + " and " + of.get(1).name(),
                    "look on the machine which of them is right (`pvs`, `vgs`), and leave the others out: `unread:`");
        }
        Use use = !of.isEmpty() ? Use.VOLUMES : volume.taken() ? Use.UNREAD : Use.NOTHING;
        String lack = use == Use.UNREAD ? "belongs to a group that nothing on this disk tells the volumes of" : "";
        if (!of.isEmpty() && of.get(0).volumes().isEmpty()) {
            use = Use.NOTHING;
            lack = "belongs to group " + of.get(0).name() + ", which has no volume";
        }
        Slice slice = place.slice();
        return new Partition(slice.number(), "", Partition.PHYSICAL_VOLUME, use, slice.bytes(), lack);
    }

    /** The logical volumes; those that can be read have become files. */
    List<Partition> logical() throws IOException {
        Map<String, VolumeGroup> names = new LinkedHashMap<>();
        List<Partition> partitions = new ArrayList<>();
        for (VolumeGroup group : groups.values()) {
            if (names.put(group.name(), group) != null) {
                throw twice(
                        "two groups of volumes (LVM2) are called " + group.name(),
                        "rename one by its id (`vgrename`), or leave its partitions out: `unread:`");
            }
            for (LogicalVolume volume : group.volumes()) {
                partitions.add(partition(group, volume));
            }
        }
        return partitions;
    }

    private Partition partition(VolumeGroup group, LogicalVolume volume) throws IOException {
        Slice slice = new Slice(++made, 0, volume.bytes(), "");
        boolean known = unread.contains(volume.name()) || unread.contains(volume.pool());
        String lack = volume.lack();
        List<Slice> pieces = new ArrayList<>();
        for (Piece piece : volume.pieces()) {
            Place place = places.get(piece.physicalVolume());
            if (place == null) {
                lack = "has parts on a physical volume that is not among those read of this disk, "
                        + PhysicalVolume.shown(piece.physicalVolume());
            } else {
                pieces.add(new Slice(0, place.slice().offset() + piece.offset(), piece.bytes(), ""));
            }
        }
        if (!lack.isEmpty()) {
            Use use = volume.holdsVolumes() ? Use.VOLUMES : known ? Use.LEFT_OUT : Use.UNREAD;
            return new Partition(slice.number(), volume.name(), volume.type(), use, slice.bytes(), lack);
        }
        String name = DiskImage.volume(slice.number());
        carver.pieces(pieces, name);
        return DiskContent.of(tools, name, limit).partition(slice, volume.name(), known);
    }

    private static String label(Slice slice) {
        return new Partition(slice.number(), Partition.PHYSICAL_VOLUME, Use.VOLUMES, slice.bytes()).label();
    }

    private static DumpDamage on(Slice slice, DumpDamage damage) {
        return new DumpDamage(damage.code(), label(slice) + ": " + damage.text(), damage.hint());
    }

    private static DumpDamage twice(String text, String hint) {
        return new DumpDamage(FindingCode.NOT_SUPPORTED, text, hint);
    }
}
