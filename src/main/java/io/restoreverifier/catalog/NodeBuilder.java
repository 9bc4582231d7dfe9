package io.restoreverifier.catalog;

import io.restoreverifier.model.Location;
import io.restoreverifier.model.Node;
import io.restoreverifier.model.Problem;
import io.restoreverifier.model.Problems;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.Event.ID;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Makes a tree of {@link Node} from a parser's events. From events and not from the library's own tree: so the depth
 * and what aliases blow up are bounded while reading, and a value stands at the line of its key. Used once.
 */
final class NodeBuilder {
    private static final int MAX_DEPTH = 50;
    private static final int MAX_VALUES = 100_000;
    private static final String STRING_TAG = "tag:yaml.org,2002:str";

    private final Path file;
    private final Placeholders placeholders;
    private final Problems problems;
    private final Map<String, Anchored> anchors = new HashMap<>();
    private int values;

    NodeBuilder(Path file, Placeholders placeholders, Problems problems) {
        this.file = file;
        this.placeholders = placeholders;
        this.problems = problems;
    }

    /**
     * The tree of the only document; an empty value when there is none.
     *
     * @throws Refused when the file must not be read on
     * @throws YamlEngineException when it is not valid YAML
     */
    Optional<Node> build(Iterator<Event> events) {
        Optional<Node> root = Optional.empty();
        while (events.hasNext()) {
            Event event = events.next();
            if (event.getEventId() == ID.DocumentStart && root.isPresent()) {
                throw new Refused(lineOf(event), "a second document begins here", "write one entry in each file");
            }
            if (event instanceof NodeEvent) {
                root = Optional.of(node(event, events, new Place("", lineOf(event), 0)));
            }
        }
        return Optional.of(root.orElseGet(() -> new Node.Scalar(new Location(file, 0), "", false)));
    }

    private Node node(Event event, Iterator<Event> events, Place place) {
        count(1, place);
        int before = values;
        Node node;
        if (event instanceof AliasEvent alias) {
            return resolve(alias.getAlias().getValue(), place);
        } else if (event instanceof ScalarEvent scalar) {
            node = scalar(scalar, place);
        } else if (event.getEventId() == ID.SequenceStart) {
            node = sequence(events, place);
        } else {
            node = mapping(events, place);
        }
        if (event instanceof CollectionStartEvent start) {
            start.getTag().ifPresent(tag -> refuseTag(tag, place));
        }
        ((NodeEvent) event).getAnchor().map(Anchor::getValue).ifPresent(name -> {
            anchors.put(name, new Anchored(node, values - before));
        });
        return node;
    }

    private Node.Scalar scalar(ScalarEvent event, Place place) {
        event.getTag().filter(tag -> !tag.equals(STRING_TAG)).ifPresent(tag -> refuseTag(tag, place));
        Location location = location(place.line());
        String text = event.getValue();
        if (Placeholders.isIn(text)) {
            return new Node.Scalar(location, placeholders.replace(text, location, place.path()), true);
        }
        return new Node.Scalar(
                location, text, !event.isPlain() || event.getTag().isPresent());
    }

    private Node.Sequence sequence(Iterator<Event> events, Place place) {
        List<Node> items = new ArrayList<>();
        for (Event event = events.next(); event.getEventId() != ID.SequenceEnd; event = events.next()) {
            items.add(node(event, events, place.item(items.size(), lineOf(event))));
        }
        return new Node.Sequence(location(place.line()), List.copyOf(items));
    }

    private Node.Mapping mapping(Iterator<Event> events, Place place) {
        Map<String, Node> entries = new LinkedHashMap<>();
        Map<String, Integer> lines = new HashMap<>();
        for (Event event = events.next(); event.getEventId() != ID.MappingEnd; event = events.next()) {
            int line = lineOf(event);
            if (!(event instanceof ScalarEvent key)) {
                throw new Refused(line, "a key must be a text", "put quotes around it");
            }
            Place below = place.key(key.getValue(), line);
            Node value = node(events.next(), events, below);
            Integer first = lines.putIfAbsent(key.getValue(), line);
            if (first == null) {
                entries.put(key.getValue(), value);
            } else {
                String message = "this key is written twice, the first time in line " + first;
                problems.add(new Problem(location(line), below.path(), message, "leave one of them out"));
            }
        }
        return new Node.Mapping(location(place.line()), Collections.unmodifiableMap(entries));
    }

    private Node resolve(String anchor, Place place) {
        Anchored target = anchors.get(anchor);
        if (target == null) {
            throw new Refused(place.line(), "`*" + anchor + "` refers to no value above it, or to itself", "");
        }
        count(target.size(), place);
        Location location = location(place.line());
        if (target.node() instanceof Node.Mapping mapping) {
            return new Node.Mapping(location, mapping.entries());
        }
        if (target.node() instanceof Node.Sequence sequence) {
            return new Node.Sequence(location, sequence.items());
        }
        Node.Scalar scalar = (Node.Scalar) target.node();
        return new Node.Scalar(location, scalar.text(), scalar.quoted());
    }

    private void count(int more, Place place) {
        values += more;
        if (values > MAX_VALUES) {
            throw new Refused(place.line(), "more than 100 000 values, aliases counted", "write it without aliases");
        }
        if (place.depth() > MAX_DEPTH) {
            throw new Refused(place.line(), "nested more than 50 levels deep", "");
        }
    }

    private void refuseTag(String tag, Place place) {
        problems.add(new Problem(
                location(place.line()), place.path(), "the tag `" + tag + "` means nothing here", "leave it out"));
    }

    private Location location(int line) {
        return new Location(file, line);
    }

    private static int lineOf(Event event) {
        return event.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
    }

    /** Where a value stands: its dotted path, the line of its key, how many levels deep. */
    private record Place(String path, int line, int depth) {
        Place key(String name, int keyLine) {
            return new Place(path.isEmpty() ? name : path + "." + name, keyLine, depth + 1);
        }

        Place item(int index, int itemLine) {
            return new Place(path + "[" + index + "]", itemLine, depth + 1);
        }
    }

    /** A value with a name, and how many values it holds: each alias is counted as if it were written out. */
    private record Anchored(Node node, int size) {}

    /** The file must not be read on. */
    static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final int line;
        private final String hint;

        Refused(int line, String message, String hint) {
            super(message);
            this.line = line;
            this.hint = hint;
        }

        int line() {
            return line;
        }

        String hint() {
            return hint;
        }
    }
}
