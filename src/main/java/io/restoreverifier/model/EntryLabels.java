package io.restoreverifier.model;

import java.util.List;

/**
 * What an entry of the catalog says about itself for humans.
 *
 * @param description empty when there is none
 * @param owner empty when nobody is named
 */
public record EntryLabels(String description, String owner, List<String> tags, Criticality criticality) {

    public EntryLabels {
        tags = List.copyOf(tags);
    }
}
