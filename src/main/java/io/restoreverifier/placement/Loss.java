package io.restoreverifier.placement;

import java.util.List;

/**
 * What the loss of a failure domain takes of a backup, as far as it is stated where things stand.
 *
 * @param ofProduction whether production goes; so it is assumed where nobody says where it stands
 * @param left the copies that stay
 * @param gone those that go
 * @param unstated those of which nobody says where they stand
 */
public record Loss(boolean ofProduction, List<Standing> left, List<Standing> gone, List<Standing> unstated) {

    public Loss {
        left = List.copyOf(left);
        gone = List.copyOf(gone);
        unstated = List.copyOf(unstated);
    }

    public static Loss of(Placement placement, DomainName domain) {
        List<Standing> stated = placement.copies().stream()
                .filter(copy -> copy.domains().isStated())
                .toList();
        return new Loss(
                !placement.ofProduction().isStated() || isIn(placement.ofProduction(), domain),
                stated.stream().filter(copy -> !isIn(copy.domains(), domain)).toList(),
                stated.stream().filter(copy -> isIn(copy.domains(), domain)).toList(),
                placement.copies().stream()
                        .filter(copy -> !copy.domains().isStated())
                        .toList());
    }

    private static boolean isIn(Domains domains, DomainName lost) {
        return domains.all().stream().anyMatch(lost::means);
    }
}
