package io.restoreverifier.catalog;

import io.restoreverifier.model.Location;
import io.restoreverifier.model.Node;
import io.restoreverifier.model.Problem;
import io.restoreverifier.model.Problems;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** One file of the catalog: its text, and what keeps it from being YAML. */
final class YamlFile {
    private static final long MAX_BYTES = 1 << 20;

    private final Path file;
    private final Placeholders placeholders;
    private final Problems problems;

    YamlFile(Path file, Placeholders placeholders, Problems problems) {
        this.file = file;
        this.placeholders = placeholders;
        this.problems = problems;
    }

    /** The keys of the file; empty after a problem was noted that leaves nothing to read. */
    Optional<Node.Mapping> read() {
        return text().flatMap(this::parse).flatMap(this::mapping);
    }

    private Optional<String> text() {
        try {
            if (Files.size(file) > MAX_BYTES) {
                return refuse(0, "larger than 1 MiB, and no file of a catalog", "");
            }
            return Optional.of(Files.readString(file));
        } catch (CharacterCodingException e) {
            return refuse(0, "not UTF-8 text", "save the file as UTF-8");
        } catch (IOException e) {
            return refuse(0, "cannot be read", "check that it exists, and its permissions");
        }
    }

    private Optional<Node> parse(String text) {
        LoadSettings settings = LoadSettings.builder().build();
        NodeBuilder builder = new NodeBuilder(file, placeholders, problems);
        try {
            return builder.build(new Parse(settings).parseString(text).iterator());
        } catch (NodeBuilder.Refused e) {
            return refuse(e.line(), String.valueOf(e.getMessage()), e.hint());
        } catch (MarkedYamlEngineException e) {
            return refuseSyntax(e);
        } catch (ReaderException e) {
            int line = 1
                    + (int) text.codePoints()
                            .limit(e.getPosition())
                            .filter(c -> c == '\n')
                            .count();
            return refuse(line, String.format("the character U+%04X is not allowed in YAML", e.getCodePoint()), "");
        } catch (YamlEngineException e) {
            return refuse(0, "not valid YAML: " + e.getMessage(), "");
        }
    }

    private Optional<Node> refuseSyntax(MarkedYamlEngineException e) {
        int line = e.getProblemMark()
                .or(e::getContextMark)
                .map(mark -> mark.getLine() + 1)
                .orElse(0);
        if (e.getProblem().contains("TAB")) {
            return refuse(line, "a tab where YAML allows only spaces", "indent with spaces");
        }
        return refuse(line, "not valid YAML: " + e.getProblem(), "");
    }

    private Optional<Node.Mapping> mapping(Node root) {
        if (root instanceof Node.Mapping mapping) {
            return Optional.of(mapping);
        }
        boolean empty = root instanceof Node.Scalar scalar && scalar.isNull();
        String found = root instanceof Node.Sequence ? "a list" : "a single value";
        return refuse(
                root.location().line(),
                empty ? "nothing is written here" : "expected keys and values, found " + found,
                "begin with `backup: NAME`");
    }

    private <T> Optional<T> refuse(int line, String message, String hint) {
        problems.add(new Problem(new Location(file, line), "", message, hint));
        return Optional.empty();
    }
}
