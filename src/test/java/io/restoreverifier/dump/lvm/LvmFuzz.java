package io.restoreverifier.dump.lvm;

import io.restoreverifier.dump.DumpDamage;
import io.restoreverifier.dump.lvm.LogicalVolume.Piece;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Whatever bytes come as a physical volume, also with a checksum that holds, or as its text: what is read lies within what it says. */
public final class LvmFuzz {
    private static final int LENGTH = 1 << 20;
    private static final int LABEL = 512;

    private LvmFuzz() {}

    public static void fuzzerTestOneInput(byte[] bytes) throws IOException {
        byte[] disk = Arrays.copyOf(bytes, LENGTH);
        readVolume(disk);
        ByteBuffer sealed = ByteBuffer.wrap(disk).order(ByteOrder.LITTLE_ENDIAN);
        sealed.putInt(LABEL + 16, Checksum.of(disk, LABEL + 20, LABEL + 512));
        sealed.putInt(4096, Checksum.of(disk, 4100, 4608));
        readVolume(disk);
        try {
            hold(VolumeGroup.of(MetadataText.read(new String(bytes, StandardCharsets.ISO_8859_1))));
        } catch (DumpDamage damage) {
            // Told, as it should be.
        }
    }

    private static void readVolume(byte[] disk) throws IOException {
        try {
            PhysicalVolume.read((offset, length) -> part(disk, offset, length), disk.length)
                    .flatMap(PhysicalVolume::group)
                    .ifPresent(LvmFuzz::hold);
        } catch (DumpDamage damage) {
            // Told, as it should be.
        }
    }

    private static byte[] part(byte[] disk, long offset, int length) {
        if (offset < 0 || length < 0 || offset + length > disk.length) {
            throw new AssertionError("asked for " + length + " bytes at " + offset + " of " + disk.length);
        }
        return Arrays.copyOfRange(disk, (int) offset, (int) offset + length);
    }

    private static void hold(VolumeGroup group) {
        for (LogicalVolume volume : group.volumes()) {
            long bytes = 0;
            for (Piece piece : volume.pieces()) {
                VolumeGroup.Member member = group.members().get(piece.physicalVolume());
                bytes += piece.bytes();
                if (member == null
                        || piece.bytes() <= 0
                        || piece.offset() < member.start()
                        || piece.offset() > member.end() - piece.bytes()) {
                    throw new AssertionError(piece + " of " + volume.name() + " lies outside of its physical volume");
                }
            }
            if (volume.lack().isEmpty() && bytes != volume.bytes()) {
                throw new AssertionError(volume.name() + " of " + volume.bytes() + " bytes has pieces of " + bytes);
            }
        }
    }
}
