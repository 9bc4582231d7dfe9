package io.restoreverifier.model;

import io.restoreverifier.model.GroundMap.Answer;
import io.restoreverifier.model.GroundMap.Fate;
import io.restoreverifier.model.GroundMap.Lost;
import io.restoreverifier.model.GroundMap.Place;
import io.restoreverifier.model.GroundMap.Role;
import io.restoreverifier.model.GroundMap.Tenant;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Maps of invented companies, of any size: each entry on a host with others, in one of three sites, with copies in the others. */
public final class GroundMaps {
    private static final List<String> SITES = List.of("fremont", "rotterdam", "paris");

    private final Map<String, List<Tenant>> places = new LinkedHashMap<>();
    private final Map<String, List<Answer>> losses = new LinkedHashMap<>();

    private GroundMaps() {}

    public static GroundMap of(int entries) {
        GroundMaps maps = new GroundMaps();
        for (int i = 0; i < entries; i++) {
            maps.add(i);
        }
        return maps.map();
    }

    private void add(int i) {
        String entry = i % 7 == 3 ? "accounting-and-payroll-database-of-branch-" + i : "database-" + i;
        String site = SITES.get(i % 3 == 1 && i > 4 ? 1 : 0);
        String host = site + "-db-" + i / 4;
        String array = "array-" + site + "-" + i / 16;
        Tenant production = new Tenant(entry, "production", Role.PRODUCTION, Optional.empty());
        List.of("site " + site, "host " + host, "array " + array).forEach(place -> stand(place, production));
        Tenant source = new Tenant(entry, "source", Role.COPY, Optional.of(Verdict.PASSED));
        List.of("site " + site, "host " + site + "-nas").forEach(place -> stand(place, source));
        if (i % 9 != 4) {
            Verdict proof = i % 11 == 7 ? Verdict.COULD_NOT_VERIFY : i % 13 == 6 ? Verdict.FAILED : Verdict.PASSED;
            Tenant copy = new Tenant(entry, "paris", Role.COPY, Optional.of(proof));
            List.of("site paris", "provider example-cloud", "account vault-with-a-really-long-name")
                    .forEach(place -> stand(place, copy));
            answer(entry, i, proof, List.of(site, host, array));
        } else {
            answer(entry, i, Verdict.FAILED, List.of(site));
            answer(entry, i, Verdict.PASSED, List.of(host, array));
        }
        if (i % 16 == 0) {
            Verdict health = i == 16 ? Verdict.FAILED : Verdict.PASSED;
            stand("array " + array, new Tenant(array, "storage", Role.STORAGE, Optional.of(health)));
        }
    }

    private void stand(String place, Tenant tenant) {
        places.computeIfAbsent(place, name -> new ArrayList<>()).add(tenant);
    }

    private void answer(String entry, int i, Verdict proof, List<String> domains) {
        Answer answer = switch (proof) {
            case PASSED ->
                new Answer(
                        entry,
                        Fate.COMES_BACK,
                        "paris",
                        Optional.of(Duration.ofMinutes(200 + 97L * i)),
                        Optional.of(Duration.ofMinutes(14 + i)),
                        entry + ".dump in paris, 1d old, back in 14m");
            case FAILED -> new Answer(entry, Fate.LOST, "", Optional.empty(), Optional.empty(), "NOTHING IS LEFT");
            case COULD_NOT_VERIFY ->
                new Answer(entry, Fate.UNKNOWN, "", Optional.empty(), Optional.empty(), "not known what is left");
        };
        domains.forEach(domain ->
                losses.computeIfAbsent(domain, name -> new ArrayList<>()).add(answer));
    }

    private GroundMap map() {
        List<Place> all = places.entrySet().stream()
                .map(place -> {
                    String[] kindAndName = place.getKey().split(" ");
                    return new Place(kindAndName[0], kindAndName[1], place.getValue());
                })
                .toList();
        TreeSet<String> names = new TreeSet<>();
        all.forEach(place -> names.add(place.name()));
        return new GroundMap(
                all,
                names.stream()
                        .map(name -> new Lost(name, losses.getOrDefault(name, List.of())))
                        .toList());
    }
}
