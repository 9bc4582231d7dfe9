package io.restoreverifier.archive;

import io.restoreverifier.archive.Entry.Kind;
import io.restoreverifier.archive.SafeName.Unsafe;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which entries of an archive may be written. Judges the entries of one archive in their order and remembers what came
 * before; used by one thread, and once.
 *
 * <p>Allowed is what stays in the tree whoever follows it, in any order: no entry lies beneath a link, no entry replaces
 * a link by something else, and a link goes up only from folders that are known to be folders. By induction a link that
 * descends through other links stays inside as well.
 */
public final class EntryRules {
    private final Limits limits;
    private final int strip;
    private final NameSet files = new NameSet();
    private final NameSet directories = new NameSet();
    private final Map<String, String> links = new HashMap<>();
    private String lastParent = "";

    /**
     * @param strip how many leading parts each name loses, as with {@code tar --strip-components}; what a link may reach
     *     is judged in the tree that is left
     */
    public EntryRules(Limits limits, int strip) {
        this.limits = limits;
        this.strip = strip;
    }

    /** Judges the next entry. */
    public Ruling judge(Entry entry) {
        try {
            List<String> parts = stripped(entry.name());
            return parts.isEmpty() ? new Ruling.LeftOut() : judge(entry, parts);
        } catch (Unsafe unsafe) {
            return new Ruling.Refused(SafeName.shown(entry.name()), unsafe.reason());
        }
    }

    private Ruling judge(Entry entry, List<String> parts) throws Unsafe {
        List<String> parents = parts.subList(0, parts.size() - 1);
        enter(parents);
        String path = String.join("/", parts);
        return switch (entry.kind()) {
            case FILE -> file(path);
            case DIRECTORY -> directory(path);
            case SYMBOLIC_LINK -> symbolicLink(parents, path, entry.link());
            case HARD_LINK -> hardLink(parents, path, entry.link());
            case DEVICE, FIFO -> throw new Unsafe("it is a " + entry.kind().label());
            case OTHER -> throw new Unsafe("it is an " + entry.kind().label());
        };
    }

    private Ruling file(String path) throws Unsafe {
        if (links.containsKey(path)) {
            throw new Unsafe("it would be written through the earlier link of the same name");
        }
        if (directories.contains(path)) {
            throw new Unsafe("it would replace the earlier directory of the same name");
        }
        if (!files.add(path) && path.indexOf(Unrestored.NO_CHARACTER) >= 0) {
            throw new Unsafe("its name is not UTF-8, and cannot be told from that of an earlier file");
        }
        return new Ruling.Allowed(Kind.FILE, path, "");
    }

    private Ruling directory(String path) throws Unsafe {
        if (links.containsKey(path)) {
            throw new Unsafe("it would replace the earlier link of the same name");
        }
        if (files.contains(path)) {
            throw new Unsafe("it would replace the earlier file of the same name");
        }
        directories.add(path);
        return new Ruling.Allowed(Kind.DIRECTORY, path, "");
    }

    private Ruling symbolicLink(List<String> parents, String path, String target) throws Unsafe {
        refuseUnlessInside(parents, target);
        String earlier = links.get(path);
        boolean sameAgain = target.equals(earlier);
        if (directories.contains(path) || files.contains(path) || (earlier != null && !sameAgain)) {
            throw new Unsafe("it is a link that would replace the earlier entry of the same name");
        }
        if (links.size() >= limits.links()) {
            throw new Unsafe("it is a link after " + Quantity.of(limits.links(), "other", "others"));
        }
        links.put(path, target);
        return new Ruling.Allowed(Kind.SYMBOLIC_LINK, path, target);
    }

    private Ruling hardLink(List<String> parents, String path, String target) throws Unsafe {
        List<String> parts;
        try {
            parts = stripped(target);
        } catch (Unsafe unsafe) {
            throw new Unsafe("it is a hard link to `" + SafeName.shown(target) + "`, out of the archive");
        }
        String file = String.join("/", parts);
        String linked = links.get(file);
        if (linked != null) {
            return symbolicLink(parents, path, linked);
        }
        if (!files.contains(file)) {
            throw new Unsafe(
                    "it is a hard link to `" + SafeName.shown(target) + "`, which is no file earlier in the archive");
        }
        file(path);
        return new Ruling.Allowed(Kind.HARD_LINK, path, file);
    }

    /** Makes sure that the folders above an entry are folders, and remembers them as such. */
    private void enter(List<String> parents) throws Unsafe {
        String parent = String.join("/", parents);
        if (parent.equals(lastParent)) {
            return;
        }
        for (int i = 1; i <= parents.size(); i++) {
            String above = String.join("/", parents.subList(0, i));
            if (links.containsKey(above)) {
                throw new Unsafe("it lies beneath the link `" + SafeName.shown(above) + "`");
            }
            if (files.contains(above)) {
                throw new Unsafe("it lies beneath the file `" + SafeName.shown(above) + "`");
            }
            directories.add(above);
        }
        lastParent = parent;
    }

    private void refuseUnlessInside(List<String> parents, String target) throws Unsafe {
        String shown = "it is a link to `" + SafeName.shown(target) + "`";
        try {
            SafeName.refuseUnlessRelative(target);
        } catch (Unsafe unsafe) {
            throw new Unsafe(shown + ", out of the archive");
        }
        if (target.contains("..\\") || target.contains("\\..")) {
            throw new Unsafe(shown + ", out of the archive");
        }
        List<String> current = new ArrayList<>(parents);
        for (String part : SafeName.split(target)) {
            if (!part.equals("..")) {
                current.add(part);
            } else if (current.isEmpty()) {
                throw new Unsafe(shown + ", out of the archive");
            } else if (!directories.contains(String.join("/", current))) {
                throw new Unsafe(shown + ", which goes up from what may be another link");
            } else {
                current.remove(current.size() - 1);
            }
        }
    }

    private List<String> stripped(String name) throws Unsafe {
        List<String> parts = SafeName.parts(name, limits);
        return parts.subList(Math.min(strip, parts.size()), parts.size());
    }
}
