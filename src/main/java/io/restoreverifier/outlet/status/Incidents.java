package io.restoreverifier.outlet.status;

import io.restoreverifier.outlet.FileTrouble;
import io.restoreverifier.outlet.OutletException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Heading;
import org.commonmark.node.Image;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;

/** Notes of people in Markdown, the last name first: names begin with the date. HTML in them stays text. */
final class Incidents {
    private static final int BELOW_PAGE = 3;
    private static final int MOST = 20;
    private static final int LARGEST = 256 * 1024;
    private static final Parser PARSER = Parser.builder().build();
    private static final HtmlRenderer RENDERER =
            HtmlRenderer.builder().escapeHtml(true).sanitizeUrls(true).build();

    private Incidents() {}

    /**
     * Each note as HTML that may stand on the page; the newest {@value #MOST}.
     *
     * @throws OutletException when there is no such folder, or a note cannot be read
     */
    static List<String> read(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> notes = files.filter(
                            file -> file.getFileName().toString().endsWith(".md"))
                    .sorted(Comparator.comparing(Path::getFileName).reversed())
                    .limit(MOST)
                    .toList();
            return notes.stream().map(Incidents::html).toList();
        } catch (IOException e) {
            throw new OutletException(
                    "the folder of incidents, " + folder + ", cannot be listed: " + FileTrouble.of(e)
                            + "; make it, or correct `incidents:`",
                    e);
        }
    }

    private static String html(Path note) {
        try {
            if (Files.size(note) > LARGEST) {
                throw new OutletException(note + " has more than " + LARGEST + " bytes; shorten it");
            }
            Node document = PARSER.parse(Files.readString(note));
            Highest highest = new Highest();
            document.accept(highest);
            document.accept(new Fitting(BELOW_PAGE - highest.level));
            return RENDERER.render(document);
        } catch (IOException e) {
            throw new OutletException(note + " cannot be read as UTF-8: " + FileTrouble.of(e), e);
        }
    }

    /** The level that a note begins with, whichever its author took. */
    private static final class Highest extends AbstractVisitor {
        private int level = 6;

        @Override
        public void visit(Heading heading) {
            level = Math.min(level, heading.getLevel());
        }
    }

    /** Headings go below those of the page; a picture would be asked of somebody else, so its text stands for it. */
    private static final class Fitting extends AbstractVisitor {
        private final int deeper;

        Fitting(int deeper) {
            this.deeper = deeper;
        }

        @Override
        public void visit(Heading heading) {
            heading.setLevel(Math.min(6, heading.getLevel() + deeper));
            visitChildren(heading);
        }

        @Override
        public void visit(Image image) {
            visitChildren(image);
            for (Node child = image.getFirstChild(); child != null; child = image.getFirstChild()) {
                image.insertBefore(child);
            }
            image.unlink();
        }
    }
}
