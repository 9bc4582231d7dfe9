package io.restoreverifier.archive;

import io.restoreverifier.archive.Entry.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.compress.archivers.cpio.CpioArchiveEntry;
import org.apache.commons.compress.archivers.cpio.CpioConstants;

/**
 * Files of a cpio archive that have several names. System V's form gives the data with one of the names alone, mostly the
 * last: the others come without any, wait here until it is seen, and are links to it.
 */
final class CpioLinks {
    private final Limits limits;
    private final Map<File, List<Entry>> waiting = new LinkedHashMap<>();
    private final Map<File, Entry> seen = new HashMap<>();
    private int names;

    /** A file by its device and its number there. */
    private record File(long major, long minor, long inode) {
        static File of(CpioArchiveEntry header) {
            return new File(header.getDeviceMaj(), header.getDeviceMin(), header.getInode());
        }
    }

    CpioLinks(Limits limits) {
        this.limits = limits;
    }

    /** Whether it is one name of a file with several, of which only one has the data. */
    static boolean isName(CpioArchiveEntry header) {
        boolean systemV = (header.getFormat() & CpioConstants.FORMAT_NEW_MASK) != 0;
        return systemV && header.getNumberOfLinks() > 1;
    }

    /** What can be shown now that a name without data has come: a link, or nothing yet. */
    List<Entry> withoutData(CpioArchiveEntry header, Entry name) throws DamageFound {
        Entry file = seen.get(File.of(header));
        if (file != null) {
            return List.of(link(name, file));
        }
        count();
        waiting.computeIfAbsent(File.of(header), key -> new ArrayList<>()).add(name);
        return List.of();
    }

    /** The links to a file whose data was just seen. */
    List<Entry> withData(CpioArchiveEntry header, Entry file) throws DamageFound {
        count();
        seen.put(File.of(header), file);
        List<Entry> earlier = waiting.remove(File.of(header));
        return earlier == null
                ? List.of()
                : earlier.stream().map(name -> link(name, file)).toList();
    }

    /** At the end of the archive: files whose data never came, because they have none. */
    List<Entry> empty() {
        List<Entry> entries = new ArrayList<>();
        for (List<Entry> same : waiting.values()) {
            Entry first = same.get(0);
            entries.add(first);
            same.stream().skip(1).map(name -> link(name, first)).forEach(entries::add);
        }
        return entries;
    }

    private void count() throws DamageFound {
        if (++names > limits.links()) {
            throw new DamageFound(Damage.bomb(
                    "it holds more than " + Quantity.of(limits.links(), "name", "names") + " of files with several"));
        }
    }

    private static Entry link(Entry name, Entry file) {
        return new Entry(Kind.HARD_LINK, name.name(), 0, name.mode(), name.modified(), file.name());
    }
}
