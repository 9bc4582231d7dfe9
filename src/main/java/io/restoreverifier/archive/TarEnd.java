package io.restoreverifier.archive;

import io.restoreverifier.model.FindingCode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads what follows the last entry of a tar archive to the end of the file, which also makes the compression beneath
 * prove its checksum. POSIX asks for two blocks of zeros; most tools pad with more.
 */
final class TarEnd {
    private long length;
    private boolean data;

    /** Damages of the end, in the order of their weight; empty when it is as it should be. */
    List<Damage> read(byte[] passed, int from, Layer layer) throws IOException {
        take(passed, from, passed.length);
        byte[] buffer = new byte[8192];
        for (int n = layer.read(buffer, 0, buffer.length); n >= 0; n = layer.read(buffer, 0, buffer.length)) {
            take(buffer, 0, n);
        }
        List<Damage> damages = new ArrayList<>();
        if (data) {
            damages.add(Damage.corrupt("data follows its end-of-archive marker, which every unpacker would lose"));
        } else if (length % TarHeaders.BLOCK != 0) {
            damages.add(Damage.incomplete("its last block is cut off: it is " + Quantity.bytes(layer.position())
                    + " long uncompressed, expected a multiple of 512"));
        } else if (length < 2 * TarHeaders.BLOCK) {
            damages.add(Damage.warning(
                    FindingCode.ARTIFACT_INCOMPLETE,
                    "its end-of-archive marker is one block of zeros, expected two; no entry is lost by that",
                    "look at the tool that writes this archive"));
        }
        return damages;
    }

    private void take(byte[] bytes, int from, int to) {
        length += to - from;
        data = data || !Zeros.only(bytes, from, to);
    }
}
