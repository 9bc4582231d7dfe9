package io.restoreverifier.restore;

import io.restoreverifier.sandbox.Command;
import io.restoreverifier.sandbox.LineConsumer;
import io.restoreverifier.sandbox.LineConsumer.Stream;
import io.restoreverifier.sandbox.PartOfASandbox;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A disk of which parts are known, for what reads of it and cuts it up. All that is cut out is an ext4. */
final class DiskInMemory extends PartOfASandbox {
    private final TreeMap<Long, byte[]> parts = new TreeMap<>();
    final List<String> cut = new ArrayList<>();

    DiskInMemory lay(long offset, byte[] bytes) {
        parts.put(offset, bytes);
        return this;
    }

    @Override
    public int run(Command command, LineConsumer output) {
        List<String> arguments = command.arguments();
        String script = arguments.get(2);
        if (script.contains("base64")) {
            byte[] read = read(Long.parseLong(arguments.get(4)), Integer.parseInt(arguments.get(5)));
            output.line(Stream.OUT, Base64.getEncoder().encodeToString(read));
        } else if (script.contains("--target-image-opts")) {
            cut.add(String.join(" ", arguments.subList(5, arguments.size())));
        } else if (script.contains("blkid")) {
            output.line(Stream.OUT, "TYPE=ext4");
            output.line(Stream.OUT, "BLOCKS=8");
        }
        return 0;
    }

    private byte[] read(long offset, int length) {
        Map.Entry<Long, byte[]> part = parts.floorEntry(offset);
        int from = (int) (offset - part.getKey());
        return Arrays.copyOfRange(part.getValue(), from, from + length);
    }

    @Override
    public String dataFolder() {
        return "/data";
    }
}
