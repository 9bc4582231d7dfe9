package io.restoreverifier.archive;

import io.restoreverifier.model.FindingCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What an archive holds that does not come back as it was, though no file is lost: it is told, and decides nothing. */
final class Unrestored {
    /** What stands for bytes that are no UTF-8. */
    static final char NO_CHARACTER = '\ufffd';

    private static final List<String> ATTRIBUTES =
            List.of("SCHILY.xattr.", "LIBARCHIVE.xattr.", "SCHILY.acl.", "RHT.security.");

    private long names;
    private String firstName = "";
    private long withAttributes;

    /** The name of an entry, as it was decoded. */
    void name(String name) {
        if (name.indexOf(NO_CHARACTER) >= 0 && names++ == 0) {
            firstName = name;
        }
    }

    /** The keywords of an entry's extended header, as {@code star(5)} and libarchive write attributes and access lists. */
    void attributes(Set<String> keywords) {
        if (keywords.stream().anyMatch(word -> ATTRIBUTES.stream().anyMatch(word::startsWith))) {
            withAttributes++;
        }
    }

    List<Damage> warnings() {
        List<Damage> warnings = new ArrayList<>();
        if (names > 0) {
            warnings.add(Damage.warning(
                    FindingCode.FILE_CHANGED,
                    Quantity.of(names, "name is not UTF-8, and comes", "names are not UTF-8, and come")
                            + " back with other bytes; the first is " + SafeName.shown(firstName),
                    "where such names matter, restore by the tool that packed them"));
        }
        if (withAttributes > 0) {
            warnings.add(Damage.warning(
                    FindingCode.FILE_CHANGED,
                    "extended attributes or access lists of " + Quantity.of(withAttributes, "entry", "entries")
                            + " are in it, and do not come back here",
                    "where they matter, restore by hand: tar --xattrs --acls"));
        }
        return warnings;
    }
}
