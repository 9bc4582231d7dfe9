package io.restoreverifier.dump.lvm;

import io.restoreverifier.archive.Quantity;
import io.restoreverifier.dump.DumpDamage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A physical volume of LVM2, by its label and the metadata that it keeps.
 *
 * @param id without dashes
 * @param taken whether it may belong to a group, by its own mark or since it keeps no metadata, also where nothing here says to which
 * @param group as its newest metadata have it; empty when they tell of none
 */
public record PhysicalVolume(String id, boolean taken, Optional<VolumeGroup> group) {
    /** The label lies in one of the first four sectors. */
    private static final int LABELS = 4 * 512;

    private static final int SECTOR = 512;
    private static final int LABEL = 32;
    private static final int ID = 32;
    private static final int AREA = 16;
    /** Set while a group has it, from the second version of what follows the areas on. */
    private static final int MARKED = 1;

    /** A place for metadata. */
    private record Area(long offset, long bytes) {}

    /**
     * Reads it.
     *
     * @param length of the partition or the disk that it is, in bytes
     * @return empty when there is no label
     * @throws io.restoreverifier.dump.DumpDamage when something does not hold, or lies beyond the end
     */
    public static Optional<PhysicalVolume> read(DiskBytes bytes, long length) throws IOException {
        Optional<ByteBuffer> label = label(bytes, length);
        return label.isEmpty() ? Optional.empty() : Optional.of(read(label.get(), bytes, length));
    }

    /**
     * Holds the label alone, if there is one.
     *
     * @param length of the partition or the disk that it may be on, in bytes
     * @throws io.restoreverifier.dump.DumpDamage when there is one that is damaged
     */
    public static void requireSoundLabel(DiskBytes bytes, long length) throws IOException {
        label(bytes, length);
    }

    private static Optional<ByteBuffer> label(DiskBytes bytes, long length) throws IOException {
        byte[] first = bytes.read(0, (int) Math.min(LABELS, length));
        for (int at = 0; at + SECTOR <= first.length; at += SECTOR) {
            ByteBuffer label = ByteBuffer.wrap(first, at, SECTOR).slice().order(ByteOrder.LITTLE_ENDIAN);
            if (text(label, 0, 8).equals("LABELONE") && text(label, 24, 8).equals("LVM2 001")) {
                requireSound(first, at, label);
                return Optional.of(label);
            }
        }
        return Optional.empty();
    }

    /** An id as LVM2's programs show it. */
    public static String shown(String id) {
        return id.replaceFirst("(.{6})(.{4})(.{4})(.{4})(.{4})(.{4})(.{6})", "$1-$2-$3-$4-$5-$6-$7");
    }

    private static void requireSound(byte[] first, int at, ByteBuffer label) throws IOException {
        if (label.getInt(16) != Checksum.of(first, at + 20, at + SECTOR)) {
            throw LvmDamage.corrupt("the checksum of its label (LVM2) does not hold");
        }
        int content = label.getInt(20);
        if (label.getLong(8) != at / SECTOR || content < LABEL || content > SECTOR - ID - 8) {
            throw LvmDamage.corrupt("its label (LVM2) says that it lies somewhere else");
        }
    }

    private static PhysicalVolume read(ByteBuffer label, DiskBytes bytes, long length) throws IOException {
        int at = label.getInt(20);
        String id = text(label, at, ID);
        long expected = label.getLong(at + ID);
        if (expected < 0 || expected > length) {
            throw LvmDamage.cutOff("it ends after " + Quantity.bytes(length) + ", expected "
                    + (expected < 0 ? "more than any disk has" : Quantity.bytes(expected)) + " by its label (LVM2)");
        }
        label.position(at + ID + Long.BYTES);
        areas(label);
        int inUse = 0;
        Optional<VolumeGroup> newest = Optional.empty();
        for (Area place : areas(label)) {
            MetadataArea area = MetadataArea.open(bytes, place.offset(), place.bytes(), length);
            if (area.isInUse()) {
                inUse++;
                newest = newer(newest, area.newest());
            }
        }
        boolean marked = label.remaining() >= Long.BYTES && label.getInt() > 1 && (label.getInt() & MARKED) != 0;
        return new PhysicalVolume(id, inUse == 0 || marked || newest.isPresent(), newest);
    }

    private static Optional<VolumeGroup> newer(Optional<VolumeGroup> one, Optional<VolumeGroup> other)
            throws DumpDamage {
        return one.isPresent() && other.isPresent() ? Optional.of(one.get().newer(other.get())) : one.or(() -> other);
    }

    /** Up to one at 0, which ends the list. */
    private static List<Area> areas(ByteBuffer label) throws IOException {
        List<Area> areas = new ArrayList<>();
        while (label.remaining() >= AREA) {
            Area area = new Area(label.getLong(), label.getLong());
            if (area.offset() == 0) {
                return areas;
            }
            areas.add(area);
        }
        throw LvmDamage.corrupt("the list of areas in its label (LVM2) has no end");
    }

    private static String text(ByteBuffer buffer, int at, int length) {
        byte[] bytes = new byte[length];
        buffer.get(at, bytes);
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
