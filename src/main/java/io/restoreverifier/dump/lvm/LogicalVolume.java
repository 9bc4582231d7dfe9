package io.restoreverifier.dump.lvm;

import java.util.ArrayList;
import java.util.List;

/**
 * A logical volume that a machine could use.
 *
 * @param name with that of its group before it, {@code vg0/root}; of letters, digits and {@code _+.-}
 * @param type of its segments, {@code linear} where it lies on physical volumes as it is
 * @param bytes its length
 * @param lack why it cannot be put together of its pieces, behind "volume vg0/root"; empty when it can
 * @param pool that it is in, named as this is; empty for none
 * @param holdsVolumes whether there is nothing in it but other volumes, each of which is told by itself
 * @param pieces in their order, without a gap; none when it lacks something
 */
public record LogicalVolume(
        String name, String type, long bytes, String lack, String pool, boolean holdsVolumes, List<Piece> pieces) {
    public LogicalVolume {
        pieces = List.copyOf(pieces);
    }

    /**
     * A part of it that lies in one go.
     *
     * @param physicalVolume its id, without dashes
     * @param offset from the beginning of that one, in bytes
     * @param bytes its length
     */
    public record Piece(String physicalVolume, long offset, long bytes) {
        private boolean isFollowedBy(Piece next) {
            return physicalVolume.equals(next.physicalVolume) && offset + bytes == next.offset;
        }
    }

    /** With pieces that follow each other as one. */
    static List<Piece> joined(List<Piece> pieces) {
        List<Piece> joined = new ArrayList<>();
        for (Piece piece : pieces) {
            int last = joined.size() - 1;
            if (last >= 0 && joined.get(last).isFollowedBy(piece)) {
                Piece before = joined.get(last);
                joined.set(last, new Piece(before.physicalVolume, before.offset, before.bytes + piece.bytes));
            } else {
                joined.add(piece);
            }
        }
        return joined;
    }
}
