package io.restoreverifier.coverage;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Artifacts of one place that no entry takes, put together by folder and name, whatever numbers are in the name, so that a
 * backup that nobody declared is one thing and not one for each night.
 */
final class Unclaimed {
    private static final Pattern DIGITS = Pattern.compile("[0-9]+");

    private final String place;
    private final Map<String, Alike> alike = new TreeMap<>();

    Unclaimed(String place) {
        this.place = place;
    }

    /**
     * @param path in the place, with {@code /} between folders
     * @param location for humans
     */
    void add(String path, String location) {
        int name = path.lastIndexOf('/') + 1;
        String key =
                path.substring(0, name) + DIGITS.matcher(path.substring(name)).replaceAll("*");
        alike.merge(key, new Alike(1, location), Alike::and);
    }

    List<Thing> things() {
        return alike.entrySet().stream()
                .map(each -> new Thing(
                        Kind.ARTIFACT, place, each.getKey(), each.getValue().words()))
                .toList();
    }

    /** Files whose names differ in numbers only. */
    private record Alike(int count, String last) {
        Alike and(Alike other) {
            return new Alike(count + other.count, last.compareTo(other.last) > 0 ? last : other.last);
        }

        String words() {
            return (count == 1 ? "the file " : count + " files, the last of them ") + last;
        }
    }
}
