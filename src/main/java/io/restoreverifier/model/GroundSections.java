package io.restoreverifier.model;

import io.restoreverifier.model.GroundMap.Place;
import io.restoreverifier.model.GroundMap.Role;
import io.restoreverifier.model.GroundMap.Tenant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Deals the rows of a map out to sections that are neither too wide nor too long. What stands with one another comes together. */
final class GroundSections {
    private final List<Place> places;
    private final int columns;
    private final int rows;
    private final List<Section> sections = new ArrayList<>();
    private List<String> entries = new ArrayList<>();
    private TreeSet<Integer> used = new TreeSet<>();

    private GroundSections(List<Place> places, int columns, int rows) {
        this.places = places;
        this.columns = columns;
        this.rows = rows;
    }

    /** @param places those that something of its entries stands in, in their order */
    record Section(List<String> entries, List<Place> places) {}

    /**
     * An entry is in one section with all that it stands in, unless that alone is too wide.
     *
     * @param columns how many places a section may have
     * @param rows how many entries
     */
    static List<Section> of(List<Place> places, int columns, int rows) {
        GroundSections dealt = new GroundSections(places, columns, rows);
        dealt.byNeighbours().forEach(dealt::deal);
        dealt.end();
        return dealt.sections;
    }

    private List<String> byNeighbours() {
        Map<String, String> neighbours = new TreeMap<>();
        places.stream()
                .flatMap(place -> place.tenants().stream())
                .map(Tenant::entry)
                .distinct()
                .forEach(entry -> neighbours.put(entry, signs(entry, true) + "/" + signs(entry, false)));
        return neighbours.entrySet().stream()
                .sorted(Map.Entry.<String, String>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Where it stands, so that those of one place sort side by side; arrays and hosts beside what runs on them. */
    private String signs(String entry, boolean production) {
        return columnsOf(entry).stream()
                .filter(i -> !production
                        || places.get(i).tenants().stream()
                                .anyMatch(t -> t.entry().equals(entry) && t.role() != Role.COPY))
                .map(i -> String.format("%05d", i))
                .collect(Collectors.joining(" "));
    }

    private List<Integer> columnsOf(String entry) {
        return IntStream.range(0, places.size())
                .filter(i -> places.get(i).tenants().stream()
                        .anyMatch(tenant -> tenant.entry().equals(entry)))
                .boxed()
                .sorted(Comparator.naturalOrder())
                .toList();
    }

    private void deal(String entry) {
        List<Integer> all = columnsOf(entry);
        for (int from = 0; from < all.size(); from += columns) {
            List<Integer> some = all.subList(from, Math.min(from + columns, all.size()));
            TreeSet<Integer> together = new TreeSet<>(used);
            together.addAll(some);
            if (from > 0 || together.size() > columns || entries.size() == rows) {
                end();
            }
            used.addAll(some);
            entries.add(entry);
        }
    }

    private void end() {
        if (!entries.isEmpty()) {
            sections.add(new Section(entries, used.stream().map(places::get).toList()));
            entries = new ArrayList<>();
            used = new TreeSet<>();
        }
    }
}
